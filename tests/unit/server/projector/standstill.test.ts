import { expect, test } from 'vitest';
import { Standstill } from '../../../../server/projector/standstill.ts';
import type { JournalHead } from '../../../../server/store/store.ts';

const head = (events: number, seq: number, more: Partial<JournalHead> = {}): JournalHead => ({
  county: '330127',
  head: events,
  position: { seq, asOf: 1_000 },
  ...more,
});

test('figures that are behind and do not move wait for nobody', () => {
  const standstill = new Standstill();
  expect(standstill.stuck([head(9, 9)], 0)).toEqual([]);
  expect(standstill.stuck([head(12, 9)], 0)).toEqual([]);
  expect(standstill.stuck([head(15, 9)], 0)).toEqual(['330127']);
  // Somebody works on them.
  expect(standstill.stuck([head(20, 14)], 0)).toEqual([]);
  expect(standstill.stuck([head(20, 20)], 0)).toEqual([]);
  expect(standstill.stuck([head(20, 20)], 0)).toEqual([]);
});

test('what time alone changes waits for nobody either', () => {
  const standstill = new Standstill();
  const due = head(9, 9, { nextChangeAt: 5_000 });
  expect(standstill.stuck([due], 4_999)).toEqual([]);
  expect(standstill.stuck([due], 5_000)).toEqual([]);
  expect(standstill.stuck([due], 5_500)).toEqual(['330127']);
});
