import { expect, test } from 'vitest';
import { daysSpan, faultOf, spanOf, textOf } from '../../../../web/stores/replay-span.ts';

const tz = 'Asia/Shanghai';
const now = Date.parse('2026-11-22T09:42:00Z');
const at = (text: string): number => Date.parse(text);

test('a day is the county’s, and one that is under way ends now [T1]', () => {
  expect(spanOf('2026-11-21', tz, now)).toEqual({
    from: at('2026-11-20T16:00:00Z'),
    to: at('2026-11-21T15:59:59.999Z'),
  });
  expect(spanOf('2026-11-22', tz, now)).toEqual({ from: at('2026-11-21T16:00:00Z'), to: now });
  // In the morning of the county it is still yesterday in UTC.
  const morning = at('2026-11-21T23:00:00Z');
  expect(spanOf('2026-11-22', tz, morning)).toEqual({ from: at('2026-11-21T16:00:00Z'), to: morning });
});

test('several days, and instants with their offset', () => {
  expect(spanOf('2026-11-15/2026-11-21', tz, now)).toEqual({
    from: at('2026-11-14T16:00:00Z'),
    to: at('2026-11-21T15:59:59.999Z'),
  });
  expect(spanOf('2026-11-21T08:00:00+08:00/2026-11-21T12:30:00+08:00', tz, now)).toEqual({
    from: at('2026-11-21T00:00:00Z'),
    to: at('2026-11-21T04:30:00Z'),
  });
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-11-23',
  '2026-11-21/2026-11-20',
  '2026-10-01/2026-11-21',
  '2026-11-20/2026-11-21/2026-11-22',
  '2026-11-21T08:00:00Z',
])('there is no replay of %j', (text) => {
  expect(spanOf(text, tz, now)).toBeUndefined();
});

test('says why there is none', () => {
  expect(faultOf({ from: now, to: now + 1 }, now)).toBe('future');
  expect(faultOf({ from: now - 5, to: now - 5 }, now)).toBe('empty');
  expect(faultOf({ from: Number.NaN, to: now }, now)).toBe('empty');
  expect(faultOf(daysSpan('2026-10-22', '2026-11-21', tz, now), now)).toBeUndefined();
  expect(faultOf(daysSpan('2026-10-21', '2026-11-21', tz, now), now)).toBe('long');
});

test.each(['2026-11-21', '2026-11-22', '2026-11-15/2026-11-21', '2026-11-16/2026-11-22'])(
  'the address says %s the way it was asked for',
  (text) => {
    const span = spanOf(text, tz, now);
    expect(span && textOf(span, tz, now)).toBe(text);
  },
);

test('and instants as they are', () => {
  const text = '2026-11-21T00:00:00.000Z/2026-11-21T04:30:00.000Z';
  const span = spanOf(text, tz, now);
  expect(span && textOf(span, tz, now)).toBe(text);
});
