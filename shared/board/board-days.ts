/** The periods of a board, from the day it shows [T1, T2]. */
import { addDays, daysBetween, mondayOf, monthOf, previousMonth } from '../domain/time.ts';
import { period } from '../measures/cell.ts';

export const trendDays = 30;
/** Days of the platform coverage, today counted [R9]. */
export const coverageDays = 30;

export interface BoardDays {
  day: string;
  today: string;
  yesterday: string;
  /** Day periods from Monday to Sunday, and the week's own period for distinct counts. */
  weekDays: string[];
  week: string;
  month: string;
  lastMonth: string;
  year: string;
  all: string;
  now: string;
  /** The last 30 days with today, as `yyyy-mm-dd`. */
  trend: string[];
  hours: string[];
}

export function boardDays(day: string): BoardDays {
  const monday = mondayOf(day);
  return {
    day,
    today: period.day(day),
    yesterday: period.day(addDays(day, -1)),
    weekDays: daysBetween(monday, addDays(monday, 6)).map(period.day),
    week: period.week(day),
    month: period.month(monthOf(day)),
    lastMonth: period.month(previousMonth(monthOf(day))),
    year: period.year(day),
    all: period.all,
    now: period.now,
    trend: daysBetween(addDays(day, 1 - trendDays), day),
    hours: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
  };
}
