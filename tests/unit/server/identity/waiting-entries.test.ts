import { expect, test } from 'vitest';
import { WaitingEntries } from '../../../../server/identity/waiting-entries.ts';
import type { AuditEntry } from '../../../../server/store/store.ts';

const most = 10_000;
const entry = (at: number): AuditEntry => ({
  at,
  actor: 'anonymous',
  action: 'read',
  result: 'unauthorized',
});
const instants = (entries: readonly AuditEntry[]): number[] => entries.map(({ at }) => at);

function filled(count: number): WaitingEntries {
  const waiting = new WaitingEntries();
  for (let at = 1; at <= count; at += 1) waiting.add(entry(at));
  return waiting;
}

test('what waits goes in the order in which it came, and stays until it is written', () => {
  const waiting = filled(5);
  expect(instants(waiting.first(2))).toEqual([1, 2]);
  expect(instants(waiting.first(2))).toEqual([1, 2]);
  waiting.written(2);
  waiting.add(entry(6));
  expect(instants(waiting.first(9))).toEqual([3, 4, 5, 6]);
});

test('beyond the bound it is counted, in the place where it would stand', () => {
  const waiting = filled(most + 3);
  expect(waiting.count).toBe(most + 1);
  expect(waiting.first(most + 1).at(-1)).toEqual({
    at: most + 3,
    actor: 'server',
    action: 'audit.overflow',
    result: '3 not recorded',
  });
  waiting.written(2);
  waiting.add(entry(20_000));
  waiting.add(entry(20_001));
  waiting.add(entry(20_002));
  const last = waiting.first(most + 1).slice(-4);
  expect(last.map(({ at, result }) => [at, result])).toEqual([
    [most, 'unauthorized'],
    [most + 3, '3 not recorded'],
    [20_000, 'unauthorized'],
    [20_002, '2 not recorded'],
  ]);
});
