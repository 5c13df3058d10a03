/** The county in a leader's hand (contract §8, `/m`): five tabs, one thumb, the back button, and no line at all. */
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { legibilityOf } from '../support/legible.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, eventOf, freshId, served, started } from '../support/station.ts';
import { smallTargets, smallText } from '../support/thumb.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, isLive, overflowOf, rootOf } from '../support/wall.ts';

const county = 'area:330127';
const town = '330127101';
const station = '330127101-S';
const orderId = freshId('o');
const tabs = ['', '/map', '/orders', '/alerts', '/ranking'];
const upright = { width: 390, height: 844 };

let browser: Browser;
let server: Server;
const opened: Watched[] = [];

/** Waits for an answer for longer than any county lets it. */
const forgotten = (): object =>
  eventOf(
    'order.placed',
    { orderId, kind: 'service', category: 'culture', title: '想看一场戏' },
    { site: station, time: new Date(Date.now() - 9 * 86_400_000).toISOString() },
  );

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true', COUNTY_DIR: 'mock/counties/chunan' });
  const { key } = await server.makeKey();
  const events = [started(station), ended(station, 40), served(station, 90), forgotten()];
  const { status, body } = await server.post(key, JSON.stringify(events));
  expect(status, JSON.stringify(body)).toBe(200);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

async function open(path: string, size = upright): Promise<Watched> {
  const watched = await openPage(browser, size);
  opened.push(watched);
  await watched.page.goto(server.address + path);
  return watched;
}

/** Nobody has signed in on a page of the public, and the browser says so when the page asks. */
const unexpected = ({ faults }: Watched): string[] => faults.filter((fault) => !isLineFault(fault));
const path = (page: Page): string => new URL(page.url()).pathname;
const sheet = (page: Page) => page.getByRole('dialog');

describe.each([
  { size: '360×780', width: 360, height: 780, looked: tabs },
  { size: '390×844', width: 390, height: 844, looked: tabs },
  // On its side the columns differ: two tabs of two columns tell.
  { size: '844×390', width: 844, height: 390, looked: ['', '/map'] },
])('$size', ({ width, height, looked }) => {
  test('every tab fits, is read and hit by a thumb, and has the figures of the board', async () => {
    const watched = await open(`/m?scope=${county}`, { width, height });
    const { page } = watched;
    let figures = 0;
    for (const tab of looked) {
      await page.goto(`${server.address}/m${tab}?scope=${county}&motion=low`);
      await isLive(page, county);
      figures += (await expectFiguresOf(page, server.address, county)).length;
      expect.soft(await overflowOf(page), tab).toBeLessThanOrEqual(0);
      expect.soft(await smallTargets(page), tab).toEqual([]);
      expect.soft(await smallText(page), tab).toEqual([]);
      // Of the same elements at every size.
      if (width === upright.width) expect.soft(await violationsOf(page), tab).toEqual([]);
    }
    expect(figures).toBeGreaterThan(80);
    const { connection, scope, demo } = await rootOf(page);
    expect([connection, scope, demo]).toEqual(['live', county, undefined]);
    expect(unexpected(watched)).toEqual([]);
  });
});

test('on a screen as long as its page, texts have a contrast of 4.5', async () => {
  const { page } = await open(`/m?scope=${county}`, { width: 390, height: 2600 });
  for (const tab of ['', '/map', '/alerts']) {
    await page.goto(`${server.address}/m${tab}?scope=${county}&motion=low`);
    await isLive(page, county);
    const { texts, faint } = await legibilityOf(page);
    expect(texts, tab).toBeGreaterThan(5);
    expect.soft(faint, tab).toEqual([]);
  }
});

