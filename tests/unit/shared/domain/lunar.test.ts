import { describe, expect, it } from 'vitest';
import { lunarDayOf } from '../../../../shared/domain/lunar.ts';
import { addDays } from '../../../../shared/domain/time.ts';

describe('the Chinese calendar', () => {
  it.each([
    ['2024-02-10', 1, 1],
    ['2025-01-29', 1, 1],
    ['2026-02-17', 1, 1],
    ['2026-09-25', 8, 15],
    ['2027-02-05', 12, 29],
    ['2027-02-06', 1, 1],
    ['2027-02-20', 1, 15],
    ['2028-01-26', 1, 1],
    ['2029-02-13', 1, 1],
    ['2030-02-02', 12, 30],
    ['2030-02-03', 1, 1],
  ])('%s is day %s/%s', (date, month, day) => {
    expect(lunarDayOf(date)).toEqual({ month, day, leap: false });
  });

  it('knows leap months', () => {
    expect(lunarDayOf('2025-07-25')).toEqual({ month: 6, day: 1, leap: true });
  });

  it('counts every month through from 1 to 29 or 30', () => {
    let before = lunarDayOf('2018-01-01');
    for (let date = '2018-01-02'; date < '2032-01-01'; date = addDays(date, 1)) {
      const lunar = lunarDayOf(date);
      if (lunar.day === 1) expect([29, 30]).toContain(before.day);
      else expect([date, lunar.day, lunar.month]).toEqual([date, before.day + 1, before.month]);
      before = lunar;
    }
  });
});
