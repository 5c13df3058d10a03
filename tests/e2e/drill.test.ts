/** From the county to one order and back: by keys alone, by hand, by address; and by itself when it is left alone. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { countyFolder } from '../support/county-folder.ts';
import { type Server, startServer } from '../support/server.ts';
import { eventOf, freshId, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, isLive } from '../support/wall.ts';

const county = 'area:330127';
const town = '330127101';
const station = '330127101-S';
const orderId = freshId('o');
/** A county whose walls are soon back at their own scope. */
const restless = { scope: 'area:320413', town: 'area:320413100', restSeconds: 10 };

let browser: Browser;
let server: Server;
let key: string;
let remove: () => void;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const profile = countyFolder({ wall: { restSeconds: restless.restSeconds } }, 'jintan');
  ({ remove } = profile);
  server = await startServer({
    ANONYMOUS_READ: 'true',
    COUNTY_DIR: `mock/counties/chunan,${profile.folder}`,
  });
  ({ key } = await server.makeKey());
  await send(started(station), placedOrder());
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  remove?.();
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

const placedOrder = (): object =>
  eventOf(
    'order.placed',
    { orderId, kind: 'service', category: 'culture', title: '想看一场戏' },
    { site: station },
  );

async function send(...events: object[]): Promise<void> {
  const { status, body } = await server.post(key, JSON.stringify(events));
  expect(status, JSON.stringify(body)).toBe(200);
}

async function open(path: string): Promise<Watched> {
  const watched = await openPage(browser);
  opened.push(watched);
  await watched.page.goto(server.address + path);
  return watched;
}

const parameter = ({ page }: Watched, name: string): string | null =>
  new URL(page.url()).searchParams.get(name);

const spotWithFocus = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-spot') ?? null);

