/** The line under a replay as it is drawn: columns of what happened, and the times under them. Pure. */
import { addDays, dayOf, startOfDay } from '../../../shared/domain/time.ts';
import type { ReplayTimeline } from '../../../shared/wire/replay.ts';
import { hourMinute, zoned } from '../../format/time.ts';

/** From the lowest of a column to the highest. */
export const groups = ['activities', 'orders', 'service'] as const;
export type Group = (typeof groups)[number];

/** What there is at all can be seen, however much more there is elsewhere. */
const leastHeight = 0.1;
const columnWidth = 0.75;

/** The numbers of a group, `join` columns at a time. */
const joined = (numbers: readonly number[], join: number): number[] =>
  Array.from({ length: Math.ceil(numbers.length / join) }, (_, index) =>
    numbers.slice(index * join, (index + 1) * join).reduce((sum, one) => sum + one, 0),
  );

export interface Outlines {
  /** How much of the span one column is (ms). */
  columnMs: number;
  /** Outlines of all columns of each group, in columns by 0–1 from the top. */
  paths: Record<Group, string>;
}

/** At most so many columns, the groups one upon the other, the fullest as high as the line. */
export function outlinesOf({ columns, columnMs }: ReplayTimeline, most: number): Outlines {
  const join = Math.ceil(columns.activities.length / most) || 1;
  const numbers = groups.map((group) => joined(columns[group], join));
  const totals = (numbers[0] ?? []).map((_, index) =>
    numbers.reduce((sum, one) => sum + (one[index] ?? 0), 0),
  );
  const highest = Math.max(1, ...totals);
  const paths: Outlines['paths'] = { activities: '', orders: '', service: '' };
  totals.forEach((_, index) => {
    const heights = numbers.map((one) =>
      (one[index] ?? 0) > 0 ? Math.max(leastHeight, (one[index] ?? 0) / highest) : 0,
    );
    // The least heights may add up to more than there is room for.
    const room = Math.max(
      1,
      heights.reduce((sum, height) => sum + height, 0),
    );
    let bottom = 1;
    groups.forEach((group, at) => {
      const height = (heights[at] ?? 0) / room;
      if (height === 0) return;
      const top = bottom - height;
      paths[group] += `M${index} ${bottom.toFixed(3)}V${top.toFixed(3)}h${columnWidth}V${bottom.toFixed(3)}Z`;
      bottom = top;
    });
  });
  return { columnMs: columnMs * join, paths };
}

export interface Tick {
  /** 0–1 of the line. */
  place: number;
  label: string;
}

const minuteMs = 60_000;
const steps = [5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * minuteMs);
const dayMs = 86_400_000;

/** The round times of one day of the county, a step apart. */
function timesOf(day: string, step: number, tz: string): number[] {
  const [start, end] = [startOfDay(day, tz), startOfDay(addDays(day, 1), tz)];
  const times: number[] = [];
  for (let at = start; at < end; at += step) times.push(at);
  return times;
}

/** Round times of the span, at most so many: hours within days, else days. */
export function ticksOf(from: number, to: number, tz: string, most: number): Tick[] {
  const step = steps.find((one) => (to - from) / one <= most) ?? dayMs;
  const every = Math.ceil((to - from) / dayMs / most) || 1;
  const ticks: Tick[] = [];
  let day = dayOf(from, tz);
  for (let count = 0; startOfDay(day, tz) <= to; count++, day = addDays(day, 1)) {
    if (step === dayMs && count % every !== 0) continue;
    for (const at of timesOf(day, step, tz)) {
      if (at < from || at > to) continue;
      const { month, day: date, hour, minute } = zoned(at, tz);
      const label = hour === 0 && minute === 0 ? `${month}月${date}日` : hourMinute(at, tz);
      ticks.push({ place: (at - from) / (to - from), label });
    }
  }
  return ticks;
}

type Mark = ReplayTimeline['marks'][number];

/** The last mark that has come by then: what the wall shows just now. */
export function lastMark(marks: readonly Mark[], at: number): Mark | undefined {
  let last: Mark | undefined;
  for (const mark of marks) {
    if (Date.parse(mark.at) > at) break;
    last = mark;
  }
  return last;
}