describe('the way down and back', () => {
  test('from the county over a town and a site to the order, and up again by the back button', async () => {
    const watched = await open('/m');
    const { page } = watched;
    await isLive(page, county);
    await page.getByRole('button', { name: '地图' }).click();
    await page.locator(`[data-spot="${town}"]`).click();
    await isLive(page, `area:${town}`);
    await expectFiguresOf(page, server.address, `area:${town}`);
    await page.getByRole('button', { name: '文昌镇文明实践所', exact: true }).click();
    await isLive(page, `site:${station}`);
    await page.getByRole('button', { name: /^文化类点单/ }).click();
    await sheet(page).getByText('等待实践中心派单').waitFor();
    expect(await smallText(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await page.goBack();
    await sheet(page).waitFor({ state: 'detached' });
    expect((await rootOf(page)).scope).toBe(`site:${station}`);
    await page.goBack();
    await isLive(page, `area:${town}`);
    await page.goBack();
    await isLive(page, county);
    expect(path(page)).toBe('/m/map');
    await page.goBack();
    await until('the first tab', async () => path(page) === '/m');
    expect(unexpected(watched)).toEqual([]);
  });

  test('a figure opens its evidence from below; closing it by hand leaves no step behind', async () => {
    const watched = await open(`/m?scope=${county}`);
    const { page } = watched;
    await isLive(page, county);
    const before = await page.evaluate(() => history.length);
    await page.locator('[data-panel="today"] [data-path="totals.today.activities"]').click();
    await sheet(page).getByText('与数值一致 ✓').waitFor();
    expect(await page.evaluate(() => history.length)).toBe(before + 1);
    await until('it has come up from below', async () => {
      const box = await sheet(page).boundingBox();
      return Math.round((box?.y ?? 0) + (box?.height ?? 0)) === upright.height;
    });
    expect(await smallTargets(page, '[role="dialog"]')).toEqual([]);
    await sheet(page).getByRole('button', { name: '关闭' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await until('its address', async () => !page.url().includes('figure='));
    // Where it was opened by its address there is nothing to go back to, and it closes all the same.
    await page.goto(`${server.address}/m/ranking?scope=${county}&figure=totals.month.activities`);
    await sheet(page).getByText('与数值一致 ✓').waitFor();
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    expect(path(page)).toBe('/m/ranking');
    expect(unexpected(watched)).toEqual([]);
  });
});

describe('who holds the phone', () => {
  test('a leader reads who has taken an alert on; an operator takes it on from here', async () => {
    const [wang, li] = [await server.makeUser('operator', 'wang'), await server.makeUser('leader', 'li')];
    const operator = await open('/m/alerts');
    await wang.enter(operator.page.context());
    await operator.page.reload();
    const leader = await open(`/m/alerts?scope=${county}`);
    await li.enter(leader.page.context());
    await leader.page.reload();
    await leader.page.getByText('未签收').first().waitFor();
    const take = { name: /^签收：文化类点单/ };
    expect(await leader.page.getByRole('button', take).count()).toBe(0);
    await operator.page.getByRole('button', take).click();
    await operator.page.getByRole('status').getByText('✓ 已签收').waitFor();
    await leader.page.getByText(/✓ 已签收 w/).waitFor();
    await leader.page.getByRole('button', { name: /账号与更多$/ }).click();
    await sheet(leader.page).getByText('领导 · 淳安县').waitFor();
    expect(await sheet(leader.page).getByRole('link', { name: '调度台' }).count()).toBe(0);
    await sheet(leader.page).getByRole('button', { name: '退出登录' }).click();
    await leader.page.waitForURL((url) => url.pathname === '/sign-in');
    expect(unexpected(operator)).toEqual([]);
    expect(unexpected(leader)).toEqual([]);
  });
});

describe('the app', () => {
  test('has what a home screen asks for', async () => {
    const answer = await fetch(`${server.address}/manifest.webmanifest`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
    const manifest = (await answer.json()) as {
      name: string;
      start_url: string;
      display: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ name: '文明实践驾驶舱', start_url: '/m', display: 'standalone' });
    expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable');
    for (const { src, sizes } of manifest.icons) {
      const icon = await fetch(server.address + src);
      expect(icon.headers.get('content-type')).toBe('image/png');
      const { width, height } = PNG.sync.read(Buffer.from(await icon.arrayBuffer()));
      expect(`${width}x${height}`).toBe(sizes);
    }
    const worker = await fetch(`${server.address}/sw.js`);
    expect(worker.headers.get('content-type')).toMatch(/javascript/);
    expect(worker.headers.get('cache-control')).toBe('no-cache');
  });

  test('keeps its hashed files and no figure, and without a line says so', async () => {
    const own = await startServer({ ANONYMOUS_READ: 'true', COUNTY_DIR: 'mock/counties/chunan' });
    const watched = await openPage(browser, upright);
    opened.push(watched);
    const { page } = watched;
    await page.goto(`${own.address}/m?scope=${county}`);
    await isLive(page, county);
    await until('the worker', () => page.evaluate(() => navigator.serviceWorker.controller !== null));
    // What another build has kept goes with it, as soon as the page is of this one again.
    await page.evaluate(() => navigator.serviceWorker.register('/sw.js?build=older', { scope: '/m' }));
    await until('the older worker', () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration('/m');
        registration?.waiting?.postMessage('take-over');
        return navigator.serviceWorker.controller?.scriptURL.endsWith('=older') === true;
      }),
    );
    await page.reload();
    await until('its files to go', () => page.evaluate(async () => !(await caches.has('phone-older'))));
    await page.reload();
    await isLive(page, county);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(
        names.map(async (name) =>
          (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
        ),
      );
      return lists.flat();
    });
    expect(kept.filter((one) => one.startsWith('/assets/')).length).toBeGreaterThan(1);
    expect(kept.filter((one) => !one.startsWith('/assets/'))).toEqual(['/offline.html']);
    // A phone on the way loads no charts and nothing of the desk.
    expect(kept.filter((one) => /echarts|element|Desk/.test(one))).toEqual([]);
    await own.stop();
    await until('the page says so', async () => (await rootOf(page)).connection !== 'live');
    await page.reload();
    await page.getByRole('heading', { name: '现在没有网络' }).waitFor();
    expect(await page.locator('[data-path]').count()).toBe(0);
    expect((await rootOf(page)).connection).toBe('offline');
    expect(unexpected(watched)).toEqual([]);
  });
});
