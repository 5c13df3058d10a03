import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  formatInstant,
  hourOf,
  mondayOf,
  parseInstant,
  previousMonth,
  startOfDay,
} from '../../../../shared/domain/time.ts';

const utc = (text: string): number => Date.parse(text);
const shanghai = 'Asia/Shanghai';

describe('RFC 3339 instants', () => {
  test('beyond the years of four digits are written as the first or the last one', () => {
    const written = ['0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '2026-11-22T09:00:00Z'].map(
      (text) => formatInstant(parseInstant(text) ?? Number.NaN),
    );
    expect(written).toEqual([
      '0000-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
      '2026-11-22T09:00:00.000Z',
    ]);
  });

  test.each([
    ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22t09:00:00z', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22T09:00:00+08:00', '2026-11-22T01:00:00.000Z'],
    ['2026-11-22T00:30:00-23:59', '2026-11-23T00:29:00.000Z'],
    ['2026-11-22T09:00:00-00:00', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22T09:00:00.1+08:00', '2026-11-22T01:00:00.100Z'],
    ['2026-11-22T09:00:00.1239999+08:00', '2026-11-22T01:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T07:59:60.250+08:00', '2017-01-01T00:00:00.250Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(utc(expected));
  });

  test.each([
    ['2026-11-22T09:00:00', 'no offset'],
    ['2026-11-22 09:00:00Z', 'a space for the T'],
    ['2026-11-22', 'no time'],
    ['2026-11-22T09:00Z', 'no seconds'],
    ['2026-11-22T09:00:00+0800', 'an offset without colon'],
    ['2026-11-22T09:00:00+08', 'an offset without minutes'],
    ['2026-11-22T09:00:00.Z', 'a point without digits'],
    ['2026-11-22T09:00:00,5Z', 'a comma'],
    ['2026-11-22T24:00:00Z', 'hour 24'],
    ['2026-11-22T23:60:00Z', 'minute 60'],
    ['2026-11-22T23:59:61Z', 'second 61'],
    ['2026-11-22T09:00:00+24:00', 'offset hour 24'],
    ['2026-11-22T09:00:00+08:60', 'offset minute 60'],
    ['2026-02-29T09:00:00Z', '29 February of a common year'],
    ['2100-02-29T09:00:00Z', '29 February of a century'],
    ['2026-04-31T09:00:00Z', '31 April'],
    ['2026-13-01T09:00:00Z', 'month 13'],
    ['2026-00-10T09:00:00Z', 'month 0'],
    ['2026-01-00T09:00:00Z', 'day 0'],
    ['+02026-11-22T09:00:00Z', 'a signed year'],
    ['2026-11-22T09:00:00Z ', 'a trailing space'],
    ['2026-11-22T09:00:00Z\n', 'a trailing line break'],
    ['２026-11-22T09:00:00Z', 'a full-width digit'],
    ['', 'nothing'],
  ])('refuses %j: %s', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('[T1] days of the county', () => {
  test('[T1] a minute before and after midnight are two days', () => {
    expect(dayOf(utc('2026-11-22T15:59:59.999Z'), shanghai)).toBe('2026-11-22');
    expect(dayOf(utc('2026-11-22T16:00:00.000Z'), shanghai)).toBe('2026-11-23');
    expect(hourOf(utc('2026-11-22T15:59:59.999Z'), shanghai)).toBe('23');
    expect(hourOf(utc('2026-11-22T16:00:00.000Z'), shanghai)).toBe('00');
  });

  test('[T1] zones with half and quarter hours', () => {
    expect(dayOf(utc('2026-11-22T18:14:59Z'), 'Asia/Kathmandu')).toBe('2026-11-22');
    expect(dayOf(utc('2026-11-22T18:15:00Z'), 'Asia/Kathmandu')).toBe('2026-11-23');
  });

  test.each([
    ['2026-11-22', shanghai, '2026-11-21T16:00:00Z'],
    ['2026-01-01', shanghai, '2025-12-31T16:00:00Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00Z'],
    ['2026-04-05', 'Australia/Sydney', '2026-04-04T13:00:00Z'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2026-10-30', 'Africa/Cairo', '2026-10-29T22:00:00Z'],
    ['2026-03-08', 'America/Havana', '2026-03-08T05:00:00Z'],
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
  ])('[T1] %s begins in %s at %s', (day, zone, expected) => {
    const start = startOfDay(day, zone);
    expect(new Date(start).toISOString()).toBe(new Date(expected).toISOString());
    expect(dayOf(start, zone)).toBe(day);
    expect(dayOf(start - 1, zone)).toBe(addDays(day, -1));
  });

  test('[T1] a week begins on Monday', () => {
    expect(mondayOf('2026-11-16')).toBe('2026-11-16');
    expect(mondayOf('2026-11-22')).toBe('2026-11-16');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
    expect(mondayOf('2027-01-01')).toBe('2026-12-28');
  });
});

test('[T2] days are counted over ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(previousMonth('2026-01')).toBe('2025-12');
  expect(previousMonth('2026-03')).toBe('2026-02');
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});