const placeOf = async (page: Page, spot: string): Promise<{ x: number; y: number }> => {
  const box = await page.locator(`[data-spot="${spot}"]`).boundingBox();
  if (!box) throw new Error(`${spot} is not on the map.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Goes over the map by the arrow keys until the spot has the focus. */
async function walkTo(page: Page, spot: string): Promise<void> {
  await page.locator(`[data-spot="${spot}"]`).waitFor();
  const seen = new Set<string>();
  for (let step = 0; step < 60; step++) {
    const at = await spotWithFocus(page);
    if (at === spot) return;
    if (at === null) {
      await page.keyboard.press('ArrowRight');
      continue;
    }
    const [from, to] = [await placeOf(page, at), await placeOf(page, spot)];
    const across = to.x > from.x ? 'ArrowRight' : 'ArrowLeft';
    const along = to.y > from.y ? 'ArrowDown' : 'ArrowUp';
    const wide = Math.abs(to.x - from.x) > Math.abs(to.y - from.y);
    // Who has been here before goes the other way this time.
    await page.keyboard.press(wide !== seen.has(at) ? across : along);
    seen.add(at);
  }
  throw new Error(`The arrow keys do not lead to ${spot}.`);
}

/** Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await element.waitFor();
  for (let step = 0; step < 40; step++) {
    if (await element.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

describe('down to the order and back', () => {
  test('by keys alone', async () => {
    const wall = await open(`/wall?scope=${county}`);
    const { page } = wall;
    await isLive(page, county);
    await walkTo(page, town);
    await page.locator('[data-panel="map"]').getByText('文昌镇').nth(1).waitFor();
    await page.keyboard.press('Enter');
    await isLive(page, `area:${town}`);
    await expectFiguresOf(page, server.address, `area:${town}`);
    await walkTo(page, station);
    await page.keyboard.press('Enter');
    await isLive(page, `site:${station}`);
    await expectFiguresOf(page, server.address, `site:${station}`);
    const order = page.locator('[data-panel="map"]').getByRole('button', { name: /文化类点单/ });
    await tabTo(page, order);
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog');
    await card.getByText('等待实践中心派单').waitFor();
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('Tab');
      expect(await card.evaluate((pane) => pane.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(await order.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await isLive(page, `area:${town}`);
    await page.keyboard.press('Backspace');
    await isLive(page, county);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '按键说明' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(wall.faults).toEqual([]);
  });

  test('by hand; the browser’s back, the breadcrumb and a reload find the same places', async () => {
    const wall = await open(`/wall?scope=${county}`);
    const { page } = wall;
    await isLive(page, county);
    await page.locator(`[data-spot="${town}"]`).click();
    await isLive(page, `area:${town}`);
    await page.locator(`[data-spot="${station}"]`).click();
    await isLive(page, `site:${station}`);
    await page
      .locator('[data-panel="ranking"]')
      .getByRole('button', { name: /文化类点单/ })
      .click();
    await page.getByRole('dialog').getByText('群众点单').waitFor();
    await until('the address names it', () => parameter(wall, 'item') === `order:${orderId}@${station}`);
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(parameter(wall, 'scope')).toBe(`site:${station}`);
    await page.getByRole('navigation', { name: '范围' }).getByRole('button', { name: '文昌镇' }).click();
    await isLive(page, `area:${town}`);
    await page.reload();
    await isLive(page, `area:${town}`);
    await expectFiguresOf(page, server.address, `area:${town}`);
    expect(wall.faults).toEqual([]);
  });

  test('by address; the card follows what happens to its order', async () => {
    const wall = await open(`/wall?scope=${county}&item=order:${orderId}@${station}`);
    await isLive(wall.page, county);
    const card = wall.page.getByRole('dialog');
    await card.getByText('等待实践中心派单').waitFor();
    await send(eventOf('order.accepted', { orderId, teamId: '队伍甲' }, { site: station }));
    await card.getByText('等待 队伍甲 办结').waitFor();
    await send(eventOf('order.completed', { orderId, beneficiaries: 7 }, { site: station }));
    await card.getByText('7 人次').waitFor();
    expect(await card.getByText('等待').count()).toBe(0);
    expect(wall.faults).toEqual([]);
  });

  test('an item that is not in the place is said not to be there', async () => {
    const wall = await open('/wall?scope=area:330127102&item=order:nobody@330127-Z');
    await wall.page.getByRole('dialog').getByText('没有找到，或不在当前范围内').waitFor();
  });
});

describe('a page that is left alone', () => {
  test('comes back to its own scope, also after a reload, and closes what is open', async () => {
    const wall = await open(`/wall?scope=${restless.scope}`);
    const { page } = wall;
    await isLive(page, restless.scope);
    await page.locator('[data-spot="320413100"]').click();
    await isLive(page, restless.town);
    await page.reload();
    await isLive(page, restless.town);
    await page.locator('[data-panel="today"] [data-path="totals.today.activities"]').first().click();
    await page.getByRole('dialog').waitFor();
    await isLive(page, restless.scope);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await expectFiguresOf(page, server.address, restless.scope);
    expect(wall.faults).toEqual([]);
  });
});

describe('a branch outside the county', () => {
  test('stands in an inset, and large where the page is at it', async () => {
    const wall = await open(`/wall?scope=${county}`);
    const { page } = wall;
    await isLive(page, county);
    const inset = page.locator('[data-panel="map"] [aria-label="不在乡镇内的分中心"]');
    await inset.getByText('流动党员').waitFor();
    await inset.getByRole('button', { name: '杭州分中心', exact: true }).click();
    await isLive(page, 'site:330127-F1');
    const plate = page.locator('[data-panel="map"] section[aria-label="杭州分中心"]');
    await plate.getByText('10万+').waitFor();
    await expectFiguresOf(page, server.address, 'site:330127-F1');
    await page.keyboard.press('Escape');
    await isLive(page, county);
    expect(wall.faults).toEqual([]);
  });
});

/** Texts on the map that stand on one another. */
const collisions = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const map = document.querySelector('[data-panel="map"]');
    const texts =
      map?.querySelectorAll<HTMLElement>('.site-name, .place .figure, .town .name, .side b, .side .line') ??
      [];
    const boxes = [...texts]
      .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    const slack = 1;
    const meet = (a: DOMRect, b: DOMRect): boolean =>
      a.left + slack < b.right &&
      b.left + slack < a.right &&
      a.top + slack < b.bottom &&
      b.top + slack < a.bottom;
    return boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(({ box }) => meet(one.box, box))
        .map(({ text }) => `${one.text} × ${text}`),
    );
  });

describe('the sites of a town', () => {
  test.each([county, restless.scope])('%s: are all named, and no name stands on another', async (scope) => {
    const wall = await open(`/wall?scope=${scope}`);
    const { page } = wall;
    await isLive(page, scope);
    await page.locator('[data-panel="map"] [data-spot]').first().waitFor();
    const towns = await page
      .locator('[data-panel="map"] [data-spot]')
      .evaluateAll((spots) => spots.map((spot) => spot.getAttribute('data-spot') ?? ''));
    expect(towns.length).toBeGreaterThan(8);
    for (const code of towns) {
      await page.evaluate(
        (spot) => document.querySelector<HTMLElement>(`[data-spot="${spot}"]`)?.click(),
        code,
      );
      await until(`the sites of ${code}`, () =>
        page.evaluate(
          (at) =>
            document.documentElement.dataset.scope === at &&
            document.querySelectorAll('[data-panel="map"] .site-name').length > 2,
          `area:${code}`,
        ),
      );
      expect(await collisions(page), code).toEqual([]);
      const marks = await page.locator('[data-panel="map"] .site').count();
      expect(await page.locator('[data-panel="map"] .site-name').count(), code).toBe(marks);
      await page.keyboard.press('Escape');
      await page.locator(`[data-spot="${code}"]`).waitFor();
    }
    expect(wall.faults).toEqual([]);
  });
});
