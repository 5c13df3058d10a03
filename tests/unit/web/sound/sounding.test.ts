import { expect, test } from 'vitest';
import type { Board, BoardAlert } from '../../../../shared/board/board.ts';
import { Listener } from '../../../../web/sound/sounding.ts';

const alert = (rule: BoardAlert['rule'], more: Partial<BoardAlert> = {}): BoardAlert => ({
  ...{ rule, severity: 'warning', title: '', scope: 'area:330127001', count: 1 },
  since: '2026-11-22T01:00:00.000Z',
  ...more,
});
const board = (alerts: Board['alerts'], scope = 'area:330127') => ({ scope, alerts });
const urgent = alert('order-overdue', { severity: 'urgent' });
const low = alert('low-rating');

test('a new low rating and a new urgent order are heard once, what was there at the beginning never', () => {
  const listener = new Listener();
  expect(listener.hear(board({ a: urgent }))).toBe(false);
  expect(listener.hear(board({ a: urgent, b: low }))).toBe(true);
  expect(listener.hear(board({ a: urgent, b: low }))).toBe(false);
  expect(listener.hear(board({}))).toBe(false);
  expect(listener.hear(board({ b: low, c: urgent }))).toBe(true);
});

test('an alert that comes up anew is heard anew', () => {
  const listener = new Listener();
  listener.hear(board({ a: low }));
  expect(listener.hear(board({ a: { ...low, since: '2026-11-22T05:00:00.000Z' } }))).toBe(true);
});

test('others are not heard, nor what is taken on or given a rest', () => {
  const listener = new Listener();
  listener.hear(board({}));
  const quiet = {
    late: alert('order-overdue'),
    silent: alert('site-silent', { severity: 'info' }),
    taken: alert('low-rating', { acknowledgedBy: '王**' }),
    rests: { ...urgent, snoozedUntil: '2026-11-22T09:00:00.000Z' },
  };
  expect(listener.hear(board(quiet))).toBe(false);
  expect(listener.hear(board({ ...quiet, rests: urgent }))).toBe(false);
});

test('another place has its own beginning', () => {
  const listener = new Listener();
  listener.hear(board({}));
  expect(listener.hear(board({ a: low }, 'area:330127001'))).toBe(false);
  expect(listener.hear(board({ a: low, b: urgent }))).toBe(true);
});
