import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import { addDays } from '../../shared/domain/time.ts';
import { isFigure, type Report } from '../../shared/report/report.ts';
import type { KeptReportAnswer, KeptReportWhole } from '../../shared/wire/reports.ts';
import { pdfText } from '../support/pdf-text.ts';
import { centerSite, countyCode, type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

let server: Server;
let leader: SignedIn;
let board: Board;
const scope = `area:${countyCode}`;

beforeAll(async () => {
  server = await startServer({ DEMO: 'true' });
  leader = await server.makeUser('leader');
  const { key } = await server.makeKey();
  const source = `/sites/${centerSite}`;
  const event = (id: string, type: string, data: object) => ({
    ...{ id, source, type, time: new Date().toISOString(), data },
  });
  const activity = (id: string) => [
    event(`${id}-s`, 'activity.started', { activityId: id, title: '=板凳课堂', category: 'theory' }),
    event(`${id}-e`, 'activity.ended', { activityId: id, beneficiaries: 7 }),
  ];
  const requester = { name: '严小明', phone: '13812345678' };
  const order = event('o', 'order.placed', {
    ...{ orderId: 'o-1', kind: 'service', category: 'culture', title: '送戏', requester },
  });
  const events = [...activity('a'), ...activity('b'), order];
  const { body } = await server.post(key, JSON.stringify(events));
  expect(body.accepted).toBe(events.length);
  await until('the figures are there', async () => {
    const answer = await leader.call<{ board: Board }>('GET', `snapshot?scope=${scope}`);
    board = answer.body.board;
    return board.totals.month.activities === 2 && board.now.ordersOpen === 1;
  });
});
afterAll(() => server.stop());

const asked = (more: Record<string, string> = {}): string =>
  new URLSearchParams({ scope, kind: 'month', day: board.day, ...more }).toString();

const valueAt = (report: Report, path: string): number | undefined =>
  report.sections
    .flatMap(({ rows }) => rows.flat())
    .filter(isFigure)
    .find((cell) => cell.path === path)?.value;

async function file(path: string): Promise<{ headers: Headers; bytes: Buffer }> {
  const response = await fetch(`${server.address}/api/v1/${path}`, { headers: { cookie: leader.cookie } });
  expect(response.status, path).toBe(200);
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

describe('a report over HTTP', () => {
  test('says what the board, the series and the evidence say of the same days', async () => {
    const { body: report } = await leader.call<Report>('GET', `reports/draft?${asked()}`);
    const { from, to } = report.head.span;
    for (const measure of ['activities', 'beneficiaries', 'ordersPlaced'] as const) {
      const path = `span.${from}.${to}.${measure}`;
      const expected = board.totals.month[measure];
      expect(expected, measure).toBeGreaterThan(0);
      expect(valueAt(report, path), measure).toBe(expected);
      const series = await leader.call<{ series: { all: [string, number][] } }>(
        'GET',
        `series?scope=${scope}&measure=${measure}&by=span&from=${from}&to=${to}`,
      );
      expect(series.body.series.all).toEqual([[`${from}/${to}`, expected]]);
      const evidence = await leader.call<{ value: number; items: { amount: number }[] }>(
        'GET',
        `evidence?scope=${scope}&path=${path}`,
      );
      expect(evidence.body.value).toBe(expected);
      expect(evidence.body.items.reduce((sum, { amount }) => sum + amount, 0)).toBe(expected);
    }
  });

  test('comes as PDF, workbook and CSV with a name that any program can save', async () => {
    const pdf = await file(`reports/draft/file?${asked({ format: 'pdf' })}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const disposition = pdf.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(
      /^attachment; filename="report-[0-9-]+\.pdf"; filename\*=UTF-8''[\w%.-]+\.pdf$/,
    );
    expect(decodeURIComponent(disposition)).toContain('淳安县新时代文明实践中心');
    const text = pdfText(pdf.bytes).join('');
    for (const word of ['淳安县新时代文明实践中心', '演示数据', '数据截至', '群众点单'])
      expect(text).toContain(word);
    const workbook = await file(`reports/draft/file?${asked({ format: 'xlsx' })}`);
    const form = await readSheet(workbook.bytes);
    // The columns that the profile of the county asks for.
    expect(form[2]?.slice(0, 3)).toEqual(['乡镇', '开展活动（场）', '惠及群众（人次）']);
    expect(form.find(([name]) => name === '合计')?.slice(1, 3)).toEqual([2, 14]);
    const csv = await file(`reports/draft/file?${asked({ format: 'csv' })}`);
    expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    for (const { bytes } of [pdf, workbook, csv]) {
      expect(bytes.toString('latin1')).not.toContain('13812345678');
      expect(bytes.toString()).not.toContain('严小明');
    }
  });

  test('is kept as it was, though events come later', async () => {
    const made = await leader.call<KeptReportAnswer>('POST', 'reports', {
      scope,
      kind: 'day',
      day: board.day,
    });
    expect(made.status).toBe(200);
    expect(made.body.madeBy).toBe(leader.name);
    const { key } = await server.makeKey();
    const late = { id: 'late', source: `/sites/${centerSite}`, type: 'activity.started' };
    const data = { activityId: 'late', title: '迟报', category: 'theory' };
    await server.post(key, JSON.stringify({ ...late, time: new Date().toISOString(), data }));
    const path = `span.${board.day}.${board.day}.activities`;
    await until('the late event counts', async () => {
      const { body } = await leader.call<Report>('GET', `reports/draft?${asked({ kind: 'day' })}`);
      return valueAt(body, path) === 3;
    });
    const kept = await leader.call<KeptReportWhole>('GET', `reports/${made.body.id}`);
    expect(valueAt(kept.body.report, path)).toBe(2);
    const list = await leader.call<{ items: KeptReportAnswer[] }>('GET', 'reports?limit=1');
    expect(list.body.items).toEqual([made.body]);
    const { bytes } = await file(`reports/${made.body.id}/file?format=pdf`);
    expect(pdfText(bytes).join('')).toContain('工作日报');
    expect((await leader.call('GET', 'reports/0123456789abcdef')).status).toBe(404);
  });

  test('is refused for days that are none, too many, or of nobody', async () => {
    const statusOf = async (more: Record<string, string>): Promise<number> =>
      (await leader.call('GET', `reports/draft?${asked(more)}`)).status;
    const span = (from: string, to: string) => statusOf({ kind: 'span', from, to });
    expect(await span('2026-02-30', '2026-03-01')).toBe(400);
    expect(await span('2026-03-02', '2026-03-01')).toBe(400);
    expect(await span('2025-01-01', addDays('2025-01-01', 400))).toBe(400);
    expect(await span('2025-01-01', addDays('2025-01-01', 399))).toBe(200);
    expect(await statusOf({ scope: 'area:999999' })).toBe(404);
    expect(await statusOf({ kind: 'year' })).toBe(400);
    const { token } = await server.makeDisplay();
    expect((await server.get(`reports/draft?${asked()}`, token)).status).toBe(403);
    expect((await server.get('reports')).status).toBe(401);
  });

  test('waits its turn where others are being made, and says so', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => leader.call('GET', `reports/draft/file?${asked({ format: 'pdf' })}`)),
    );
    const busy = answers.filter(({ status }) => status === 503);
    const made = answers.filter(({ status }) => status === 200);
    // How many find a turn depends on how fast each is made; some do, not all at once, and nothing else happens.
    expect(made.length).toBeGreaterThan(0);
    expect(busy.length).toBeGreaterThan(0);
    expect(made.length + busy.length).toBe(answers.length);
    expect(Number(busy[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('reports on the command line', () => {
  test('are made, listed and written to a file', async () => {
    const made = await server.cli('report', 'make', '--scope', scope, '--kind', 'week', '--day', board.day);
    expect(made.title).toContain('工作周报');
    const { items } = (await server.cli('report', 'list')) as unknown as { items: KeptReportAnswer[] };
    expect(items.map(({ id }) => id)).toContain(made.id);
    const path = `${server.env.DATABASE_URL.replace('sqlite:', '')}.xlsx`;
    const written = await server.cli('report', 'export', '--id', made.id ?? '', path);
    expect(Number(written.bytes)).toBeGreaterThan(5000);
    await expect(server.cli('report', 'make', '--scope', scope, '--kind', 'week')).rejects.toThrow('day');
  });
});
