/** A report as sheets of rows: what spreadsheets and CSV are written from. Pure. */
import { type FigureKind, figureNumber } from './figure-text.ts';
import { headLines } from './head-text.ts';
import { isFigure, type Report, type ReportCell, type ReportColumn, type ReportSection } from './report.ts';

export interface SheetCell {
  value?: string | number;
  kind?: FigureKind;
  /** Of the title, of the line of labels, or a note under the table. */
  as?: 'title' | 'label' | 'note';
}

export interface Sheet {
  name: string;
  /** In characters of the Latin alphabet. */
  widths: number[];
  /** Lines that stay in sight: the head and the labels. */
  sticky: number;
  rows: SheetCell[][];
}

/** What a sheet shows below its title: the labels, rows and notes of a table. */
export interface SheetTable {
  name: string;
  /** Above the labels, the title first. */
  head: readonly string[];
  columns: readonly ReportColumn[];
  rows: readonly (readonly ReportCell[])[];
  notes: readonly string[];
}

/** A Chinese character is as wide as two letters. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2E7F' ? 2 : 1), 0);

const labelOf = ({ label, unit }: ReportColumn): string =>
  unit === undefined ? label : `${label}（${unit}）`;

function cellOf(cell: ReportCell): SheetCell {
  if (!isFigure(cell)) return { value: cell };
  const { value, kind } = cell;
  return value === undefined ? { kind } : { value: figureNumber(value, kind), kind };
}

const narrowest = 8;
const widest = 48;

export function sheetOf({ name, head, columns, rows, notes }: SheetTable): Sheet {
  const labels = columns.map(labelOf);
  const cells = rows.map((row) => row.map(cellOf));
  const widths = labels.map((label, index) =>
    Math.min(
      widest,
      Math.max(narrowest, widthOf(label), ...cells.map((row) => widthOf(String(row[index]?.value ?? '')))) +
        2,
    ),
  );
  return {
    name,
    widths,
    sticky: head.length + 1,
    rows: [
      ...head.map((value, index): SheetCell[] => [
        index === 0 ? { value, as: 'title' } : { value, as: 'note' },
      ]),
      labels.map((value): SheetCell => ({ value, as: 'label' })),
      ...cells,
      ...notes.map((value): SheetCell[] => [{ value, as: 'note' }]),
    ],
  };
}

function sectionSheet(report: Report, section: ReportSection): Sheet {
  const { place, name } = report.head;
  const head = [`${place}${name} · ${section.title}`, headLines(report.head).join('　')];
  return sheetOf({ ...section, name: section.title, head });
}

function definitionSheet({ head, definitions }: Report): Sheet {
  return sheetOf({
    name: '口径说明',
    head: [`${head.place}${head.name} · 口径说明`, headLines(head).join('　')],
    columns: [{ label: '指标' }, { label: '单位' }, { label: '口径' }, { label: '规则' }],
    rows: definitions.map(({ name, unit, text, rules }) => [name, unit, text, rules.join('、')]),
    notes: [],
  });
}

/** The form comes first: it is what is sent on. */
export function sheetsOf(report: Report): Sheet[] {
  const form = report.sections.filter(({ id }) => id === 'submission');
  const others = report.sections.filter(({ id }) => id !== 'submission');
  return [...[...form, ...others].map((section) => sectionSheet(report, section)), definitionSheet(report)];
}

/** All sheets one below the other, for CSV. */
export const csvRows = (sheets: readonly Sheet[]): (string | number | undefined)[][] =>
  sheets.flatMap(({ rows }, index) => [
    ...(index === 0 ? [] : [[]]),
    ...rows.map((row) => row.map(({ value }) => value)),
  ]);

const formats: Readonly<Record<FigureKind, string>> = {
  count: '#,##0',
  hours: '#,##0.0',
  rate: '0.0%',
  minutes: '#,##0.0',
};

/** One cell as the writer of spreadsheets takes it: a text is always a text, whatever it begins with. */
export function writtenCell({ value, kind, as }: SheetCell) {
  if (value === undefined) return null;
  if (typeof value === 'number')
    return { value, type: Number, align: 'right' as const, format: formats[kind ?? 'count'] };
  if (as === 'title') return { value, type: String, fontWeight: 'bold' as const, fontSize: 14 };
  if (as === 'label')
    return {
      value,
      type: String,
      fontWeight: 'bold' as const,
      backgroundColor: '#F3EAD7',
      borderColor: '#B9A77F',
      bottomBorderStyle: 'thin' as const,
      wrap: true,
    };
  return as === 'note' ? { value, type: String, textColor: '#666666' } : { value, type: String };
}
