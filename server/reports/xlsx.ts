import writeExcelFile from 'write-excel-file/node';
import type { Report } from '../../shared/report/report.ts';
import { sheetsOf, writtenCell } from '../../shared/report/sheets.ts';

/** A report as a workbook, a sheet for each section. */
export function reportWorkbook(report: Report): Promise<Uint8Array> {
  const sheets = sheetsOf(report).map(({ name, widths, sticky, rows }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: sticky,
    data: rows.map((row) => row.map(writtenCell)),
  }));
  return writeExcelFile(sheets, { fontFamily: '宋体', fontSize: 11 }).toBuffer();
}
