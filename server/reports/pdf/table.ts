/** A table in three rules, as Chinese reports have them; its labels come again on every page that it reaches. */
import { figureText } from '../../../shared/report/figure-text.ts';
import {
  isFigure,
  type ReportCell,
  type ReportColumn,
  type ReportSection,
} from '../../../shared/report/report.ts';
import { inks, type Paper } from './paper.ts';

const padding = 5;
const lineHeight = 1.45;

export const cellText = (cell: ReportCell): string =>
  isFigure(cell) ? figureText(cell.value, cell.kind) : cell;

interface Plan {
  size: number;
  widths: number[];
}

/** The unit stands below its label, where it takes no width. */
const labelLines = ({ label, unit }: ReportColumn): string[] =>
  unit === undefined ? [label] : [label, `（${unit}）`];

function naturalWidths(paper: Paper, { columns, rows }: ReportSection, size: number): number[] {
  return columns.map((column, index) => {
    const labels = labelLines(column).map((text) => paper.measure(text, size, 'bold'));
    const cells = rows.map((row) => paper.measure(cellText(row[index] ?? ''), size));
    return Math.max(...labels, ...cells) + 2 * padding;
  });
}

/** Columns share what is left; where there is too little, letters shrink, and then the widest column gives way. */
function planOf(paper: Paper, section: ReportSection): Plan {
  for (const size of [9.5, 8.5, 7.5]) {
    const widths = naturalWidths(paper, section, size);
    const sum = widths.reduce((total, width) => total + width, 0);
    const left = paper.width - sum;
    if (left >= 0) return { size, widths: widths.map((width) => width + left / widths.length) };
    const widest = Math.max(...widths);
    if (size === 7.5 || widest > paper.width / 2)
      return {
        size,
        widths: widths.map((width) => (width === widest ? Math.max(60, width + left) : width)),
      };
  }
  throw new Error('a plan is found at the smallest size at the latest');
}

function drawLabels(paper: Paper, columns: readonly ReportColumn[], { size, widths }: Plan): void {
  const most = Math.max(...columns.map((column) => labelLines(column).length));
  const height = most * size * lineHeight + 6;
  paper.rule(paper.y, 1.1, inks.text);
  let x = paper.left;
  columns.forEach((column, index) => {
    const width = widths[index] ?? 0;
    const lines = labelLines(column);
    const top = paper.y + (height - lines.length * size * lineHeight) / 2 + 1;
    lines.forEach((line, row) => {
      const at = column.align ? x + width - padding - paper.measure(line, size, 'bold') : x + padding;
      paper.put(line, at, top + row * size * lineHeight, size, 'bold');
    });
    x += width;
  });
  paper.y += height;
  paper.rule(paper.y, 0.6, inks.text);
}

function drawRow(
  paper: Paper,
  lines: readonly (readonly string[])[],
  columns: readonly ReportColumn[],
  { size, widths }: Plan,
): void {
  let x = paper.left;
  const step = size * lineHeight;
  lines.forEach((cell, index) => {
    const width = widths[index] ?? 0;
    cell.forEach((line, row) => {
      const at = columns[index]?.align ? x + width - padding - paper.measure(line, size) : x + padding;
      paper.put(line, at, paper.y + 3.5 + row * step, size);
    });
    x += width;
  });
}

/** Draws a table below what is there, over as many pages as it needs. */
export function drawTable(paper: Paper, section: ReportSection): void {
  const { columns, rows } = section;
  const plan = planOf(paper, section);
  const step = plan.size * lineHeight;
  drawLabels(paper, columns, plan);
  for (const row of rows) {
    const lines = row.map((cell, index) =>
      paper.lines(cellText(cell), (plan.widths[index] ?? 0) - 2 * padding + 0.5, plan.size),
    );
    const height = Math.max(1, ...lines.map((cell) => cell.length)) * step + 5;
    if (paper.room < height) {
      paper.rule(paper.y, 1.1, inks.text);
      paper.newPage();
      drawLabels(paper, columns, plan);
    }
    drawRow(paper, lines, columns, plan);
    paper.y += height;
    paper.rule(paper.y, 0.3, inks.faint);
  }
  if (rows.length === 0) {
    paper.put('本期没有记录', paper.left + padding, paper.y + 4, plan.size, 'text', inks.soft);
    paper.y += step + 6;
  }
  paper.rule(paper.y, 1.1, inks.text);
}
