/** A report as a file. */
import { csvText } from '../../shared/report/csv-text.ts';
import type { Report } from '../../shared/report/report.ts';
import { csvRows, sheetsOf } from '../../shared/report/sheets.ts';
import { reportPdf } from './pdf/report-pdf.ts';
import { reportWorkbook } from './xlsx.ts';

export const reportFormats = ['pdf', 'xlsx', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export async function renderReport(report: Report, format: ReportFormat): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return reportPdf(report);
    case 'xlsx':
      return reportWorkbook(report);
    case 'csv':
      return new TextEncoder().encode(csvText(csvRows(sheetsOf(report))));
  }
}
