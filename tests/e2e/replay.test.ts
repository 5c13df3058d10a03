/** Replay and freeze on the wall in Chromium, against the real server whose clock the test sets. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SharedClock } from '../../server/threads/clock.ts';
import type { Board } from '../../shared/board/board.ts';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { fullHd, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { misfits, type View } from '../support/fit/faults.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, eventOf, freshId, placed, type StationEvent, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { expectedValue, expectFiguresOf, figuresOf, isLive, rootOf } from '../support/wall.ts';

const county = 'area:330127';
const town = 'area:330127101';
const station = '330127101-S';
const elsewhere = '330127100001';
const minute = 60_000;
const morning = Date.parse('2026-11-20T08:00:00+08:00');
const noon = Date.parse('2026-11-20T12:00:00+08:00');
const nextDay = Date.parse('2026-11-21T15:00:00+08:00');
const span = `${new Date(morning).toISOString()}/${new Date(noon).toISOString()}`;
const clock = new SharedClock();

let server: Server;
let browser: Browser;
let key: string;
let wall: Watched;
/** What was live at noon. */
const atNoon: Record<string, Board> = {};
const orderId = freshId('o');

/** Posts events as of the server's time, unless they say another. */
async function send(events: StationEvent[], at = clock.now()): Promise<void> {
  const timed = events.map((event) => ({ ...event, time: new Date(at).toISOString() }));
  const { status, body } = await server.post(key, JSON.stringify(timed));
  expect([status, body.accepted]).toEqual([200, events.length]);
}

const snapshotOf = async (scope: string): Promise<SnapshotAnswer> =>
  (await server.get<SnapshotAnswer>(`snapshot?scope=${scope}`)).body;

