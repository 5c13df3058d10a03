/** The form in the columns that a superior asks for: one row for each place, and one for all of them. Pure. */
import { lateMinutes, type SubmissionColumn } from '../county/report-settings.ts';
import { measures } from '../measures/registry.ts';
import type { FigureKind } from './figure-text.ts';
import type { FigureCell, ReportSection } from './report.ts';
import type { DaySpan } from './report-span.ts';
import { cohortMeasures, spanPath } from './span-path.ts';

export interface SubmissionRow {
  name: string;
  /** Key of the place among the children of the scope; the row of all has none. */
  child?: string;
  /** One for each column. */
  values: (number | undefined)[];
}

const isRate = (id: string): boolean => measures.get(id)?.rate === true;

/** How a column shows its figures: minutes as hours, unless it asks for minutes. */
export function kindOfColumn({ measure, path, unit }: SubmissionColumn): FigureKind {
  const name = measure ?? path?.split('.').pop() ?? '';
  if (isRate(name)) return 'rate';
  if (name === 'responseMinutesMedian') return 'minutes';
  return name.endsWith('Minutes') && unit !== '分钟' ? 'hours' : 'count';
}

function unitOf(column: SubmissionColumn): string | undefined {
  const kind = kindOfColumn(column);
  if (kind === 'rate') return undefined;
  if (kind === 'hours') return '小时';
  return column.unit ?? (kind === 'minutes' ? '分钟' : undefined);
}

/** The path under which a column of a row opens in the scope of the report, where it does. */
function pathOf(
  { measure, path }: SubmissionColumn,
  { child }: SubmissionRow,
  span: DaySpan,
): string | undefined {
  if (path !== undefined) return child === undefined ? path : undefined;
  if (measure === undefined || measure === lateMinutes) return undefined;
  const isCohort = cohortMeasures.some((known) => known === measure);
  if (isCohort) return child === undefined ? spanPath(span, measure) : undefined;
  return child === undefined ? spanPath(span, measure) : spanPath(span, measure, 'child', child);
}

export function submissionSection(
  columns: readonly SubmissionColumn[],
  rows: readonly SubmissionRow[],
  span: DaySpan,
  childWord: string,
): ReportSection {
  return {
    id: 'submission',
    title: '上报表',
    columns: [
      { label: childWord },
      ...columns.map((column) => {
        const unit = unitOf(column);
        return { label: column.label, align: 'right' as const, ...(unit === undefined ? {} : { unit }) };
      }),
    ],
    rows: rows.map((row) => [
      row.name,
      ...columns.map((column, index): FigureCell => {
        const value = row.values[index];
        const path = pathOf(column, row, span);
        return {
          kind: kindOfColumn(column),
          ...(value === undefined ? {} : { value }),
          ...(path === undefined ? {} : { path }),
        };
      }),
    ]),
    notes: columns.some(({ measure }) => measure === 'activeVolunteers')
      ? ['活跃志愿者在每个区域内每人只计一次，各行之和可以大于合计。']
      : [],
  };
}
