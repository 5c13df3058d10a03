/** Sections of the days of a report: its figures beside those of other days, the trend, and the parts. Pure. */
import type { Measures } from '../board/board.ts';
import { measureOf } from '../measures/registry.ts';
import { changeText, type FigureKind } from './figure-text.ts';
import type { KeyedRow, ReportNumbers } from './numbers.ts';
import type { FigureCell, ReportCell, ReportColumn, ReportSection, SectionId } from './report.ts';
import { beforeWords, type DaySpan, spanText } from './report-span.ts';
import { type SpanSplit, spanPath } from './span-path.ts';

/** A figure that has a value, unless it is undefined. */
export const figure = (kind: FigureKind, value: number | undefined, path?: string): FigureCell => ({
  kind,
  ...(value === undefined ? {} : { value }),
  ...(path === undefined ? {} : { path }),
});

export const kindOfMeasure = (id: string): FigureKind => (id.endsWith('Minutes') ? 'hours' : 'count');

export const unitOfMeasure = (id: string): string =>
  id.endsWith('Minutes') ? '小时' : measureOf(id).unit.zh;

/** The measures of a report in their order; those after the line only where any of its days has them. */
export const mainMeasures = [
  'activities',
  'participants',
  'beneficiaries',
  'serviceRecords',
  'activeVolunteers',
  'serviceMinutes',
  'ordersPlaced',
  'ordersCompleted',
] as const;
const furtherMeasures = ['wishesPlaced', 'wishesCompleted', 'pointsGranted', 'pointsRedeemed'] as const;

/** The measures that a report speaks of. */
export function measuresOf({ totals }: ReportNumbers): (keyof Measures)[] {
  const any = (id: keyof Measures): boolean =>
    [totals.own, totals.before, totals.lastYear].some((period) => (period?.[id] ?? 0) > 0);
  return [...mainMeasures, ...furtherMeasures.filter(any)];
}

/** Three figures and how the first differs from the others. */
export function comparedCells(
  kind: FigureKind,
  [own, before, lastYear]: readonly [number | undefined, number | undefined, number | undefined],
  path: (span: 'span' | 'before' | 'lastYear') => string | undefined,
): ReportCell[] {
  const other = (value: number | undefined, span: 'before' | 'lastYear'): FigureCell =>
    figure(kind, value, value === undefined ? undefined : path(span));
  return [
    figure(kind, own, path('span')),
    other(before, 'before'),
    changeText(own, before, kind),
    other(lastYear, 'lastYear'),
    changeText(own, lastYear, kind),
  ];
}

export const comparedColumns = ({ kind }: ReportNumbers): ReportColumn[] => [
  { label: '本期', align: 'right' },
  { label: beforeWords[kind], align: 'right' },
  { label: '比前', align: 'right' },
  { label: '去年同期', align: 'right' },
  { label: '比去年', align: 'right' },
];

/** The days that comparisons are made with, and where nothing was recorded on them. */
export function comparisonNotes({ kind, before, lastYear, totals }: ReportNumbers): string[] {
  const said = (name: string, span: DaySpan, is: boolean): string =>
    `${name}：${spanText(span)}${is ? '' : '（没有记录）'}`;
  return [
    `${said(beforeWords[kind], before, totals.before !== undefined)}；${said('去年同期', lastYear, totals.lastYear !== undefined)}。`,
  ];
}

export function figuresSection(numbers: ReportNumbers): ReportSection {
  const { totals } = numbers;
  const row = (id: keyof Measures): ReportCell[] => [
    measureOf(id).name.zh,
    unitOfMeasure(id),
    ...comparedCells(
      kindOfMeasure(id),
      [totals.own[id], totals.before?.[id], totals.lastYear?.[id]],
      (span) => spanPath(numbers[span], id),
    ),
  ];
  return {
    id: 'figures',
    title: '主要指标',
    columns: [{ label: '指标' }, { label: '单位' }, ...comparedColumns(numbers)],
    rows: measuresOf(numbers).map(row),
    notes: comparisonNotes(numbers),
  };
}

const trendMeasures = ['activities', 'serviceMinutes', 'ordersPlaced', 'activeVolunteers'] as const;

const columnOf = (id: string): ReportColumn => ({
  label: measureOf(id).name.zh,
  unit: unitOfMeasure(id),
  align: 'right',
});

/** The days of a point of the trend, within those of the report. */
function daysOfPoint(name: string, { from, to }: DaySpan): DaySpan {
  if (name.length === 10) return { from: name, to: name };
  const [first, last] = [`${name}-01`, `${name}-31`];
  return { from: first < from ? from : first, to: last > to ? to : last };
}

export function trendSection({ trend, span }: ReportNumbers): ReportSection {
  return {
    id: 'trend',
    title: trend.by === 'day' ? '逐日趋势' : '逐月趋势',
    columns: [{ label: trend.by === 'day' ? '日期' : '月份' }, ...trendMeasures.map(columnOf)],
    rows: trend.points.map(({ name, values }) => [
      name,
      ...trendMeasures.map((id) =>
        figure(
          kindOfMeasure(id),
          values[id],
          name.length === 10 ? spanPath(daysOfPoint(name, span), id) : undefined,
        ),
      ),
    ]),
    notes: trend.by === 'month' ? ['活跃志愿者在每个月内每人计一次。'] : [],
  };
}

function keyedSection(
  head: { id: SectionId; title: string; label: string; split: SpanSplit; notes: string[] },
  ids: readonly string[],
  rows: readonly KeyedRow[],
  span: DaySpan,
): ReportSection {
  return {
    id: head.id,
    title: head.title,
    columns: [{ label: head.label }, ...ids.map(columnOf)],
    rows: rows.map(({ key, name, values }) => [
      name,
      ...ids.map((id) => figure(kindOfMeasure(id), values[id] ?? 0, spanPath(span, id, head.split, key))),
    ]),
    notes: head.notes,
  };
}

export const childMeasures = [
  'activities',
  'beneficiaries',
  'serviceMinutes',
  'ordersPlaced',
  'ordersCompleted',
];
export const platformMeasures = ['activities', 'participants', 'beneficiaries'];
export const categoryMeasures = ['activities', 'ordersPlaced', 'ordersCompleted'];
export const teamMeasures = ['serviceMinutes', 'activities', 'ordersCompleted'];

/** Sections that list the parts of the whole; one without any row says nothing and is left out. */
export function partSections({
  children,
  platforms,
  categories,
  teams,
  span,
  childWord,
}: ReportNumbers): ReportSection[] {
  const outside = '没有乡镇归属的阵地（中心、县外分中心等）单列。';
  return [
    keyedSection(
      {
        id: 'children',
        title: `各${childWord}`,
        label: childWord,
        split: 'child',
        notes: childWord === '站点' ? [] : [outside],
      },
      childMeasures,
      children,
      span,
    ),
    keyedSection(
      { id: 'platforms', title: '五大平台', label: '平台', split: 'platform', notes: [] },
      platformMeasures,
      platforms,
      span,
    ),
    keyedSection(
      { id: 'categories', title: '服务类别', label: '类别', split: 'category', notes: [] },
      categoryMeasures,
      categories,
      span,
    ),
    keyedSection(
      {
        id: 'teams',
        title: '志愿服务队伍',
        label: '队伍',
        split: 'team',
        notes: ['按服务时长列前20支。'],
      },
      teamMeasures,
      teams,
      span,
    ),
  ].filter(({ rows }) => rows.length > 0);
}
