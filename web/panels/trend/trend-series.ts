import type { Board } from '../../../shared/board/board.ts';
import { addDays } from '../../../shared/domain/time.ts';
import type { TrendSeries } from '../../charts/trend-option.ts';

export type TrendMeasure = keyof Board['trend'][string];

export const measures: readonly [Measure, ...Measure[]] = [
  { id: 'activities', name: '活动', unit: '场' },
  { id: 'serviceMinutes', name: '服务时长', unit: '小时' },
  { id: 'ordersPlaced', name: '点单', unit: '单' },
  { id: 'activeVolunteers', name: '活跃志愿者', unit: '人' },
];

interface Measure {
  id: TrendMeasure;
  name: string;
  unit: string;
}

/** Days on the line, and again as many before them. */
export const shownDays = 14;

/** Two fortnights of one measure up to `today`, taken by day and never by the order of keys; minutes as hours. */
export function trendSeries(trend: Board['trend'], today: string, measure: Measure): TrendSeries {
  const amountOf = (day: string): number => {
    const value = trend[day]?.[measure.id] ?? 0;
    return measure.id === 'serviceMinutes' ? Math.floor(value / 6) / 10 : value;
  };
  const days = Array.from({ length: shownDays }, (_, index) => addDays(today, index - shownDays + 1));
  return {
    days,
    current: days.map(amountOf),
    before: days.map((day) => amountOf(addDays(day, -shownDays))),
  };
}
