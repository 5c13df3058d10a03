/** `npm run demo`, as whoever tries the project sees it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, isLive, overflowOf, overview, rootOf, strayElements } from '../support/wall.ts';

const county = 'area:330127';

let demo: Demo;
let browser: Browser;
let wall: Watched;

beforeAll(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  wall = await openPage(browser);
  await wall.page.goto(demo.wall);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

test('the wall is live and says that the data is simulated', async () => {
  await isLive(wall.page, county);
  const root = await rootOf(wall.page);
  expect(root).toMatchObject({ connection: 'live', mode: 'live', scope: county });
  expect(root.demo).toBeDefined();
  await wall.page.locator('[data-panel="header"]').getByText('演示数据').waitFor();
  expect(await wall.page.title()).toContain('演示数据');
});

test('every panel is there, once, and live', async () => {
  const panels = await wall.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-panel]')].map(({ dataset }) => dataset.panel ?? ''),
  );
  expect([...panels].sort()).toEqual([...overview].sort());
  await until(
    'all live',
    async () => (await wall.page.locator('[data-panel]:not([data-freshness="live"])').count()) === 0,
  );
});

test('every number is that of the board', async () => {
  const figures = await expectFiguresOf(wall.page, demo.address, county);
  expect(figures.length).toBeGreaterThan(100);
  expect(figures.filter(({ value }) => value !== '' && value !== '0').length).toBeGreaterThan(40);
  const headless = figures.filter(({ panel }) => panel === undefined);
  expect(headless).toEqual([]);
  // The text says the same: never a bare number where there is none, never — where there is one.
  expect(figures.filter(({ value, text }) => (value === '') !== (text === '—'))).toEqual([]);
});

test('it fits the screen, and nothing goes wrong on it', async () => {
  expect(await overflowOf(wall.page)).toBeLessThanOrEqual(0);
  expect(await strayElements(wall.page)).toEqual([]);
  expect(wall.faults).toEqual([]);
});

test('stopped, it ends with status 0', async () => {
  expect(await demo.stop()).toBe(0);
});
