import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Identity } from '../../../../server/identity/identity.ts';
import { makeToken, parseToken } from '../../../../server/identity/tokens.ts';
import { MemoryCredentials } from './memory-credentials.ts';

const key = makeToken('station');
const display = makeToken('display');

function credentials(): MemoryCredentials {
  const store = new MemoryCredentials();
  store.keys.push({ id: key.id, site: 'a', label: '', hash: key.hash, createdAt: 0 });
  store.displays.push({
    id: display.id,
    name: '大厅',
    scope: 'area:330127',
    hash: display.hash,
    createdAt: 0,
  });
  return store;
}

let store: MemoryCredentials;
let identity: Identity;
const errors: unknown[] = [];

async function open(anonymousRead = false): Promise<void> {
  identity = await Identity.open({
    store,
    sessions: store,
    anonymousRead,
    now: Date.now,
    onError: (error) => errors.push(error),
  });
}

beforeEach(async () => {
  vi.useFakeTimers();
  store = credentials();
  errors.length = 0;
  await open();
});

afterEach(() => {
  identity.close();
  vi.useRealTimers();
});

const bearer = (token: string): string => `Bearer ${token}`;

describe('tokens', () => {
  test('have 256 random bits and say what they are for', () => {
    expect(parseToken(key.token)).toMatchObject({ kind: 'station', id: key.id });
    expect(Buffer.from(parseToken(key.token)?.secret ?? '', 'base64url')).toHaveLength(32);
    expect(key.token).toMatch(/^wmk_/);
    expect(display.token).toMatch(/^wmd_/);
    expect(key.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(key.token).not.toContain(key.hash);
    expect(makeToken('station').token).not.toBe(key.token);
  });
});

describe('a station [contract §2]', () => {
  test('is known by its key, whatever the case of the scheme', () => {
    expect(identity.authenticateStation(bearer(key.token))).toMatchObject({ id: key.id, site: 'a' });
    expect(identity.authenticateStation(`bearer ${key.token}`)).toMatchObject({ id: key.id });
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer x',
    `Basic ${key.token}`,
    bearer(`${key.token}x`),
    bearer(key.token.slice(0, -1)),
    bearer(display.token),
    bearer(`wmk_${key.id}_${'A'.repeat(43)}`),
    bearer(makeToken('station').token),
  ])('is not known by %s', (header) => {
    expect(identity.authenticateStation(header)).toBeUndefined();
  });
});

describe('a reader [contract §4, §7]', () => {
  test('is a display by header or by handshake, masked and bound to its scope', () => {
    const reader = { kind: 'display', id: display.id, name: '大厅', scope: 'area:330127' };
    expect(identity.authenticateReader({ authorization: bearer(display.token) })).toEqual({
      ok: true,
      reader,
    });
    expect(identity.authenticateReader({ token: display.token })).toEqual({ ok: true, reader });
  });

  test('is nobody without credentials, unless anonymous reading is on', async () => {
    expect(identity.authenticateReader({})).toEqual({ ok: false, status: 401 });
    identity.close();
    await open(true);
    expect(identity.authenticateReader({})).toEqual({
      ok: true,
      reader: { kind: 'anonymous' },
    });
    expect(identity.authenticateReader({ token: 'wmd_x' })).toEqual({ ok: false, status: 401 });
  });

  test('is not a station: its key may write and nothing else', () => {
    expect(identity.authenticateReader({ authorization: bearer(key.token) })).toEqual({
      ok: false,
      status: 403,
    });
  });
});

describe('changes take effect within a second [contract §1]', () => {
  test('a new key, and a revoked one', async () => {
    const next = makeToken('station');
    store.keys.push({ id: next.id, site: 'b', label: '', hash: next.hash, createdAt: 0 });
    Object.assign(store.keys[0] ?? {}, { revokedAt: 1 });
    store.version += 1;
    await vi.advanceTimersByTimeAsync(1000);
    expect(identity.authenticateStation(bearer(next.token))).toMatchObject({ site: 'b' });
    expect(identity.authenticateStation(bearer(key.token))).toBeUndefined();
  });

  test('a revoked display is told once to whoever holds its sockets', async () => {
    const revoked: string[] = [];
    identity.onEnded(({ id }) => revoked.push(id));
    Object.assign(store.displays[0] ?? {}, { revokedAt: 1 });
    store.version += 1;
    await vi.advanceTimersByTimeAsync(3000);
    expect(revoked).toEqual([display.id]);
    expect(identity.authenticateReader({ token: display.token })).toEqual({ ok: false, status: 401 });
  });

  test('nothing is read while nothing changes, and a failing store ends nothing', async () => {
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.reads).toBe(1);
    store.failing = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(errors.length).toBeGreaterThan(0);
    expect(identity.authenticateStation(bearer(key.token))).toBeDefined();
    store.failing = false;
    store.keys.length = 0;
    store.version += 1;
    await vi.advanceTimersByTimeAsync(1000);
    expect(identity.authenticateStation(bearer(key.token))).toBeUndefined();
  });
});