beforeAll(async () => {
  browser = await openBrowser();
  clock.freeze(morning);
  server = await startServer({ ANONYMOUS_READ: 'true' }, { clock });
  ({ key } = await server.makeKey());
  await send([started(station), ended(elsewhere, 12), placed(elsewhere), served(elsewhere, 90)]);
  clock.advance(90 * minute);
  const order = { orderId, kind: 'service', category: 'culture', title: '想看一场戏', urgent: true };
  await send([eventOf('order.placed', order, { site: station }), ended(station, 33)]);
  clock.advance(60 * minute);
  await send([eventOf('order.completed', { orderId }, { site: station }), served(station, 45)]);
  clock.freeze(noon);
  for (const scope of [county, town]) {
    await until('the figures of noon', async () => {
      const { asOf, board } = await snapshotOf(scope);
      atNoon[scope] = board;
      return Date.parse(asOf) === noon && board.totals.today.ordersCompleted === 1;
    });
  }
  clock.set(nextDay);
  // One of the day before, which nobody knew of then.
  await send([ended(station, 7)], noon - 30 * minute);
  await send([started(elsewhere), placed(station), ended(station, 21)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  expect(wall.faults).toEqual([]);
  await wall.close();
});

async function open(
  query: string,
  size?: Parameters<typeof openPage>[1],
  prepare?: (page: Page) => Promise<void>,
): Promise<Page> {
  wall = await openPage(browser, size);
  await prepare?.(wall.page);
  await wall.page.goto(`${server.address}/wall?scope=${county}${query}`);
  return wall.page;
}

const inReplay = (page: Page, state: string): Promise<unknown> =>
  page.locator(`html[data-mode="replay"][data-replay="${state}"]`).waitFor({ state: 'attached' });

/** Every number on the page is that of the board, and there are many. */
async function expectFigures(page: Page, board: Board | undefined): Promise<void> {
  let wrong: string[] = [];
  await until('every number of the board', async () => {
    const figures = await figuresOf(page);
    wrong = figures
      .filter(({ path, value }) => value !== expectedValue(board, path))
      .map(({ path, value }) => `${path} is ${value}, not ${expectedValue(board, path)}`);
    if (figures.length < 100) wrong.push(`${figures.length} numbers are too few`);
    return wrong.length === 0;
  }).catch(() => undefined);
  expect(wrong).toEqual([]);
}

const valueAt = (page: Page, path: string): Promise<string | null> =>
  page.locator(`[data-panel] [data-path="${path}"]`).first().getAttribute('data-value');
const shows = (page: Page, path: string, value: string): Promise<unknown> =>
  until(`${path} ${value}`, async () => (await valueAt(page, path)) === value);
const clockOf = async (page: Page): Promise<string> => (await page.locator('time.clock').textContent()) ?? '';

/** Nothing is cut off or lies on something else, the bar of the replay included; a quiet day leaves room. */
async function expectFit(page: Page, view: View): Promise<void> {
  let wrong: string[] = [];
  await until('it fits', async () => {
    wrong = (await misfits(page, view)).filter((fault) => !fault.includes('are empty'));
    return wrong.length === 0;
  }).catch(() => undefined);
  expect(wrong).toEqual([]);
}

describe('a replay of what had come by then', () => {
  test('ends at the board that was live, in the county and in a town, and says all the while what it is', async () => {
    const page = await open(`&replay=${span}&basis=received&speed=3600`);
    await inReplay(page, 'playing');
    const header = page.locator('[data-panel="header"]');
    await header.getByText('回放 11月20日').waitFor();
    expect(await header.getByText('实时', { exact: true }).count()).toBe(0);
    expect(await page.title()).toContain('回放');
    expect(await page.locator('[data-panel][data-freshness="live"]').count()).toBe(0);
    await page.locator('[data-panel="today"]').getByText('回放').waitFor();
    await page.locator('.past-frame').waitFor();
    await page.locator('.replay-bar').getByText('按接收顺序（当时所见）').waitFor();
    await page.keyboard.press('End');
    await inReplay(page, 'ended');
    await expectFigures(page, atNoon[county]);
    expect(await clockOf(page)).toBe('12:00:00');
    await expectFit(page, { ...fullHd, unit: 1, seams: [] });
    await page.locator('[data-panel="map"]').getByRole('button', { name: /^文昌/ }).first().click();
    await until('the town', async () => (await rootOf(page)).scope === town);
    await expectFigures(page, atNoon[town]);
    expect(await rootOf(page)).toMatchObject({ connection: 'live', mode: 'replay' });
    await page.keyboard.press('Escape');
    await page.locator('html[data-mode="live"]').waitFor({ state: 'attached' });
    await isLive(page, town);
    await expectFiguresOf(page, server.address, town);
    expect(new URL(page.url()).searchParams.get('replay')).toBeNull();
  });

  test('of today ends at what is live, which goes on behind it and is there at once', async () => {
    const page = await open('');
    await isLive(page, county);
    const before = await valueAt(page, 'totals.today.activities');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: '回放' });
    await dialog.getByRole('button', { name: '今日' }).click();
    await dialog.getByRole('button', { name: '3600×' }).click();
    await dialog.getByRole('button', { name: '按接收顺序' }).click();
    await dialog.getByRole('button', { name: '开始回放' }).click();
    await inReplay(page, 'playing');
    await page.keyboard.press('End');
    await inReplay(page, 'ended');
    await expectFiguresOf(page, server.address, county);
    expect(new URL(page.url()).searchParams.get('replay')).toBe('2026-11-21');
    await send([ended(station, 3)]);
    await until('the server knows of it', async () => {
      const { totals } = (await snapshotOf(county)).board;
      return totals.today.activities === Number(before) + 1;
    });
    await page.keyboard.press('Home');
    await shows(page, 'totals.today.activities', '0');
    await page.keyboard.press('End');
    await shows(page, 'totals.today.activities', before ?? '');
    await page.getByRole('button', { name: '返回实时' }).click();
    await shows(page, 'totals.today.activities', String(Number(before) + 1));
    await page.getByText('已恢复实时').waitFor();
    await expectFiguresOf(page, server.address, county);
  });
});

describe('a replay of what had happened by then', () => {
  test('knows late reports; it pauses, steps, goes where it is led, and lists nothing of the present', async () => {
    const page = await open(`&replay=${span}&basis=happened&speed=1`);
    await inReplay(page, 'playing');
    await page.keyboard.press(' ');
    await inReplay(page, 'paused');
    await shows(page, 'orders.month.placed', '1');
    await page.keyboard.press('ArrowRight');
    await shows(page, 'orders.month.placed', '2');
    await until('the time of the order', async () => (await clockOf(page)) === '09:30:00');
    await page.locator('.replay-bar').getByText('点单').first().waitFor();
    await page.keyboard.press('ArrowLeft');
    await shows(page, 'orders.month.placed', '1');
    const late = String((atNoon[county]?.totals.today.activities ?? 0) + 1);
    await page.keyboard.press('End');
    await inReplay(page, 'ended');
    await shows(page, 'totals.today.activities', late);
    const line = page.getByRole('slider', { name: '回放时间' });
    const { width = 0 } = (await line.boundingBox()) ?? {};
    await line.click({ position: { x: width / 2, y: 5 } });
    await until('the middle of the span', async () => /^(09:59|10:00|10:01)/.test(await clockOf(page)));
    await shows(page, 'orders.month.completed', '0');
    await page.locator('[data-panel="orders"] [data-path="orders.month.placed"]').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('回放中不列明细').waitFor();
    expect(await drawer.locator('[data-path="orders.month.placed"]').getAttribute('data-value')).toBe('2');
    // Esc closes what is open before it ends the replay.
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await inReplay(page, 'paused');
    await page.getByRole('button', { name: '当时所见' }).click();
    await page.locator('.replay-bar').getByText('按接收顺序（当时所见）').waitFor();
    await page.keyboard.press('End');
    await expectFigures(page, atNoon[county]);
  });
});

