/** When things happen in a county: hours of a day, days of a week, times before a festival. */
import { addDays, dayOf, startOfDay } from '../../shared/domain/time.ts';
import { occasionsOf } from './calendar.ts';
import type { Random } from './random.ts';

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** Weights of the hours 0–23. Nights are empty: nobody simulates a life that a county does not have. */
const activityStarts = [0, 0, 0, 0, 0, 0, 1, 3, 9, 14, 10, 2, 1, 3, 12, 11, 6, 4, 9, 10, 2, 0, 0, 0];
const requests = [0, 0, 0, 0, 0, 0, 1, 4, 9, 11, 10, 7, 5, 5, 8, 9, 8, 6, 6, 7, 6, 4, 1, 0];
const registrations = [0, 0, 0, 0, 0, 0, 1, 2, 6, 9, 9, 6, 4, 4, 7, 8, 7, 5, 5, 7, 7, 4, 2, 1];
const hours = { activityStarts, requests, registrations };
export type Habit = keyof typeof hours;

/** How much of the density beyond a county's own is spread over all hours, so that a demonstration at night moves. */
const spreadShare = 0.3;

/** A minute of the day by habit. `dense` is for the additional density of a demonstration. */
export function minuteOfDay(random: Random, habit: Habit, dense: boolean): number {
  if (dense && random.chance(spreadShare)) return random.whole(0, 1439);
  const weights = hours[habit];
  const hour = random.weighted(
    weights.map((_, index) => index),
    (index) => weights[index] ?? 0,
  );
  return hour * 60 + random.whole(0, 59);
}

/** Sunday first. */
const activityWeek = [1.25, 0.75, 0.85, 0.9, 0.9, 1, 1.35];
const requestWeek = [0.8, 1.15, 1.1, 1.05, 1.05, 1, 0.85];

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** How many more activities than on an average day; `busyDays` are days of the month that a county keeps, with weight. */
function activityFactor(day: string, busyDays: readonly number[] = []): number {
  const festival = Math.max(1, ...occasionsOf(day).map(({ factor }) => factor));
  // Festivals make the year busier than its ordinary days; the constants bring the mean back to 1.
  const kept = busyDays.includes(Number(day.slice(8))) ? 4 : 1;
  const meanKept = 1 + (3 * busyDays.length) / 30;
  return ((activityWeek[weekdayOf(day)] ?? 1) * festival * kept) / (meanKept * 1.06);
}

/** How many average days' worth of activities lie between 1970 and the beginning of a day, busy days and quiet ones. */
export function activityPace(busyDays: readonly number[] = []): (day: string) => number {
  const years = new Map<string, Map<string, number>>();
  return (day) => {
    const year = day.slice(0, 4);
    const known = years.get(year) ?? paceOfYear(year, busyDays);
    years.set(year, known);
    return known.get(day) ?? 0;
  };
}

/** Each year holds as many as it has days, so that one year goes on where the last one ended. */
function paceOfYear(year: string, busyDays: readonly number[]): Map<string, number> {
  const before = new Map<string, number>();
  let sum = 0;
  for (let day = `${year}-01-01`; day.startsWith(year); day = addDays(day, 1)) {
    before.set(day, sum);
    sum += activityFactor(day, busyDays);
  }
  const first = Date.parse(`${year}-01-01T00:00:00Z`) / dayMs;
  for (const [day, done] of before) before.set(day, first + (done / sum) * before.size);
  return before;
}

export const requestFactor = (day: string): number => requestWeek[weekdayOf(day)] ?? 1;

/** An instant of a local day, by minutes after midnight. */
export const at = (day: string, minute: number, timeZone: string): number =>
  startOfDay(day, timeZone) + Math.round(minute * minuteMs);

/** `ms` itself within the local hours `from`–`to`, else a moment soon after they next begin. */
export function withinHours(ms: number, from: number, to: number, timeZone: string, random: Random): number {
  const day = dayOf(ms, timeZone);
  const minute = (ms - startOfDay(day, timeZone)) / minuteMs;
  if (minute >= from * 60 && minute < to * 60) return ms;
  const next = minute < from * 60 ? day : addDays(day, 1);
  return at(next, from * 60 + random.between(0, 50), timeZone);
}
