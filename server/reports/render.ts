/** A report as a file. */
import { csvText } from '../../shared/report/csv-text.ts';
import type { Report } from '../../shared/report/report.ts';
import { csvRows, sheetsOf } from '../../shared/report/sheets.ts';
import type { ReportFormat } from './formats.ts';
import { reportPdf } from './pdf/report-pdf.ts';
import { reportWorkbook } from './xlsx.ts';

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