test('what cannot be replayed is refused in words', async () => {
  const page = await open('&replay=2027-01-01', undefined, (at) => at.clock.install());
  const dialog = page.getByRole('dialog', { name: '回放' });
  await dialog.getByText('该时段不能回放').waitFor();
  await dialog.getByLabel('结束日期').fill('2026-12-24');
  await dialog.getByLabel('开始日期').fill('2026-12-24');
  await dialog.getByText('还没有到的日子不能回放').waitFor();
  expect(await dialog.getByRole('button', { name: '开始回放' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await rootOf(page)).toMatchObject({ mode: 'live' });
  // Left alone, it does not stand over the wall for ever.
  await page.keyboard.press('r');
  await dialog.waitFor();
  await page.clock.fastForward(2 * minute);
  await dialog.waitFor({ state: 'detached' });
});

test('what stands in the dialog is told ahead, and then asked for in the same words', async () => {
  const sent: string[] = [];
  const page = await open('', undefined, async (at) => {
    at.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  });
  await isLive(page);
  // From here on nothing goes another way.
  await until('the line is upgraded', () => sent.includes('5'));
  const requestOf = (name: string): string | undefined =>
    sent.map((frame) => new RegExp(`"${name}",(\\{.*\\})`).exec(frame)?.[1]).find(Boolean);
  await page.keyboard.press('r');
  const request = await until('it is told ahead', () => requestOf('replay-soon'));
  await page.getByRole('dialog', { name: '回放' }).getByRole('button', { name: '开始回放' }).click();
  expect(await until('it is asked for', () => requestOf('replay-open'))).toBe(request);
  await until('the past', async () => (await rootOf(page)).mode === 'replay');
});

test('a frozen wall keeps its figures and its time, says so, and comes back to the present', async () => {
  const page = await open('', undefined, (at) => at.clock.install());
  await isLive(page, county);
  await expectFiguresOf(page, server.address, county);
  const before = Number(await valueAt(page, 'totals.today.activities'));
  await page.keyboard.press('f');
  const seal = page.getByText(/^画面已定格 \d\d:\d\d:\d\d$/);
  await seal.waitFor();
  const time = await clockOf(page);
  expect(await page.locator('[data-panel][data-freshness="live"]').count()).toBe(0);
  await send([ended(station, 9)]);
  await until(
    'the server knows of it',
    async () => (await snapshotOf(county)).board.totals.today.activities === before + 1,
  );
  await page.locator('[data-panel="header"] [data-path="now.sources.live"]').click();
  await page.getByRole('dialog').getByText('画面已定格，不列明细').waitFor();
  await page.keyboard.press('Escape');
  expect([await valueAt(page, 'totals.today.activities'), await clockOf(page)]).toEqual([
    String(before),
    time,
  ]);
  await seal.click();
  await shows(page, 'totals.today.activities', String(before + 1));
  await page.getByText(/^已恢复实时$/).waitFor();
  // Forgotten, it does not hang in the past.
  await page.keyboard.press('f');
  await seal.waitFor();
  await page.clock.fastForward(11 * minute);
  await page.getByText('长时间无人操作，已恢复实时').waitFor();
  await seal.waitFor({ state: 'detached' });
  await isLive(page, county);
  await expectFiguresOf(page, server.address, county);
});

test('on a phone the bar folds, and leads the replay all the same', async () => {
  const size = { width: 390, height: 844 };
  const page = await open(`&replay=${span}&basis=received&speed=60`, size);
  await inReplay(page, 'playing');
  await page.getByRole('button', { name: '暂停' }).click();
  await inReplay(page, 'paused');
  expect(await page.getByRole('slider', { name: '回放时间' }).count()).toBe(0);
  await page.getByRole('button', { name: '时间轴与选项' }).click();
  await page.getByRole('slider', { name: '回放时间' }).waitFor();
  await expectFit(page, { ...size, unit: 1, seams: [] });
  await page.getByRole('button', { name: '返回实时' }).click();
  await isLive(page, county);
});
