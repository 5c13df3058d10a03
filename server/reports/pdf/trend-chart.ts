/** The trend as columns of one measure: what the table beside it says, to the eye. */
import { figureNumber, figureText } from '../../../shared/report/figure-text.ts';
import { isFigure, type ReportSection } from '../../../shared/report/report.ts';
import { inks, type Paper } from './paper.ts';

const height = 96;
const gold = '#C79A45';

/** Draws the first figures of the trend. */
export function drawTrend(paper: Paper, { columns, rows }: ReportSection): void {
  const points = rows.flatMap(([name, figure]) =>
    typeof name === 'string' && figure !== undefined && isFigure(figure)
      ? [{ name, kind: figure.kind, value: figureNumber(figure.value ?? 0, figure.kind) }]
      : [],
  );
  const most = Math.max(1, ...points.map(({ value }) => value));
  const [, shown] = columns;
  if (points.length < 2 || !shown) return;
  const label = `${shown.label}（${shown.unit ?? ''}）`;
  paper.put(label, paper.left, paper.y, 8.5, 'text', inks.soft);
  const peak = `最高 ${figureText(most, 'count')}`;
  paper.put(peak, paper.left + paper.width - paper.measure(peak, 8.5), paper.y, 8.5, 'text', inks.soft);
  const base = paper.y + 18 + height;
  const step = paper.width / points.length;
  const every = Math.ceil(points.length / 10);
  points.forEach(({ name, value }, index) => {
    const x = paper.left + index * step;
    const tall = (value / most) * height;
    paper.doc.rect(x + step * 0.18, base - tall, step * 0.64, tall).fill(gold);
    if (index % every !== 0) return;
    const text = name.length === 10 ? name.slice(5) : name;
    const wide = paper.measure(text, 7.5);
    paper.put(text, x + (step - wide) / 2, base + 4, 7.5, 'text', inks.soft);
  });
  paper.rule(base, 0.6, inks.rule);
  paper.y = base + 22;
}
