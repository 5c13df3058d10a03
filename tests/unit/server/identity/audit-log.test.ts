import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditLog } from '../../../../server/identity/audit-log.ts';
import { makePseudonym } from '../../../../server/identity/pseudonym.ts';
import { type AuditEntry, StoreError } from '../../../../server/store/store.ts';
import { MemoryCredentials } from './memory-credentials.ts';

let store: MemoryCredentials;
let log: AuditLog;
let heads: number[];

beforeEach(() => {
  vi.useFakeTimers();
  store = new MemoryCredentials();
  heads = [];
  log = new AuditLog({ store, onError: () => {}, noteHead: ({ n }) => heads.push(n), elapsed: Date.now });
});

afterEach(async () => {
  await log.close();
  vi.useRealTimers();
});

const refuse = (from: string): Promise<void> =>
  log.record({ at: 5, actor: 'anonymous', action: 'events.post', from, result: 'unauthorized' });

test('a refusal is written soon, with who, what, when, from where, and result', async () => {
  void refuse('10.0.0.1');
  await vi.advanceTimersByTimeAsync(1000);
  const entry = {
    at: 5,
    actor: 'anonymous',
    action: 'events.post',
    from: '10.0.0.1',
    result: 'unauthorized',
  };
  expect(store.audited).toEqual([[entry]]);
});

test('a flood from one address is two lines a minute', async () => {
  for (let i = 0; i < 10_000; i += 1) void refuse('10.0.0.1');
  await vi.advanceTimersByTimeAsync(61_000);
  expect(store.audited.flat().map(({ result }) => result)).toEqual([
    'unauthorized',
    'unauthorized, repeated 9999×',
  ]);
});

test('a flood from everywhere is bounded too', async () => {
  for (let i = 0; i < 50_000; i += 1) void refuse(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(store.audited.flat().length).toBeLessThanOrEqual(1003);
  expect(store.audited.flat().at(-1)).toMatchObject({
    from: 'several',
    result: expect.stringMatching(/48999×/),
  });
});

test('what was done is written each time, and is on disk when it is answered', async () => {
  const entry = { at: 5, actor: 'user:yan', action: 'key.create', result: 'done' };
  await log.record(entry);
  await log.record(entry);
  expect(store.audited).toEqual([[entry], [entry]]);
});

test('what was done comes after what was refused before it', async () => {
  void refuse('10.0.0.1');
  await log.record({ at: 6, actor: 'user:yan', action: 'session.begin', result: 'done' });
  expect(store.audited.flat().map(({ result }) => result)).toEqual(['unauthorized', 'done']);
});

test('the newest row is told at first, every ten minutes, and at the end', async () => {
  const act = () => log.record({ at: 5, actor: 'user:yan', action: 'key.create', result: 'done' });
  await act();
  await act();
  expect(heads).toEqual([1]);
  await vi.advanceTimersByTimeAsync(600_000);
  await act();
  expect(heads).toEqual([1, 3]);
  await act();
  await log.close();
  expect(heads).toEqual([1, 3, 4]);
});

test('what waits is written at the end', async () => {
  void refuse('10.0.0.1');
  await log.close();
  expect(store.audited.flat()).toHaveLength(1);
});

describe('where the database is away', () => {
  const written: AuditEntry[] = [];
  const errors: string[] = [];
  let away: Error | undefined;
  const gone = new StoreError('unavailable', 'gone');
  beforeEach(() => {
    written.length = 0;
    errors.length = 0;
    log = new AuditLog({
      store: {
        audit: async (entries) => {
          if (away) throw away;
          written.push(...entries);
          return { n: written.length, hash: 'h' };
        },
      },
      onError: (error) => errors.push(String(error)),
      elapsed: Date.now,
    });
    away = gone;
  });
  const act = (at: number) => log.record({ at, actor: 'user:yan', action: 'key.create', result: 'done' });

  test('what comes is kept, and written when it is back: in its order, with its instants, once', async () => {
    void refuse('10.0.0.1');
    await vi.advanceTimersByTimeAsync(5_000);
    await act(6);
    void refuse('10.0.0.2');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(written).toEqual([]);
    away = undefined;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(written.map(({ at, from, result }) => [at, from ?? '', result])).toEqual([
      [5, '10.0.0.1', 'unauthorized'],
      [6, '', 'done'],
      [5, '10.0.0.2', 'unauthorized'],
    ]);
    expect(errors).toEqual(['StoreError: gone']);
  });

  test('a flood is kept within bounds, and how much is not recorded is', async () => {
    for (let n = 0; n < 10_020; n += 1) await act(n);
    away = undefined;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(written).toHaveLength(10_001);
    expect(written.at(-1)).toMatchObject({ at: 10_019, action: 'audit.overflow', result: '20 not recorded' });
  });

  test('what can never be written keeps nothing else back', async () => {
    void refuse('10.0.0.1');
    await vi.advanceTimersByTimeAsync(1_000);
    away = new Error('no such table');
    await vi.advanceTimersByTimeAsync(1_000);
    away = undefined;
    await act(7);
    expect(written.map(({ at }) => at)).toEqual([7]);
    expect(errors).toEqual(['StoreError: gone', 'Error: no such table']);
  });

  test('what is lost where the server ends before is told', async () => {
    void refuse('10.0.0.1');
    void refuse('10.0.0.2');
    await log.close();
    expect(errors.at(-1)).toBe('Error: 2 entries of the audit log could not be written.');
  });
});

test('a pseudonym is the same for the same volunteer of a county and under no other secret', () => {
  const pseudonym = makePseudonym('secret');
  expect(pseudonym('330127', 'v-1')).toBe(pseudonym('330127', 'v-1'));
  expect(pseudonym('330127', 'v-1')).not.toBe(pseudonym('610902', 'v-1'));
  expect(pseudonym('330127', 'v-1')).not.toBe(makePseudonym('other')('330127', 'v-1'));
  expect(pseudonym('330127', 'v-1')).toMatch(/^v-[A-Za-z0-9_-]{22}$/);
});
