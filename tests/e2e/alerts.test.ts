/** New alerts on the wall: heard once, and marked once somebody has taken them on. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertsAnswer } from '../../shared/wire/desk.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { countyCode, type Server, startServer } from '../support/server.ts';
import { eventOf } from '../support/station.ts';
import { until } from '../support/until.ts';
import { isLive } from '../support/wall.ts';

const county = `area:${countyCode}`;
const station = '330127100001';

let server: Server;
let browser: Browser;
let key: string;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function rateLow(orderId: string): Promise<void> {
  const at = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const placed = { orderId, kind: 'service', category: 'culture', title: '想看越剧' };
  const events = [
    eventOf('order.placed', placed, { site: station, time: at(2) }),
    eventOf('order.rated', { orderId, score: 1 }, { site: station, time: at(1) }),
  ];
  expect((await server.post(key, JSON.stringify(events))).body.accepted).toBe(2);
}

const soundOf = (page: Page) =>
  page.evaluate(() => {
    const { sound, rings } = document.documentElement.dataset;
    return `${sound} ${rings}`;
  });
const sounds = (page: Page, wanted: string): Promise<unknown> =>
  until(`the sound is ${wanted}`, async () => (await soundOf(page)) === wanted);
const alertsShown = (page: Page, wanted: number): Promise<unknown> =>
  until(`${wanted} alerts are shown`, async () => {
    const total = page.locator('[data-panel="alerts"] [data-path="now.alerts"]');
    return (await total.getAttribute('data-value')) === String(wanted);
  });

test('a low rating is heard once on each wall, never again after a reload, and shows who has taken it on', async () => {
  const wall = await openPage(browser);
  const quiet = await openPage(browser);
  const { page } = wall;
  await page.goto(`${server.address}/wall?scope=${county}`);
  await quiet.page.goto(`${server.address}/wall?scope=${county}&sound=0`);
  await isLive(page, county);
  await isLive(quiet.page, county);

  // The browser waits for a touch, which the panel says; any key will do.
  await sounds(page, 'blocked 0');
  await page.getByText('提示音未开').waitFor();
  await page.keyboard.press('Shift');
  await sounds(page, 'on 0');
  expect(await page.getByText('提示音未开').count()).toBe(0);

  await rateLow('o-1');
  await sounds(page, 'on 1');
  await alertsShown(quiet.page, 1);
  expect(await soundOf(quiet.page)).toBe('off 0');

  await page.reload();
  await isLive(page, county);
  await alertsShown(page, 1);
  await page.keyboard.press('Shift');
  await sounds(page, 'on 0');
  await rateLow('o-2');
  await sounds(page, 'on 1');

  const wang = await server.makeUser('operator', 'wang');
  const { items } = (await wang.call<AlertsAnswer>('GET', `desk/alerts?county=${countyCode}`)).body;
  for (const { id, seen } of items)
    await wang.call('POST', `desk/alerts/${countyCode}/${encodeURIComponent(id)}/acknowledge`, {
      commandId: `command-${id.slice(-3)}`,
      seen,
    });
  await page.getByText('✓ 已签收 w**').first().waitFor();
  expect([...wall.faults, ...quiet.faults]).toEqual([]);
  await wall.close();
  await quiet.close();
});
