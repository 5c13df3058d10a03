/** What the page of figures shows, as the table that it also saves. Pure. */
import { measureOf } from '../../../shared/measures/registry.ts';
import { changeText } from '../../../shared/report/figure-text.ts';
import type { ReportCell, ReportSection } from '../../../shared/report/report.ts';
import { spanText } from '../../../shared/report/report-span.ts';
import { figure, kindOfMeasure, unitOfMeasure } from '../../../shared/report/sections-period.ts';
import { spanPath } from '../../../shared/report/span-path.ts';
import type { ComparedRow, ReadFigures } from './use-figures.ts';

export const splitWords = { child: '乡镇', platform: '平台', category: '类别', team: '队伍' } as const;
const mostTeams = 50;

export function figuresTable(
  { asked, whole, rows }: ReadFigures,
  childWord: string,
  nameOf: (key: string) => string,
): ReportSection {
  const { measure, split, own, before, lastYear } = asked;
  const kind = kindOfMeasure(measure);
  const shown = split === 'team' ? rows.slice(0, mostTeams) : rows;
  const line = (name: string, row: ComparedRow): ReportCell[] => {
    const path = (span: typeof own): string =>
      row.key === '' ? spanPath(span, measure) : spanPath(span, measure, split, row.key);
    // Days of which nothing is known at all are none to compare with.
    const known = (value: number, all: number): number | undefined => (all === 0 ? undefined : value);
    const [last, year] = [known(row.before, whole.before), known(row.lastYear, whole.lastYear)];
    return [
      name,
      figure(kind, row.own, path(own)),
      figure(kind, last, last === undefined ? undefined : path(before)),
      changeText(row.own, last, kind),
      figure(kind, year, year === undefined ? undefined : path(lastYear)),
      changeText(row.own, year, kind),
    ];
  };
  return {
    id: 'figures',
    title: `${measureOf(measure).name.zh}（${unitOfMeasure(measure)}）`,
    columns: [
      { label: split === 'child' ? childWord : splitWords[split] },
      { label: spanText(own), align: 'right' },
      { label: `上一时段：${spanText(before)}`, align: 'right' },
      { label: '比前', align: 'right' },
      { label: `去年同期：${spanText(lastYear)}`, align: 'right' },
      { label: '比去年', align: 'right' },
    ],
    rows: [line('合计', whole), ...shown.map((row) => line(nameOf(row.key), row))],
    notes: [
      ...(measureOf(measure).distinct ? ['每个区域内每人只计一次，各行之和可以大于合计。'] : []),
      ...(rows.length > shown.length ? [`共${rows.length}支队伍，列前${shown.length}支。`] : []),
    ],
  };
}
