/** Saves what the page shows. */
import { csvText } from '../../../shared/report/csv-text.ts';
import { csvRows, type Sheet, writtenCell } from '../../../shared/report/sheets.ts';

function save(name: string, address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  save(name, address);
  // The download has its own hold on it by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const saveCsv = (name: string, sheet: Sheet): void =>
  saveBlob(`${name}.csv`, new Blob([csvText(csvRows([sheet]))], { type: 'text/csv;charset=utf-8' }));

/** The writer of spreadsheets is loaded when the first one is saved. */
export async function saveWorkbook(name: string, sheet: Sheet): Promise<void> {
  const { default: writeExcelFile } = await import('write-excel-file/browser');
  const { name: title, widths, sticky, rows } = sheet;
  const blob = await writeExcelFile([
    {
      sheet: title,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: sticky,
      data: rows.map((row) => row.map(writtenCell)),
    },
  ]).toBlob();
  saveBlob(`${name}.xlsx`, blob);
}

/** `address` is a picture as a data URL. */
export const savePicture = (name: string, address: string): void => save(`${name}.png`, address);
