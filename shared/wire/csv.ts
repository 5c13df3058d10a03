/** Tables as the spreadsheet programs of an office open them: UTF-8 with its mark, a comma, and CRLF. */

export type CsvCell = string | number | undefined;

export const csvMark = '\uFEFF';

/** A spreadsheet would carry out what begins like this; an apostrophe makes it a text. */
const formula = /^[=+\-@\t\r]/;

function csvCell(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of a table; the mark belongs before the first. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
