/** What is asked of the audit log, by whom it is asked. */
import { addDays, formatInstant, localTime, parseInstant, startOfDay } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { AuditItem } from '../../shared/wire/admin.ts';
import { type CsvCell, csvLines, csvMark } from '../../shared/wire/csv.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { AuditFilter, AuditRow } from '../store/store.ts';

export interface AuditQuestion {
  /** A day of the county, or an instant; a last day is asked for whole. */
  from?: string | undefined;
  to?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  result?: 'done' | 'refused' | undefined;
  search?: string | undefined;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text}T00:00:00Z`) !== undefined;

function instantOf(name: 'from' | 'to', text: string, zone: string): number {
  if (isDay(text)) return startOfDay(name === 'to' ? addDays(text, 1) : text, zone);
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new ProblemError('invalid-request', {
    zh: `${name} 应为日期（2026-11-22）或带时区的时刻`,
    en: `${name} must be a date or an instant with its offset`,
  });
}

/** @throws ProblemError `invalid-request` where a time is none. */
export function auditFilter(question: AuditQuestion, zone: string): AuditFilter {
  const { from, to, ...rest } = question;
  return {
    ...given('from', from === undefined ? undefined : instantOf('from', from, zone)),
    ...given('to', to === undefined ? undefined : instantOf('to', to, zone)),
    ...given('actor', rest.actor),
    ...given('action', rest.action),
    ...given('result', rest.result),
    ...given('search', rest.search),
  };
}

export const auditItem = ({ at, ...row }: AuditRow): AuditItem => ({ ...row, at: formatInstant(at) });

/** The instant of UTC is the one that the hash covers. */
const header = ['序号', '时间', '操作者', '动作', '对象', '来源', '结果', '时间（UTC）', '校验值'];

const cellsOf = ({ n, at, actor, action, target, from, result, hash }: AuditRow, zone: string): CsvCell[] => [
  n,
  localTime(at, zone).slice(0, 19).replace('T', ' '),
  actor,
  action,
  target,
  from,
  result,
  formatInstant(at),
  hash,
];

const pageRows = 1000;

/** A table of the rows in the filter, newest first, in pieces. */
export async function* auditTable(
  read: (filter: AuditFilter, page: { limit: number; before?: number }) => Promise<AuditRow[]>,
  filter: AuditFilter,
  zone: string,
): AsyncGenerator<string> {
  yield csvMark + csvLines([header]);
  let before: number | undefined;
  for (;;) {
    const rows = await read(filter, { limit: pageRows, ...given('before', before) });
    if (rows.length > 0) yield csvLines(rows.map((row) => cellsOf(row, zone)));
    if (rows.length < pageRows) return;
    before = rows.at(-1)?.n;
  }
}
