import { describe, expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import { circleRows } from '../../../../web/panels/circle/circle-rows.ts';
import { starRows } from '../../../../web/panels/stars/star-rows.ts';
import { fittingPeriods, hoursByPeriod } from '../../../../web/panels/volunteers/hours-by-period.ts';

describe('the villages of the circle', () => {
  test('[R10] have the towns with most left to reach first, the others as in the register', () => {
    const circles = {
      c: { covered: 2, units: 2 },
      a: { covered: 1, units: 1 },
      d: { covered: 0, units: 0 },
      b: { covered: 3, units: 5 },
    };
    expect(circleRows(circles, ['a', 'b', 'c', 'd', 'e']).map(({ code }) => code)).toEqual(['b', 'a', 'c']);
    expect(circleRows(undefined, ['a'])).toEqual([]);
  });
});

describe('the stars', () => {
  const thresholds = [100, 300, 600].map((hours) => hours * 60);
  const levels = [0, 1, 2, 3].map((level) => ({ level, volunteers: 8 >> level }));

  test('[R11] stand from the highest to none, each with the hours of the profile', () => {
    const rows = starRows({ thresholds, levels });
    expect(rows.map(({ name, hours, volunteers }) => `${name} ${hours} ${volunteers}`)).toEqual([
      '3 星 ≥ 600 小时 1',
      '2 星 ≥ 300 小时 2',
      '1 星 ≥ 100 小时 4',
      '未评星 不足 100 小时 8',
    ]);
    expect(rows.map(({ share }) => share)).toEqual([0.25, 0.5, 1, 0]);
  });

  test('[R11] of nobody have no share of anything', () => {
    const none = starRows({ thresholds, levels: levels.map(({ level }) => ({ level, volunteers: 0 })) });
    expect(none.every(({ share }) => share === 0)).toBe(true);
  });
});

describe('the hours', () => {
  test('[M3] [M4] are parted into those of check-in and check-out and those entered later', () => {
    const hours = { serviceMinutes: 1205, autoServiceMinutes: 1000 };
    const none = { serviceMinutes: 0, autoServiceMinutes: 0 };
    const totals = { today: none, week: hours, month: hours, year: hours } as unknown as Board['totals'];
    const [today, week] = hoursByPeriod(totals);
    expect(today).toMatchObject({ name: '今日', autoShare: 0, late: '0', none: true });
    expect(week).toMatchObject({ name: '本周', late: '3.4', none: false });
    expect(week?.autoShare).toBeCloseTo(1000 / 1205);
    const fitting = (fits: number): string[] =>
      fittingPeriods(hoursByPeriod(totals), fits).map(({ name }) => name);
    expect([fitting(4), fitting(3), fitting(0)]).toEqual([
      ['今日', '本周', '本月', '本年'],
      ['今日', '本月', '本年'],
      ['今日', '本月'],
    ]);
  });
});
