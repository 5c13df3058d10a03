import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AuditLog } from '../../../../server/identity/audit-log.ts';
import { makePseudonym } from '../../../../server/identity/pseudonym.ts';
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

test('a pseudonym is the same for the same volunteer of a county and under no other secret', () => {
  const pseudonym = makePseudonym('secret');
  expect(pseudonym('330127', 'v-1')).toBe(pseudonym('330127', 'v-1'));
  expect(pseudonym('330127', 'v-1')).not.toBe(pseudonym('610902', 'v-1'));
  expect(pseudonym('330127', 'v-1')).not.toBe(makePseudonym('other')('330127', 'v-1'));
  expect(pseudonym('330127', 'v-1')).toMatch(/^v-[A-Za-z0-9_-]{22}$/);
});
