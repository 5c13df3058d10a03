/** What may be asked of reports over HTTP. */
import { type Static, Type } from 'typebox';
import {
  daysIn,
  maxReportDays,
  type ReportKind,
  reportKinds,
  spanOfKind,
} from '../../shared/report/report-span.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import { reportFormats } from './formats.ts';
import type { ReportRequest } from './gather.ts';

const Day = Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }));
const asked = {
  scope: Type.String({ description: 'area:330127 · area:330127100 · site:…' }),
  kind: Type.Enum([...reportKinds]),
  day: Day,
  from: Day,
  to: Day,
};
const Format = Type.Enum([...reportFormats], { default: 'pdf' });

export const DraftQuery = Type.Object(asked);
export type DraftQuery = Static<typeof DraftQuery>;
export const DraftFileQuery = Type.Object({ ...asked, format: Format });
export type DraftFileQuery = Static<typeof DraftFileQuery>;
export const ListQuery = Type.Object({
  scope: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}-[0-9a-f]{16}$' })),
});
export type ListQuery = Static<typeof ListQuery>;
export const IdParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{16}$' }) });
export const FileQuery = Type.Object({ format: Format });
export type FileQuery = Static<typeof FileQuery>;

const invalid = (zh: string, en: string): ProblemError => new ProblemError('invalid-request', { zh, en });

/** @throws ProblemError where the text is no day of the calendar. */
function realDay(name: string, text: string | undefined): string {
  const at = Date.parse(text ?? '');
  if (text !== undefined && text >= '0002' && text < '9998' && !Number.isNaN(at))
    if (new Date(at).toISOString().startsWith(text)) return text;
  throw invalid(`${name} 应为真实的日期 yyyy-mm-dd`, `${name} must be a real date yyyy-mm-dd`);
}

function spanOf(kind: ReportKind, { day, from, to }: DraftQuery) {
  if (kind !== 'span') return spanOfKind(kind, realDay('day', day));
  const span = { from: realDay('from', from), to: realDay('to', to) };
  if (span.from > span.to) throw invalid('from 晚于 to', 'from is later than to');
  if (daysIn(span) > maxReportDays)
    throw invalid(`报表最多 ${maxReportDays} 天`, `a report covers at most ${maxReportDays} days`);
  return span;
}

/** @throws ProblemError where the days are none, or too many. */
export const requestOf = (query: DraftQuery, demo: boolean): ReportRequest => ({
  scope: query.scope,
  kind: query.kind,
  span: spanOf(query.kind, query),
  demo,
});

/** A name for the header of a download: plain for old programs, and as it is for others (RFC 6266). */
export function attachment(stem: string, span: { from: string; to: string }, format: string): string {
  const name = encodeURIComponent(`${stem}.${format}`).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="report-${span.from}-${span.to}.${format}"; filename*=UTF-8''${name}`;
}
