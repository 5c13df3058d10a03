import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AuditLog } from '../../../../server/identity/audit-log.ts';
import { makePseudonym } from '../../../../server/identity/pseudonym.ts';
import { MemoryCredentials } from './memory-credentials.ts';

let store: MemoryCredentials;
let log: AuditLog;

beforeEach(() => {
  vi.useFakeTimers();
  store = new MemoryCredentials();
  log = new AuditLog(store, () => {});
});

afterEach(async () => {
  await log.close();
  vi.useRealTimers();
});

const refuse = (from: string): void =>
  log.record({ at: 5, actor: 'anonymous', action: 'events.post', from, result: 'unauthorized' });

test('a refusal is written soon, with who, what, when, from where, and result', async () => {
  refuse('10.0.0.1');
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
  for (let i = 0; i < 10_000; i += 1) refuse('10.0.0.1');
  await vi.advanceTimersByTimeAsync(61_000);
  expect(store.audited.flat().map(({ result }) => result)).toEqual([
    'unauthorized',
    'unauthorized, repeated 9999×',
  ]);
});

test('a flood from everywhere is bounded too', async () => {
  for (let i = 0; i < 50_000; i += 1) refuse(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(store.audited.flat().length).toBeLessThanOrEqual(1003);
  expect(store.audited.flat().at(-1)).toMatchObject({
    from: 'several',
    result: expect.stringMatching(/48999×/),
  });
});

test('what waits is written at the end', async () => {
  refuse('10.0.0.1');
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
