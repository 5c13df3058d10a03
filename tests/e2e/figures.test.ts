/** 统计 and 报表 in Chromium: what stands on the page is what the API says of the same days, and leaves as files. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf } from '../../shared/domain/time.ts';
import { type DaySpan, spanBefore } from '../../shared/report/report-span.ts';
import type { EvidenceAnswer, SeriesAnswer } from '../../shared/wire/http.ts';
import { violationsOf } from '../support/axe.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { countyCode, type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { eventOf, freshId } from '../support/station.ts';
import { until } from '../support/until.ts';

const scope = `area:${countyCode}`;
const zone = 'Asia/Shanghai';
/** Yesterday: a day that is over does not grow while the test runs. */
const day = addDays(dayOf(Date.now(), zone), -1);
const own: DaySpan = { from: day, to: day };
/** As the page compares it: the first of a month with the first of the month before. */
const before = spanBefore(day.endsWith('-01') ? 'month' : 'span', own, day);

let server: Server;
let browser: Browser;
let leader: SignedIn;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
  const { key } = await server.makeKey();
  const held = (on: string) => {
    const activityId = freshId('figures');
    const time = `${on}T02:00:00Z`;
    return [
      eventOf('activity.started', { activityId, title: '戏曲下乡', category: 'culture' }, { time }),
      eventOf('activity.ended', { activityId, beneficiaries: 20 }, { time: `${on}T03:00:00Z` }),
    ];
  };
  const events = [own.from, own.from, own.from, before.from, before.from].flatMap(held);
  const { body } = await server.post(key, JSON.stringify(events));
  expect(body.accepted, JSON.stringify(body.results)).toBe(events.length);
  leader = await server.makeUser('leader');
  await until('the figures are there', async () => (await seriesOf('activities', before)) === 2);
  watched = await openPage(browser, { width: 1440, height: 900 });
  page = watched.page;
  await leader.enter(page.context());
});
afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await server?.stop();
});
afterEach(() => {
  expect(watched.faults.filter((fault) => !isLineFault(fault))).toEqual([]);
});

async function seriesOf(measure: string, { from, to }: DaySpan): Promise<number | undefined> {
  const query = new URLSearchParams({ scope, measure, from, to, by: 'span', split: 'none' });
  const { body } = await leader.call<SeriesAnswer>('GET', `series?${query}`);
  return body.series.all?.[0]?.[1];
}

/** The figures of the page with the text that they show, by path. */
const shownFigures = (): Promise<{ path: string; value: string; text: string }[]> =>
  page.$$eval('#desk-main [data-path]', (found) =>
    found.map((element) => ({
      path: element.getAttribute('data-path') ?? '',
      value: element.getAttribute('data-value') ?? '',
      text: element.textContent?.trim() ?? '',
    })),
  );

async function saved(button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('any days are shown as the API has them, beside those before, and are saved as seen', async () => {
  await page.goto(`${server.address}/desk/figures`);
  await page.getByLabel('自', { exact: true }).fill(day);
  await page.getByLabel('至', { exact: true }).fill(day);
  const total = `span.${own.from}.${own.to}.activities`;
  await page.locator(`[data-path="${total}"]`).waitFor();
  await page.getByLabel('指标').selectOption('beneficiaries');
  const beneficiaries = `span.${own.from}.${own.to}.beneficiaries`;
  await page.locator(`[data-path="${beneficiaries}"][data-value="60"]`).waitFor();
  await page.getByLabel('指标').selectOption('activities');
  await page.locator(`[data-path="${total}"][data-value="3"]`).waitFor();
  const row = page.locator('#desk-main tbody tr', { hasText: '合计' });
  expect((await row.innerText()).split(/\s+/)).toEqual(['合计', '3', '2', '增50%']);

  await page.getByText(/^注：去年同期（.*）没有数据/).waitFor();

  const shown = await shownFigures();
  expect(shown.length).toBeGreaterThan(20);
  const counted = shown.filter(({ value }) => Number(value) > 0);
  expect(counted.map(({ path }) => path)).toContain(`span.${before.from}.${before.to}.activities`);
  for (const { path, value } of counted) {
    const evidence = await leader.call<EvidenceAnswer>(
      'GET',
      `evidence?${new URLSearchParams({ scope, path })}`,
    );
    expect([path, evidence.body.value]).toEqual([path, Number(value)]);
  }

  const table = await saved('CSV');
  expect(table.name).toMatch(/淳安县.*活动.*\.csv$/);
  expect(table.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(table.bytes.toString()).toMatch(/合计,3,2,增50%/);
  expect((await saved('XLSX')).bytes.subarray(0, 2).toString()).toBe('PK');
  expect((await saved('PNG')).bytes.subarray(1, 4).toString()).toBe('PNG');

  await page.locator(`[data-path="${total}"]`).click();
  await page.getByText('戏曲下乡').first().waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

test('a report is made, kept and opened, and answers as paper, workbook and table', async () => {
  await page.goto(`${server.address}/desk/reports`);
  await page.getByRole('button', { name: '日报' }).click();
  await page.locator('#desk-main input[type="date"]').fill(day);
  await page.getByRole('button', { name: '生成报表' }).click();
  const activities = page.locator(`.report-paper [data-path="span.${day}.${day}.activities"]`).first();
  await activities.waitFor();
  expect(await activities.getAttribute('data-value')).toBe(String(await seriesOf('activities', own)));
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await until('it is kept', async () => /\/desk\/reports\/.+/.test(new URL(page.url()).pathname));
  await page.getByText('至今没有变动').waitFor();
  expect(await violationsOf(page, '#desk-main')).toEqual([]);

  await page.goto(`${server.address}/desk/reports`);
  await page.getByRole('list', { name: '已存报表' }).getByRole('link').first().click();
  await activities.waitFor();
  const begins = { PDF: '%PDF', XLSX: 'PK', CSV: '\uFEFF' };
  for (const [format, begin] of Object.entries(begins)) {
    const address = await page.getByRole('link', { name: format, exact: true }).getAttribute('href');
    const answer = await fetch(server.address + address, { headers: { cookie: leader.cookie } });
    expect(answer.status, format).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, Buffer.byteLength(begin)).toString(), format).toBe(begin);
    expect(answer.headers.get('content-disposition'), format).toMatch(/attachment/);
  }
});
