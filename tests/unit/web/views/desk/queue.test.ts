import { describe, expect, test } from 'vitest';
import type { QueueRow } from '../../../../../shared/wire/desk.ts';
import { actionOf, deskKeys } from '../../../../../web/views/desk/dispatch/desk-keys.ts';
import { latestFirst } from '../../../../../web/views/desk/dispatch/order-words.ts';
import {
  changeAround,
  joinPages,
  keptSelection,
  stepFrom,
} from '../../../../../web/views/desk/dispatch/queue-rows.ts';
import { shortSpan, timeLeft } from '../../../../../web/views/desk/dispatch/time-left.ts';

const hour = 3_600_000;
const placedAt = '2026-11-20T08:00:00.000Z';
const at = (hours: number): number => Date.parse(placedAt) + hours * hour;
const instant = (hours: number): string => new Date(at(hours)).toISOString();

const rowOf = (id: string): QueueRow => ({
  id,
  kind: 'service',
  title: id,
  category: 'culture',
  site: '330127101-S',
  urgent: false,
  step: 'placed',
  placedAt,
  limitAt: instant(24),
  waitsFor: 'answer',
  seen: 1,
  declined: 0,
  notes: 0,
});
const rows = (ids: string): QueueRow[] => [...ids].map(rowOf);

describe('[N5] time left', () => {
  const order = { placedAt, limitAt: instant(24), waitsFor: 'answer' as const };

  test.each([
    [at(1), 'ample', '○', '余 23 小时'],
    [at(18) + 1, 'soon', '◆', '余 5 小时 59 分'],
    [at(24), 'soon', '◆', '余 0 分'],
    [at(24) + 1, 'overdue', '▲', '超时 0 分'],
    [at(27), 'overdue', '▲', '超时 3 小时 0 分'],
    [at(74), 'overdue', '▲', '超时 2 天 2 小时'],
  ] as const)('at %i it is %s', (now, pressure, shape, text) => {
    expect(timeLeft(order, now)).toMatchObject({ pressure, shape, text, until: '响应' });
  });

  test('is a share of the whole time, never less than nothing', () => {
    expect(timeLeft(order, at(6)).share).toBe(0.75);
    expect(timeLeft(order, at(99)).share).toBe(0);
    expect(timeLeft(order, at(-9)).share).toBe(1);
  });

  test('a call-back waits since the rating and has no limit', () => {
    const rated = { placedAt, limitAt: instant(10), waitsFor: 'call-back' as const };
    expect(timeLeft(rated, at(13))).toMatchObject({
      pressure: 'soon',
      text: '已等 3 小时 0 分',
      until: '回访',
    });
  });

  test('minutes are left out where they say nothing', () => {
    expect(shortSpan(9 * hour + 54 * 60_000)).toBe('9 小时 54 分');
    expect(shortSpan(15 * hour + 16 * 60_000)).toBe('15 小时');
    expect(shortSpan(49 * hour)).toBe('2 天 1 小时');
  });
});

describe('a queue that is read anew', () => {
  test('tells how many came above the row that is looked at, and how far that moved', () => {
    expect(changeAround(rows('abc'), rows('xyabc'), 'b')).toEqual({ newAbove: 2, moved: 2 });
    expect(changeAround(rows('abc'), rows('bxc'), 'b')).toEqual({ newAbove: 0, moved: -1 });
    expect(changeAround(rows('abc'), rows('cab'), 'b')).toEqual({ newAbove: 0, moved: 1 });
    expect(changeAround(rows('abc'), rows('xac'), 'b')).toEqual({ newAbove: 0, moved: 0 });
    expect(changeAround(rows('abc'), rows('xabc'), undefined)).toEqual({ newAbove: 0, moved: 0 });
  });

  test('keeps the row that is stood on, else the one that took its place', () => {
    expect(keptSelection(rows('abc'), rows('cba'), 'b')).toBe('b');
    expect(keptSelection(rows('abc'), rows('ac'), 'b')).toBe('c');
    expect(keptSelection(rows('abc'), rows('ab'), 'c')).toBe('b');
    expect(keptSelection(rows('abc'), [], 'b')).toBeUndefined();
    expect(keptSelection([], rows('a'), 'z')).toBeUndefined();
  });

  test('is walked through without leaving it', () => {
    expect(stepFrom(rows('abc'), undefined, 1)).toBe('a');
    expect(stepFrom(rows('abc'), undefined, -1)).toBe('c');
    expect(stepFrom(rows('abc'), 'b', 1)).toBe('c');
    expect(stepFrom(rows('abc'), 'c', 1)).toBe('c');
    expect(stepFrom(rows('abc'), 'c', Number.NEGATIVE_INFINITY)).toBe('a');
    expect(stepFrom(rows('abc'), 'a', Number.POSITIVE_INFINITY)).toBe('c');
    expect(stepFrom([], 'a', 1)).toBeUndefined();
  });

  test('shows an order once that moved between two pages', () => {
    expect(joinPages([rows('abc'), rows('cde')]).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('keys of the desk', () => {
  const pressed = (key: string, more = {}) => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...more,
  });

  test('each stands for one thing', () => {
    const keys = deskKeys.flatMap((one) => one.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are read in either case, and never with Ctrl', () => {
    expect(actionOf(pressed('j'))).toBe('next');
    expect(actionOf(pressed('O'))).toBe('offer');
    expect(actionOf(pressed('？'))).toBe('keys');
    expect(actionOf(pressed('c', { ctrlKey: true }))).toBeUndefined();
    expect(actionOf(pressed('q'))).toBeUndefined();
  });
});

test('what befell an order stands as it happened, however late it was sent', () => {
  const event = (seq: number, hours: number) => ({
    seq,
    at: instant(hours),
    type: 'order.offered',
    site: '330127-Z',
    undoable: false,
  });
  const history = [event(1, 0), event(2, 3), event(3, 2), event(4, 3)];
  expect(latestFirst(history).map(({ seq }) => seq)).toEqual([4, 2, 3, 1]);
});
