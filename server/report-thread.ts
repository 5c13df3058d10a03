/** The thread that makes reports and their files, so that neither what is stored nor what is live waits for them. */
import type { Report } from '../shared/report/report.ts';
import { createReportMaker } from './report-maker.ts';
import type { ReportFormat } from './reports/formats.ts';
import { renderReport } from './reports/render.ts';
import { openStore } from './store/open-store.ts';
import { serve } from './threads/serve.ts';
import { givenToThread } from './threads/start.ts';

export interface ReportGiven {
  databaseUrl: string;
}

const { databaseUrl } = givenToThread<ReportGiven>();
const store = await openStore(databaseUrl, { readOnly: true });

const handlers = {
  make: createReportMaker(store),
  file: (report: Report, format: ReportFormat): Promise<Uint8Array> => renderReport(report, format),
  end: (): Promise<void> => store.close(),
};
export type ReportHandlers = typeof handlers;

serve(handlers);
