/**
 * A report: who it is about, of which days, as of when, and what it says, as tables of texts and figures. The page, the
 * PDF, the spreadsheet and the CSV are drawn from this alone, so that none of them can say something else.
 */
import type { FigureKind } from './figure-text.ts';
import type { DaySpan, ReportKind } from './report-span.ts';

/** A figure; without a `value` there is none. `path` opens its evidence in the scope of the report. */
export interface FigureCell {
  value?: number;
  kind: FigureKind;
  path?: string;
}

/** A text, or a figure. */
export type ReportCell = string | FigureCell;

export interface ReportColumn {
  label: string;
  /** Of all figures of the column. */
  unit?: string;
  /** Of its texts, figures stand at the right. */
  align?: 'right';
}

export const sectionIds = [
  'figures',
  'trend',
  'children',
  'platforms',
  'categories',
  'orders',
  'volunteers',
  'teams',
  'coverage',
  'alerts',
  'quality',
  'submission',
] as const;
export type SectionId = (typeof sectionIds)[number];

export interface ReportSection {
  id: SectionId;
  title: string;
  columns: ReportColumn[];
  rows: ReportCell[][];
  /** What a reader must know of the table: how its figures are counted, what is left out. */
  notes: string[];
}

export interface ReportDefinition {
  name: string;
  unit: string;
  text: string;
  rules: string[];
}

export interface ReportHead {
  scope: string;
  /** Whose report it is: 淳安县新时代文明实践中心. */
  place: string;
  /** 2026年11月工作月报 */
  name: string;
  kind: ReportKind;
  span: DaySpan;
  before: DaySpan;
  lastYear: DaySpan;
  timeZone: string;
  /** Up to when events were taken into account, RFC 3339. */
  asOf: string;
  /** Position in the journal; of several counties the sum. */
  seq: number;
  /** Whether days of the span were still to come. */
  unfinished: boolean;
  demo: boolean;
}

export interface Report {
  version: 1;
  head: ReportHead;
  sections: ReportSection[];
  definitions: ReportDefinition[];
}

export const isFigure = (cell: ReportCell): cell is FigureCell => typeof cell !== 'string';

/** How many figures of one report differ in another one of the same days. */
export function changedFigures(kept: Report, fresh: Report): number {
  const figures = (report: Report): Map<string, number | undefined> =>
    new Map(
      report.sections.flatMap(({ id, rows }) =>
        rows.flatMap((row) =>
          row.flatMap((cell, column): [string, number | undefined][] =>
            isFigure(cell) && cell.path?.startsWith('span.')
              ? [[`${id} ${column} ${cell.path}`, cell.value]]
              : [],
          ),
        ),
      ),
    );
  const known = figures(kept);
  const now = figures(fresh);
  return [...new Set([...known.keys(), ...now.keys()])].filter((key) => known.get(key) !== now.get(key))
    .length;
}
