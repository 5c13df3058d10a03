/** From a report to the row that is kept of it, and back. */
import { randomBytes } from 'node:crypto';
import { formatInstant } from '../../shared/domain/time.ts';
import type { Report } from '../../shared/report/report.ts';
import type { KeptReportAnswer } from '../../shared/wire/reports.ts';
import type { KeptReport, KeptReportHead } from '../store/store.ts';

/** Reports that somebody made by hand; those of a schedule are kept beside them for good. */
export const mostKept = 500;

export function rowOf(
  report: Report,
  { madeAt, madeBy, claim }: { madeAt: number; madeBy: string; claim?: string },
): KeptReport {
  const { scope, kind, span, place, name, asOf, seq } = report.head;
  return {
    ...{ scope, kind, asOf, seq, madeAt, madeBy },
    id: randomBytes(8).toString('hex'),
    title: `${place}${name}`,
    from: span.from,
    to: span.to,
    ...(claim === undefined ? {} : { claim }),
    body: JSON.stringify(report),
  };
}

export const reportOf = ({ body }: KeptReport): Report => JSON.parse(body) as Report;

export const answerOf = ({
  id,
  scope,
  kind,
  from,
  to,
  title,
  madeAt,
  madeBy,
  asOf,
  seq,
}: KeptReportHead): KeptReportAnswer => ({
  ...{ id, scope, kind, from, to, title, asOf, seq },
  madeAt: formatInstant(madeAt),
  madeBy: madeBy.replace(/^user:/, ''),
});
