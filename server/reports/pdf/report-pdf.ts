/** A report as PDF on A4, made without a browser. */
import { headLines } from '../../../shared/report/head-text.ts';
import type { Report, ReportSection } from '../../../shared/report/report.ts';
import { reportFonts } from './fonts.ts';
import { inks, Paper } from './paper.ts';
import { cellText, drawTable } from './table.ts';
import { drawTrend } from './trend-chart.ts';

/** More columns than this need the long side of the paper. */
const portraitColumns = 9;
/** A heading does not stand alone at the foot of a page. */
const headingRoom = 110;

function textsOf({ head, sections, definitions }: Report): string {
  return [
    head.place,
    head.name,
    ...headLines(head),
    ...sections.flatMap(({ title, columns, rows, notes }) => [
      title,
      ...columns.flatMap(({ label, unit }) => [label, unit ?? '']),
      ...rows.flat().map(cellText),
      ...notes,
    ]),
    ...definitions.flatMap(({ name, unit, text, rules }) => [name, unit, text, ...rules]),
    '口径说明注：最高本期没有记录',
  ].join('');
}

function drawHead(paper: Paper, { head }: Report): void {
  const centred = (text: string, size: number, font: 'text' | 'bold', ink = inks.text): void => {
    for (const line of paper.lines(text, paper.width, size, font)) {
      const x = paper.left + (paper.width - paper.measure(line, size, font)) / 2;
      paper.put(line, x, paper.y, size, font, ink);
      paper.y += size * 1.5;
    }
  };
  centred(head.place, 20, 'bold', inks.seal);
  centred(head.name, 16, 'bold');
  paper.y += 4;
  paper.rule(paper.y, 1.6, inks.seal);
  paper.y += 8;
  for (const line of headLines(head))
    centred(line, 9.5, 'text', line.startsWith('演示') ? inks.seal : inks.soft);
}

function drawParagraph(paper: Paper, text: string, size: number, ink: string): void {
  for (const line of paper.lines(text, paper.width, size)) {
    if (paper.room < size * 1.5) paper.newPage();
    paper.put(line, paper.left, paper.y, size, 'text', ink);
    paper.y += size * 1.5;
  }
}

function drawHeading(paper: Paper, title: string): void {
  paper.y += 14;
  if (paper.room < headingRoom) paper.newPage();
  paper.doc.rect(paper.left, paper.y + 2, 3, 13).fill(inks.seal);
  paper.put(title, paper.left + 9, paper.y, 12.5, 'bold');
  paper.y += 23;
}

function drawSection(paper: Paper, section: ReportSection, number: string): void {
  const layout = section.columns.length > portraitColumns ? 'landscape' : 'portrait';
  if (layout !== paper.layout) paper.newPage(layout);
  drawHeading(paper, `${number}、${section.title}`);
  if (section.id === 'trend') drawTrend(paper, section);
  drawTable(paper, section);
  paper.y += 5;
  for (const note of section.notes) drawParagraph(paper, `注：${note}`, 8.5, inks.soft);
}

function drawDefinitions(paper: Paper, { definitions }: Report, number: string): void {
  if (paper.layout !== 'portrait') paper.newPage('portrait');
  drawHeading(paper, `${number}、口径说明`);
  for (const { name, unit, text, rules } of definitions)
    drawParagraph(paper, `${name}（${unit}）：${text}［${rules.join('、')}］`, 8.5, inks.text);
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三'];

export async function reportPdf(report: Report): Promise<Uint8Array> {
  const { place, name, asOf } = report.head;
  const fonts = await reportFonts(`${textsOf(report)}${numerals.join('')}、［］`);
  // The instant of the data and not of the making: the same report is the same file.
  const info = { Title: `${place}${name}`, Author: place, CreationDate: new Date(asOf) };
  const paper = new Paper(fonts, info, `${place}${name}`);
  drawHead(paper, report);
  report.sections.forEach((section, index) => {
    drawSection(paper, section, numerals[index] ?? '');
  });
  drawDefinitions(paper, report, numerals[report.sections.length] ?? '');
  return paper.finish();
}
