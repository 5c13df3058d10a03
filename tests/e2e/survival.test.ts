/** A wall that survives: what befalls a page that hangs for years, and how it is well again without a hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, placed, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { canvasesDrawn, expectFiguresOf, figuresOf, isLive, rootOf } from '../support/wall.ts';

const county = 'area:330127';
const town = 'area:330127101';
const station = '330127101-S';
const secondMs = 1000;

const folder = mkdtempSync(join(tmpdir(), 'cockpit-survival-'));
const database = `sqlite:${join(folder, 'cockpit.db')}`;
let server: Server;
let browser: Browser;
let key: string;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true', DATABASE_URL: database });
  ({ key } = await server.makeKey());
  await send(started(station), ended(station, 60), placed(station));
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function send(...events: object[]): Promise<void> {
  expect((await server.post(key, JSON.stringify(events))).status).toBe(200);
}

/** A wall whose time can be let pass; by itself it goes as ever. */
async function open(path = `/wall?scope=${county}`): Promise<Watched> {
  const wall = await openPage(browser);
  opened.push(wall);
  await wall.page.clock.install();
  await wall.page.goto(server.address + path);
  await isLive(wall.page);
  return wall;
}

const unexpected = ({ faults }: Watched): string[] => faults.filter((fault) => !isLineFault(fault));
/** How often the page was loaded from now on. */
function loadsOf(page: Page): () => number {
  let loads = 0;
  page.on('load', () => loads++);
  return () => loads;
}
const chip = (page: Page) => page.locator('[data-panel="header"] .chip');

/** The chip of the line says that the page has made itself well. */
const saysHealed = async (page: Page): Promise<boolean> =>
  /已自动恢复/.test((await chip(page).getAttribute('title')) ?? '');

test('a canvas that was lost is drawn anew', async () => {
  const wall = await open();
  await until('every canvas is drawn', () => canvasesDrawn(wall.page));
  await wall.page.evaluate(() => {
    for (const canvas of document.querySelectorAll('canvas')) {
      // Setting its size is how a canvas is blanked, which is what the loss of its memory does.
      canvas.width = Math.max(1, canvas.width);
      canvas.dispatchEvent(new Event('contextlost', { cancelable: true }));
    }
    const [first] = document.querySelectorAll('canvas');
    first?.dispatchEvent(new Event('contextrestored'));
  });
  await until('every canvas is drawn again', () => canvasesDrawn(wall.page));
  await until('it is said', () => saysHealed(wall.page));
  expect(unexpected(wall)).toEqual([]);
});

test('charts are drawn though the server was away when they were loaded', async () => {
  const wall = await openPage(browser);
  opened.push(wall);
  let refused = 0;
  await wall.page.route(/\/echarts-[^/]*\.js$/, (route) =>
    ++refused <= 2 ? route.abort() : route.continue(),
  );
  await wall.page.goto(`${server.address}/wall?scope=${county}`);
  await isLive(wall.page, county);
  await until('every canvas is drawn', () => canvasesDrawn(wall.page));
  expect(refused).toBeGreaterThan(2);
  expect(unexpected(wall)).toEqual([]);
});

test('a section of the desk that is opened while the server is away says so, and comes once it is back', async () => {
  const desk = await openPage(browser);
  opened.push(desk);
  const { page } = desk;
  await (await server.makeUser('operator')).enter(page.context());
  await page.goto(`${server.address}/desk`);
  await page.getByRole('heading', { name: '待办点单' }).waitFor();
  let refused = 0;
  await page.route(/\/AlertsSection-[^/]*\.js$/, (route) => {
    refused++;
    return route.abort();
  });
  await page.getByRole('link', { name: '预警' }).click();
  await page.getByText('正在打开…').waitFor();
  await page.context().setOffline(true);
  await page.getByText('暂时连不上服务器，连上后自动打开').waitFor();
  await page.context().setOffline(false);
  await page.unroute(/\/AlertsSection-[^/]*\.js$/);
  await page.getByRole('heading', { name: '预警' }).waitFor();
  expect(refused).toBeGreaterThan(0);
  expect(unexpected(desk)).toEqual([]);
});

test('what stands behind a figure is listed once the server is back', async () => {
  const { page } = await open();
  await page.context().setOffline(true);
  await until('it is told', async () => (await rootOf(page)).connection === 'reconnecting');
  await page.locator('[data-path="totals.month.activities"]').first().click();
  await page.getByText('连上后自动列出口径与明细').waitFor();
  await page.context().setOffline(false);
  await page.getByText(/与数值一致/).waitFor();
});

test('frames that stop are cured by drawing, then by one reload to the same view', async () => {
  const path = `/wall?scope=${town}&motion=low&scale=1.05`;
  const wall = await open(path);
  const loads = loadsOf(wall.page);
  const halt = (): Promise<void> =>
    wall.page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
    });
  await halt();
  await wall.page.clock.runFor(12 * secondMs);
  await until('drawn anew', () => saysHealed(wall.page));
  expect(loads()).toBe(0);
  await wall.page.clock.runFor(11 * secondMs);
  await until('loaded anew', () => loads() === 1);
  await isLive(wall.page, town);
  expect(wall.page.url()).toBe(server.address + path);
  await halt();
  await wall.page.clock.runFor(40 * secondMs);
  await isLive(wall.page, town);
  expect(loads()).toBe(1);
  expect(unexpected(wall)).toEqual([]);
});

