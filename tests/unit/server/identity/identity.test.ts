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

describe('beside another server', () => {
  const session = makeToken('session');
  const presented = { cookie: `cockpit-session=${session.token}` };
  /** What the other server does when somebody signs in there. */
  async function signInElsewhere(): Promise<void> {
    store.users.push({
      ...{ name: 'wang', role: 'operator', displayName: '', mustChangePassword: false, createdAt: 0 },
    });
    const [createdAt, usedAt] = [Date.now(), Date.now()];
    await store.addSession({
      id: session.id,
      user: 'wang',
      by: 'password',
      hash: session.hash,
      createdAt,
      usedAt,
    });
  }

  test('whoever has signed in there a moment ago is known', async () => {
    await signInElsewhere();
    expect(identity.authenticateReader(presented)).toMatchObject({ ok: false });
    expect(await identity.identify(presented)).toMatchObject({ ok: true, reader: { name: 'wang' } });
    expect(store.reads).toBe(2);
    // Nothing has moved: one look at the version, and no reading.
    const stranger = makeToken('user').token;
    expect(await identity.identify({ token: stranger })).toEqual({ ok: false, status: 401 });
    expect(store.reads).toBe(2);
  });

  test('whoever is busy there is not idle here, and is when he rests', async () => {
    await signInElsewhere();
    await identity.refresh();
    const ended: string[] = [];
    identity.onEnded(({ id }) => ended.push(id));
    await vi.advanceTimersByTimeAsync(29 * 60_000);
    Object.assign(store.sessions[0] ?? {}, { usedAt: Date.now() });
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(ended).toEqual([]);
    expect(await identity.identify({ ...presented, unattended: true })).toMatchObject({ ok: true });
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect(ended).toEqual([session.id]);
    expect(store.sessions).toEqual([]);
  });

  test('who comes back after a rest is written at once, who stays once a minute', async () => {
    await signInElsewhere();
    await identity.refresh();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const back = Date.now();
    for (let seconds = 0; seconds < 100; seconds += 1) {
      identity.authenticateReader(presented);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(store.used[0]).toEqual({ id: session.id, usedAt: back });
    expect(store.used).toHaveLength(2);
  });

  test('a display that has another place is told of', async () => {
    const changed: string[] = [];
    identity.onDisplayChanged((id) => changed.push(id));
    Object.assign(store.displays[0] ?? {}, { scope: 'area:330127100' });
    store.version += 1;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(changed).toEqual([display.id]);
  });

  test('while the credentials cannot be read nobody is refused whom they may know', async () => {
    store.failing = true;
    await expect(identity.identify(presented)).rejects.toMatchObject({ problem: { code: 'unavailable' } });
    expect(await identity.identify({ token: display.token })).toMatchObject({ ok: true });
    expect(await identity.identify({})).toEqual({ ok: false, status: 401 });
  });
});
