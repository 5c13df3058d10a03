import type { Board, PeriodName } from '../../../shared/board/board.ts';
import { formatHours } from '../../format/figures.ts';

/** The periods of the panel, the nearest first. */
export const shownPeriods: readonly { id: PeriodName; name: string }[] = [
  { id: 'today', name: '今日' },
  { id: 'week', name: '本周' },
  { id: 'month', name: '本月' },
  { id: 'year', name: '本年' },
];

export interface PeriodHours {
  id: PeriodName;
  name: string;
  /** How much of the hours was recorded by check-in and check-out [M4], 0–1. */
  autoShare: number;
  /** What was entered later, in words: the board has no number of its own for it. */
  late: string;
  none: boolean;
}

/** Where not all have room, the day, the month and the year say more than the week. */
const leavable: readonly PeriodName[] = ['week', 'year'];

/** As many of the rows as have room, in their order. */
export function fittingPeriods(rows: readonly PeriodHours[], fits: number): PeriodHours[] {
  const left = leavable.slice(0, Math.max(0, rows.length - fits));
  return rows.filter(({ id }) => !left.includes(id));
}

/** Hours of a period as they were recorded: by check-in and check-out [M4], or entered later [M3]. */
export const hoursByPeriod = (totals: Board['totals']): PeriodHours[] =>
  shownPeriods.map(({ id, name }) => {
    const { serviceMinutes, autoServiceMinutes } = totals[id];
    return {
      id,
      name,
      autoShare: serviceMinutes > 0 ? autoServiceMinutes / serviceMinutes : 0,
      late: formatHours(serviceMinutes - autoServiceMinutes),
      none: serviceMinutes === 0,
    };
  });