test('after a sleep it is not live until it has heard from the server again', async () => {
  const wall = await open();
  await wall.page.evaluate(() => {
    const { dataset } = document.documentElement;
    new MutationObserver(() => {
      dataset.seen = `${dataset.seen ?? ''} ${dataset.connection}`;
    }).observe(document.documentElement, { attributeFilter: ['data-connection'] });
  });
  await wall.page.clock.fastForward(3600 * secondMs);
  await until('it noticed', () =>
    wall.page.evaluate(() => document.documentElement.dataset.seen !== undefined),
  );
  await send(ended(station, 3));
  await isLive(wall.page, county);
  await expectFiguresOf(wall.page, server.address, county);
  expect(await wall.page.evaluate(() => document.documentElement.dataset.seen)).toMatch(
    /^ (reconnecting|offline)/,
  );
  expect(unexpected(wall)).toEqual([]);
});

test('a page tells how it is, and /metrics has it by the name of its display', async () => {
  const { token } = await server.makeDisplay();
  const wall = await open(`/wall?scope=${county}#token=${token}`);
  const line = async (name: string): Promise<number> => {
    const text = await (await fetch(`${server.address}/metrics`)).text();
    return Number(new RegExp(`^cockpit_display_${name}\\{display="wall"\\} (.*)$`, 'm').exec(text)?.[1]);
  };
  // Half a minute at once looks like a sleep: the line is made anew, and what falls into that moment is not told.
  await until('a line of the display', async () => {
    await wall.page.clock.fastForward(31 * secondMs);
    return until('it', async () => (await line('pages')) === 1, 3_000).catch(() => false as const);
  });
  expect(await line('nodes')).toBeGreaterThan(400);
  expect(await line('uptime_seconds')).toBeGreaterThanOrEqual(30);
  const listeners = await line('listeners');
  expect(listeners).toBeGreaterThan(5);
  expect(listeners).toBeLessThan(100);
  await wall.close();
  await until('none when it is gone', async () => Number.isNaN(await line('pages')));
});

test('a page that leaks begins anew in a quiet minute, at the same view', async () => {
  const path = `/wall?scope=${county}&scene=orders&scale=1.05`;
  const wall = await open(path);
  const loads = loadsOf(wall.page);
  /** Ten minutes of reports; a page that is not seen waits for no frames in between. */
  const tenMinutes = async (): Promise<void> => {
    for (let n = 0; n < 20; n++) await wall.page.clock.fastForward(30 * secondMs);
  };
  await wall.page.evaluate(() => void Object.defineProperty(document, 'hidden', { get: () => true }));
  await tenMinutes();
  await wall.page.evaluate(() => {
    const heap = document.createElement('div');
    heap.hidden = true;
    heap.append(...Array.from({ length: 25_000 }, () => document.createElement('i')));
    document.body.append(heap);
  });
  await wall.page.locator('[data-panel="orders"] .figure').first().click();
  expect(loads()).toBe(0);
  await tenMinutes();
  // The page may go at any moment of a look at it.
  const connection = () => rootOf(wall.page).catch(() => ({ connection: '' }));
  await until('loaded anew', async () => {
    if (loads() === 0 && (await connection()).connection === 'live')
      await wall.page.clock.fastForward(5 * secondMs);
    return loads() === 1;
  });
  await isLive(wall.page, county);
  expect(wall.page.url()).toBe(server.address + path);
  await until('it is said', () => saysHealed(wall.page));
  expect(unexpected(wall)).toEqual([]);
});

test('a server that is gone for long, and comes back newer: offline, live again, one reload to the same view', async () => {
  const path = `/wall?scope=${town}&scene=orders&scale=1.05`;
  const wall = await open(path);
  const before = new Map((await figuresOf(wall.page)).map((figure) => [figure.path, figure.value]));
  const loads = loadsOf(wall.page);
  const { port } = new URL(server.address);
  await server.stop();
  await until('it is told', async () => (await rootOf(wall.page)).connection === 'reconnecting');
  await wall.page.clock.fastForward(31 * secondMs);
  await until('offline', async () => (await rootOf(wall.page)).connection === 'offline');
  await chip(wall.page).getByText('离线').waitFor();
  await wall.page
    .getByText(/◐.*数据延迟 · 数据截至/)
    .first()
    .waitFor();
  await wall.page.clock.fastForward(600 * secondMs);
  await wall.page
    .getByText(/○.*无数据更新 · 数据截至/)
    .first()
    .waitFor();
  const kept = (await figuresOf(wall.page)).filter(({ path: at }) => before.has(at));
  for (const { path: at, value } of kept) expect(value, at).toBe(before.get(at));
  server = await startServer(
    { ANONYMOUS_READ: 'true', DATABASE_URL: database, PORT: port },
    { build: 'newer' },
  );
  await until('loaded anew', () => loads() === 1, 40_000);
  await isLive(wall.page, town);
  await expectFiguresOf(wall.page, server.address, town);
  expect(wall.page.url()).toBe(server.address + path);
  await wall.page.clock.fastForward(60 * secondMs);
  await isLive(wall.page, town);
  expect(loads()).toBe(1);
  expect(unexpected(wall)).toEqual([]);
});
