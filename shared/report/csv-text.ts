/** Tables as CSV, as a spreadsheet program in China opens them: UTF-8 with its mark, lines that end as on Windows. */

/** What a spreadsheet program would compute instead of showing. */
const formula = /^[=+\-@\t\r]/;

/** A text beginning like a formula is given the mark by which such programs know a text. */
export const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);

function field(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = guarded(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export const csvText = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;
