/** Reports and series in the name of whoever has signed in. */
import type { Report } from '../../shared/report/report.ts';
import type { DaySpan, ReportKind } from '../../shared/report/report-span.ts';
import type { SeriesAnswer, SeriesSplit } from '../../shared/wire/http.ts';
import type { KeptReportAnswer, KeptReportWhole } from '../../shared/wire/reports.ts';
import { request } from '../live/request.ts';

/** What a report is asked for: a day of its day, week or month, or both ends of its days. */
export interface AskedReport {
  scope: string;
  kind: ReportKind;
  day?: string;
  from?: string;
  to?: string;
}

const queryOf = (asked: object): string =>
  new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)])).toString();

export const getDraft = (asked: AskedReport): Promise<Report> => request(`reports/draft?${queryOf(asked)}`);

export const keepReport = (asked: AskedReport): Promise<KeptReportAnswer> =>
  request('reports', { method: 'POST', body: asked });

export const getKeptReports = (
  cursor?: string,
): Promise<{ items: KeptReportAnswer[]; cursor: string | null }> =>
  request(`reports?${queryOf({ limit: 30, ...(cursor === undefined ? {} : { cursor }) })}`);

export const getKeptReport = (id: string): Promise<KeptReportWhole> => request(`reports/${id}`);

/** Where the file of a report is downloaded from. */
export const fileAddress = (of: AskedReport | string, format: string): string =>
  typeof of === 'string'
    ? `/api/v1/reports/${of}/file?${queryOf({ format })}`
    : `/api/v1/reports/draft/file?${queryOf({ ...of, format })}`;

export const getSeries = (
  asked: { scope: string; measure: string; by: 'day' | 'month' | 'span'; split: SeriesSplit } & DaySpan,
): Promise<SeriesAnswer> => request(`series?${queryOf(asked)}`);
