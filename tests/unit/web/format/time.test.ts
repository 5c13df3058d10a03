import { describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../../../shared/domain/time.ts';
import { festivalsOn, isSolemn, lunarDay } from '../../../../web/format/festival.ts';
import {
  daysBetween,
  hourMinuteSecond,
  longDate,
  momentOn,
  span,
  weekday,
} from '../../../../web/format/time.ts';

const tz = 'Asia/Shanghai';
const at = Date.parse('2026-11-22T09:42:08.000Z');

describe('instants on screen', () => {
  test('[T1] are of the county’s zone, whatever zone the machine has', () => {
    expect(hourMinuteSecond(at, tz)).toBe('17:42:08');
    expect(longDate(at, tz)).toBe('2026年11月22日');
    expect(weekday(at, tz)).toBe('星期日');
    expect(dayOf(Date.parse('2026-11-21T16:00:00.000Z'), tz)).toBe('2026-11-22');
    expect(hourMinuteSecond(Date.parse('2026-11-21T16:00:00.000Z'), tz)).toBe('00:00:00');
  });

  test('give the day where it is not today', () => {
    expect(momentOn(at, '2026-11-22', tz)).toBe('17:42');
    expect(momentOn(at, '2026-11-23', tz)).toBe('昨日 17:42');
    expect(momentOn(at, '2026-12-01', tz)).toBe('11月22日 17:42');
  });

  test('days are counted by the calendar', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  });

  test('spans have their two largest units', () => {
    expect(span(134 * 60_000)).toBe('2 小时 14 分');
    expect(span(14 * 60_000 + 59_000)).toBe('14 分');
    expect(span(50 * 3_600_000)).toBe('2 天 2 小时');
    expect(span(-5)).toBe('0 分');
  });
});

describe('festivals', () => {
  const list = [
    { name: '春节', lunar: '01-01' },
    { name: '清明节', date: '2026-04-05' },
    { name: '国家宪法日', date: '12-04' },
  ];

  test('come by the sun, by the moon, or on one day of one year', () => {
    expect(festivalsOn(Date.parse('2026-02-17T04:00:00Z'), tz, list)).toEqual(['春节']);
    expect(festivalsOn(Date.parse('2026-04-05T04:00:00Z'), tz, list)).toEqual(['清明节']);
    expect(festivalsOn(Date.parse('2027-04-05T04:00:00Z'), tz, list)).toEqual([]);
    expect(festivalsOn(Date.parse('2027-12-04T04:00:00Z'), tz, list)).toEqual(['国家宪法日']);
  });

  test('fall on the day of the almanac in the months that Intl begins a day off', () => {
    expect(festivalsOn(Date.parse('2027-02-06T04:00:00Z'), tz, list)).toEqual(['春节']);
    expect(festivalsOn(Date.parse('2030-02-03T04:00:00Z'), tz, list)).toEqual(['春节']);
    expect(lunarDay(Date.parse('2027-02-04T16:00:00Z'), tz)).toBe('12-29');
    expect(lunarDay(Date.parse('2027-02-05T16:00:00Z'), tz)).toBe('01-01');
    expect(lunarDay(Date.parse('2030-02-02T04:00:00Z'), tz)).toBe('12-30');
  });

  test('are solemn where the profile says so', () => {
    const days = [{ name: '国家公祭日', date: '12-13', solemn: true }, ...list];
    expect(['2026-12-13', '2026-12-12', '2026-12-04'].map((day) => isSolemn(day, days))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('are not repeated in a leap month', () => {
    expect(lunarDay(Date.parse('2025-06-25T04:00:00Z'), tz)).toBe('06-01');
    expect(lunarDay(Date.parse('2025-07-25T04:00:00Z'), tz)).toBeUndefined();
  });
});
