/** What reports are asked for; they are made where nothing that is live waits for them. */
import type { Report } from '../../shared/report/report.ts';
import type { ReportFormat } from './formats.ts';
import type { ReportRequest } from './gather.ts';

export interface ReportCalls {
  make(request: ReportRequest): Promise<Report>;
  file(report: Report, format: ReportFormat): Promise<Uint8Array>;
}
