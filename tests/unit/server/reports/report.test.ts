import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBoard } from '../../../../server/board/read-board.ts';
import { resolveScope } from '../../../../server/board/scope-parts.ts';
import { Registers } from '../../../../server/query/registers.ts';
import { createReportMaker } from '../../../../server/report-maker.ts';
import { reportPdf } from '../../../../server/reports/pdf/report-pdf.ts';
import { reportWorkbook } from '../../../../server/reports/xlsx.ts';
import type { Board, Measures } from '../../../../shared/board/board.ts';
import { figureText } from '../../../../shared/report/figure-text.ts';
import { changedFigures, isFigure, type Report } from '../../../../shared/report/report.ts';
import { spanOfKind } from '../../../../shared/report/report-span.ts';
import { pdfText } from '../../../support/pdf-text.ts';
import { openToldStore, type TestStore } from '../query/store.ts';

let told: TestStore;
let board: Board;
let report: Report;

async function make(scope: string, kind: 'day' | 'week' | 'month', day: string): Promise<Report> {
  const maker = createReportMaker(told.store);
  const answer = await maker({ scope, kind, span: spanOfKind(kind, day), demo: true });
  if (!answer.ok) throw new Error(answer.detail.en);
  return answer.value;
}

beforeAll(async () => {
  told = await openToldStore();
  const registers = new Registers({ resolve: resolveScope, read: readBoard });
  ({ board } = await told.store.read(async (view) =>
    readBoard(view, await registers.shares(view, 'area:330127')),
  ));
  report = await make('area:330127', 'month', board.day);
});
afterAll(() => told.close());

const section = (id: string, of = report) => {
  const found = of.sections.find((one) => one.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};

/** Figures of a section by their path. */
const figures = (id: string, of = report): Map<string, number | undefined> =>
  new Map(
    section(id, of)
      .rows.flat()
      .flatMap((cell) => (isFigure(cell) && cell.path !== undefined ? [[cell.path, cell.value]] : [])),
  );

describe('a report', () => {
  it.each([
    ['day', 'today'],
    ['week', 'week'],
    ['month', 'month'],
  ] as const)('of a %s says what the board says of it [T2]', async (kind, period) => {
    const made = await make('area:330127', kind, board.day);
    const { from, to } = made.head.span;
    const own = figures('figures', made);
    for (const [measure, value] of Object.entries(board.totals[period] as Measures)) {
      const path = `span.${from}.${to}.${measure}`;
      if (own.has(path)) expect(own.get(path), path).toBe(value);
      else expect(['autoServiceMinutes'].includes(measure) || value === 0, path).toBe(true);
    }
  });

  it('says of each part and of orders what the board says of the month [R1–R5, P1]', () => {
    const span = `span.${report.head.span.from}.${report.head.span.to}`;
    for (const [code, child] of Object.entries(board.children))
      expect(figures('children').get(`${span}.beneficiaries.child.${code}`)).toBe(child.beneficiaries);
    for (const [id, platform] of Object.entries(board.platforms))
      expect(figures('platforms').get(`${span}.activities.platform.${id}`)).toBe(platform.activities);
    for (const [id, team] of Object.entries(board.teams))
      expect(figures('teams').get(`${span}.serviceMinutes.team.${id}`)).toBe(team.serviceMinutes);
    expect(figures('orders').get(`${span}.responseRate`)).toBe(board.orders.responseRate);
    expect(figures('orders').get(`${span}.orderStages.stage.completed`)).toBe(board.orders.month.completed);
  });

  it('has figures that open their evidence, and none without', async () => {
    const paths = report.sections.flatMap(({ id }) => [...figures(id).entries()]);
    expect(paths.length).toBeGreaterThan(80);
    for (const [path, value] of paths) {
      const answer = await told.queries.evidence({
        scope: report.head.scope,
        path,
        limit: 1,
        sight: 'masked-contacts',
      });
      expect(answer.ok && answer.value.value, path).toBe(value);
    }
  });

  it('compares with nothing where nothing was recorded', async () => {
    const empty = section('figures', await make('area:330127', 'day', '2020-01-02'));
    const row = empty.rows[0] ?? [];
    expect(row.slice(2).map((cell) => (isFigure(cell) ? cell.value : cell))).toEqual([
      0,
      undefined,
      '—',
      undefined,
      '—',
    ]);
    expect(empty.notes.join()).toContain('没有记录');
  });

  it('defines every figure of its first table', () => {
    const named = report.definitions.map(({ name }) => name);
    for (const [name] of section('figures').rows) expect(named).toContain(name);
    expect(report.definitions.every(({ text, rules }) => text !== '' && rules.length > 0)).toBe(true);
  });

  it('is of towns and sites too, which have no towns of their own', async () => {
    const town = await make('area:330127100', 'month', board.day);
    expect(section('children', town).title).toBe('各站点');
    const site = await make('site:a.s1', 'month', board.day);
    expect(site.sections.map(({ id }) => id)).not.toContain('children');
    const city = await make('area:33', 'month', board.day);
    expect(section('children', city).rows.map(([name]) => name)).toHaveLength(2);
  });

  it('tells how many of its figures have moved since', () => {
    expect(changedFigures(report, report)).toBe(0);
    const moved = structuredClone(report);
    const cell = moved.sections[0]?.rows[0]?.[2];
    if (cell && isFigure(cell)) cell.value = -1;
    expect(changedFigures(report, moved)).toBe(1);
  });
});

describe('a file of a report', () => {
  it('is PDF: small, with all its words as text, and the pages numbered', async () => {
    const pdf = await reportPdf(report);
    expect(pdf.length).toBeLessThan(300_000);
    const pages = pdfText(pdf);
    const text = pages.join('');
    expect(text).not.toContain('□');
    for (const { title, rows } of report.sections) {
      expect(text).toContain(title);
      for (const [name] of rows) if (typeof name === 'string') expect(text).toContain(name.slice(0, 6));
    }
    expect(text).toContain('演示数据');
    expect(text).toContain(report.head.place);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`第 ${index + 1} 页 共 ${pages.length} 页`);
      expect(page).toContain(report.head.name);
    }
    expect(await reportPdf(report)).toEqual(pdf);
  });

  it('is a workbook that reads back to the same numbers', async () => {
    const workbook = Buffer.from(await reportWorkbook(report));
    const rows = await readSheet(workbook, '主要指标');
    const found = rows.find(([name]) => name === '活动场次');
    expect(found?.[2]).toBe(board.totals.month.activities);
    const hours = rows.find(([name]) => name === '志愿服务时长');
    expect(figureText(board.totals.month.serviceMinutes, 'hours')).toBe(Number(hours?.[2]).toFixed(1));
    const form = await readSheet(workbook);
    expect(form.at(-2)?.[0]).toBe('合计');
    expect(form.at(-2)?.[1]).toBe(board.totals.month.activities);
  });
});
