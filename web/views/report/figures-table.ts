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
  { asked, whole, rows, unfinished }: ReadFigures,
  childWord: string,
  nameOf: (key: string) => string,
): ReportSection {
  const { measure, split, own, before, lastYear } = asked;
  const kind = kindOfMeasure(measure);
  const shown = split === 'team' ? rows.slice(0, mostTeams) : rows;
  // Days of which nothing is known at all are none to compare with, and would fill the table with dashes.
  const compared = [
    { of: 'before', span: before, word: '上一时段', change: '比前' },
    { of: 'lastYear', span: lastYear, word: '去年同期', change: '比去年' },
  ] as const;
  const known = compared.filter(({ of }) => whole[of] !== 0);
  const line = (name: string, row: ComparedRow): ReportCell[] => {
    const path = (span: typeof own): string =>
      row.key === '' ? spanPath(span, measure) : spanPath(span, measure, split, row.key);
    return [
      name,
      figure(kind, row.own, path(own)),
      ...known.flatMap(({ of, span }) => [
        figure(kind, row[of], path(span)),
        changeText(row.own, row[of], kind),
      ]),
    ];
  };
  return {
    id: 'figures',
    title: `${measureOf(measure).name.zh}（${unitOfMeasure(measure)}）`,
    columns: [
      { label: split === 'child' ? childWord : splitWords[split] },
      { label: `${spanText(own)}${unfinished ? '（未结束）' : ''}`, align: 'right' },
      ...known.flatMap(({ span, word, change }) => [
        { label: `${word}：${spanText(span)}`, align: 'right' as const },
        { label: change, align: 'right' as const },
      ]),
    ],
    rows: [line('合计', whole), ...shown.map((row) => line(nameOf(row.key), row))],
    notes: [
      ...compared
        .filter(({ of }) => whole[of] === 0)
        .map(({ span, word }) => `${word}（${spanText(span)}）没有数据，不作比较。`),
      ...(measureOf(measure).distinct ? ['每个区域内每人只计一次，各行之和可以大于合计。'] : []),
      ...(rows.length > shown.length ? [`共${rows.length}支队伍，列前${shown.length}支。`] : []),
    ],
  };
}
