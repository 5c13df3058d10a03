/** The days that a report covers, and those that it is compared with. Pure. */
import { addDays, mondayOf, monthOf, previousMonth } from '../domain/time.ts';

export const reportKinds = ['day', 'week', 'month', 'span'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Days, both included. */
export interface DaySpan {
  from: string;
  to: string;
}

/** No report covers more days than a series has points. */
export const maxReportDays = 400;

const dayMs = 86_400_000;

export const daysIn = ({ from, to }: DaySpan): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

const lastDayOf = (month: string): string => addDays(`${monthOf(addDays(`${month}-01`, 31))}-01`, -1);

const wholeMonth = (month: string): DaySpan => ({ from: `${month}-01`, to: lastDayOf(month) });

/** The day, week or month in which a day lies [T1]. */
export function spanOfKind(kind: Exclude<ReportKind, 'span'>, day: string): DaySpan {
  switch (kind) {
    case 'day':
      return { from: day, to: day };
    case 'week':
      return { from: mondayOf(day), to: addDays(mondayOf(day), 6) };
    case 'month':
      return wholeMonth(monthOf(day));
  }
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** What of a span has been by a day: a comparison with days to come would only look like a fall. */
export const elapsed = ({ from, to }: DaySpan, today: string): DaySpan => ({
  from,
  to: from > today ? to : earlier(to, today),
});

const shifted = ({ from, to }: DaySpan, days: number): DaySpan => ({
  from: addDays(from, days),
  to: addDays(to, days),
});

/** As many days of another month, whole where the own one is. */
function sameDaysOf(month: string, { from, to }: DaySpan): DaySpan {
  const last = lastDayOf(month);
  const isWhole = to === lastDayOf(monthOf(from));
  return { from: `${month}-01`, to: isWhole ? last : earlier(`${month}-${to.slice(8)}`, last) };
}

/** The span before, as long as the own one has lasted by `today`. */
export function spanBefore(kind: ReportKind, span: DaySpan, today: string): DaySpan {
  const own = elapsed(span, today);
  switch (kind) {
    case 'day':
      return shifted(own, -1);
    case 'week':
      return shifted(own, -7);
    case 'month':
      return sameDaysOf(previousMonth(monthOf(own.from)), own);
    case 'span':
      return shifted(own, -daysIn(own));
  }
}

/** The 29th of February has the 28th in most years. */
function lastYear(day: string): string {
  const month = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4, 7)}`;
  return earlier(`${month}${day.slice(7)}`, lastDayOf(month));
}

/** The same span of the last year, as long as the own one has lasted; a week is the one 52 weeks before. */
export function spanLastYear(kind: ReportKind, span: DaySpan, today: string): DaySpan {
  const own = elapsed(span, today);
  switch (kind) {
    case 'week':
      return shifted(own, -364);
    case 'month':
      return sameDaysOf(monthOf(lastYear(own.from)), own);
    case 'day':
    case 'span':
      return { from: lastYear(own.from), to: lastYear(own.to) };
  }
}

const inWords = (day: string): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** `2026年11月1日至22日`: what the end shares with the beginning is not said twice. */
export function spanText({ from, to }: DaySpan): string {
  if (from === to) return inWords(from);
  if (monthOf(from) === monthOf(to)) return `${inWords(from)}至${Number(to.slice(8))}日`;
  const end = inWords(to);
  return `${inWords(from)}至${from.slice(0, 4) === to.slice(0, 4) ? end.slice(5) : end}`;
}

/** What the comparisons of a report are called. */
export const beforeWords: Readonly<Record<ReportKind, string>> = {
  day: '前一日',
  week: '上周同期',
  month: '上月同期',
  span: '上一时段',
};

/** The name of a report by its kind: `2026年11月工作月报`. */
export function reportName(kind: ReportKind, span: DaySpan): string {
  switch (kind) {
    case 'day':
      return `${spanText(span)}工作日报`;
    case 'week':
      return `${spanText(span)}工作周报`;
    case 'month':
      return `${span.from.slice(0, 4)}年${Number(span.from.slice(5, 7))}月工作月报`;
    case 'span':
      return `${spanText(span)}工作统计`;
  }
}
