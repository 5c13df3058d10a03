/** Which reports a schedule asks for at an instant. Pure. */
import type { ReportSchedule } from '../county/report-settings.ts';
import { addDays, dayOf, localTime, mondayOf, monthOf, previousMonth } from '../domain/time.ts';
import { type DaySpan, spanOfKind } from './report-span.ts';

export interface DueReport {
  kind: 'week' | 'month';
  span: DaySpan;
  /** Of this report alone, so that it is made once. */
  claim: string;
}

/**
 * The newest report of each kind whose hour has come, by the county's clock. Older ones are not made up for: nobody
 * waits for them, and any of them can be made by hand.
 */
export function dueReports(
  county: string,
  timeZone: string,
  schedule: ReportSchedule,
  now: number,
): DueReport[] {
  const today = dayOf(now, timeZone);
  const time = localTime(now, timeZone).slice(11, 16);
  const due = (kind: DueReport['kind'], span: DaySpan): DueReport => ({
    kind,
    span,
    claim: `${county} ${kind} ${span.from}`,
  });
  const found: DueReport[] = [];
  const { weekly, monthly } = schedule;
  if (weekly) {
    const own = addDays(mondayOf(today), weekly.weekday - 1);
    const hasCome = own < today || (own === today && weekly.time <= time);
    const monday = hasCome ? mondayOf(today) : addDays(mondayOf(today), -7);
    found.push(due('week', spanOfKind('week', addDays(monday, -7))));
  }
  if (monthly) {
    const own = `${monthOf(today)}-${String(monthly.day).padStart(2, '0')}`;
    const hasCome = own < today || (own === today && monthly.time <= time);
    const month = hasCome ? monthOf(today) : previousMonth(monthOf(today));
    found.push(due('month', spanOfKind('month', `${previousMonth(month)}-01`)));
  }
  return found;
}
