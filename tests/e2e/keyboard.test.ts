/** The wall without a mouse, and without a picture: what has the focus, where it goes, what is announced. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, eventOf, freshId, placed, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { isLive, overview } from '../support/wall.ts';

const county = 'area:330127';
const station = '330127101-S';

let server: Server;
let browser: Browser;
let key: string;
let wall: Watched;
let page: Page;

const send = (...events: unknown[]) => server.post(key, JSON.stringify(events));

/** An order whose time is over: it needs an answer at once. */
const overdue = (title: string) =>
  eventOf(
    'order.placed',
    {
      orderId: freshId('o'),
      kind: 'service',
      category: 'culture',
      title,
      urgent: true,
      dueAt: new Date(Date.now() - 3_600_000).toISOString(),
    },
    { site: station },
  );

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
  await send(started(station), ended(station, 60), placed(station), overdue('想听一场戏'));
  wall = await openPage(browser);
  ({ page } = wall);
  await page.goto(`${server.address}/wall?scope=${county}&motion=low`);
  await isLive(page, county);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Stop {
  /** Numbers the elements that take the focus. */
  element: number;
  panel: string;
  name: string;
  /** It is on the screen, and a line around it shows that it has the focus. */
  seen: boolean;
}

/** Where the focus is after a key; undefined where it has left the page. */
const stopAfter = async (pressed: string): Promise<Stop | undefined> => {
  await page.keyboard.press(pressed);
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const { width, left, top, right, bottom } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth, opacity, visibility } = getComputedStyle(element);
    const onScreen = width > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const marked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    return {
      element: [...document.querySelectorAll('*')].indexOf(element),
      panel:
        element.closest<HTMLElement>('[data-panel]')?.dataset.panel ??
        element.closest('nav')?.getAttribute('aria-label') ??
        element.closest('[role="dialog"]')?.getAttribute('aria-label') ??
        '',
      name: element.getAttribute('aria-label') ?? element.textContent.trim(),
      seen: onScreen && marked && opacity !== '0' && visibility === 'visible',
    };
  });
};

/** As on a page that was just opened: the next Tab comes to its first stop. */
const toTop = (): Promise<void> =>
  page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });

/** Tab from the top of the page until the focus leaves it or comes to where it was before. */
async function tour(most = 400): Promise<Stop[]> {
  await toTop();
  const stops: Stop[] = [];
  const known = new Set<number>();
  while (stops.length < most) {
    const stop = await stopAfter('Tab');
    if (stop === undefined || known.has(stop.element)) break;
    known.add(stop.element);
    stops.push(stop);
  }
  return stops;
}

describe('the focus', () => {
  test('comes to every panel once, in their order, is always seen and is trapped nowhere', async () => {
    const stops = await tour();
    expect(stops.length).toBeGreaterThan(100);
    expect(stops.filter(({ seen }) => !seen)).toEqual([]);
    expect(stops.filter(({ name }) => name === '')).toEqual([]);
    const groups = stops.map(({ panel }) => panel).filter((panel, at, all) => panel !== all[at - 1]);
    expect(new Set(groups).size).toBe(groups.length);
    expect(groups.slice(0, 2)).toEqual(['快捷跳转', 'header']);
    expect(groups.at(-1)).toBe('场景');
    expect(groups).toEqual(expect.arrayContaining(overview));
    // The order in which they stand in the page is the order in which the focus comes to them.
    const elements = stops.map(({ element }) => element);
    expect(elements).toEqual([...elements].sort((a, b) => a - b));
  });

  test('skips to the map, goes about it by arrows, into a town by Enter and out again by Esc', async () => {
    await toTop();
    await stopAfter('Tab');
    const skip = await stopAfter('Tab');
    expect(skip).toMatchObject({ name: '跳到实践地图', seen: true });
    const first = await stopAfter('Enter');
    expect(first).toMatchObject({ panel: 'map', seen: true });
    const next = await stopAfter('ArrowLeft');
    expect(next).toMatchObject({ panel: 'map', seen: true });
    expect(next?.name).not.toBe(first?.name);
    await page.keyboard.press('Enter');
    await until(
      'the town',
      async () =>
        (await page
          .locator('[data-panel="map"]')
          .getByText(next?.name ?? '')
          .count()) > 0 && !page.url().endsWith(county),
    );
    await until('its board', async () => {
      const scope = await page.evaluate(() => document.documentElement.dataset.scope);
      return scope !== county && scope?.startsWith('area:330127');
    });
    await page.keyboard.press('Escape');
    await isLive(page, county);
  });

  test('enters a drawer with it, stays in it, and comes back to the number', async () => {
    const path = 'totals.today.activities';
    await page.locator(`[data-panel="today"] [data-path="${path}"]`).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const inside = () => dialog.evaluate((pane) => pane.contains(document.activeElement));
    await until('the focus in the drawer', inside);
    for (let tab = 0; tab < 12; tab += 1) {
      const stop = await stopAfter(tab < 8 ? 'Tab' : 'Shift+Tab');
      expect(stop).toMatchObject({ seen: true });
      expect(await inside()).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.path)).toBe(path);
  });

  test('needs no mouse for a scene', async () => {
    await toTop();
    for (const _ of [1, 2, 3]) await stopAfter('Tab');
    const scene = await stopAfter('Enter');
    expect(scene).toMatchObject({ panel: '场景', seen: true });
    await stopAfter('Tab');
    await page.keyboard.press('Enter');
    await until('the second scene', async () => page.url().includes('scene='));
    expect(await page.locator('nav [aria-current="true"]').count()).toBe(1);
    await page.keyboard.press('1');
    await isLive(page, county);
    expect(wall.faults).toEqual([]);
  });
});

describe('who hears the page', () => {
  test('finds one heading, one of second rank for each panel, and landmarks with names', async () => {
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.getByRole('main').count()).toBe(1);
    const headless = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-panel]')]
        .filter((panel) => panel.querySelectorAll('h1, h2').length !== 1)
        .map(({ dataset }) => dataset.panel),
    );
    expect(headless).toEqual([]);
    const unnamed = await page.evaluate(
      () => [...document.querySelectorAll('nav, section')].filter((area) => !area.ariaLabel).length,
    );
    expect(unnamed).toBe(0);
  });

  test('is told every town with its number as a list, which is the way into it too', async () => {
    const towns = page
      .locator('[data-panel="map"]')
      .getByRole('list', { name: /^乡镇/ })
      .getByRole('listitem');
    expect(await towns.count()).toBe(23);
    expect(await towns.locator('button[aria-label]').count()).toBeGreaterThanOrEqual(46);
    const labels = await page
      .locator('[data-path]')
      .evaluateAll((figures) => figures.map((figure) => [figure.textContent.trim(), figure.ariaLabel]));
    expect(labels.filter(([text = '', label]) => !label?.includes(text ?? ''))).toEqual([]);
    expect(labels.filter(([text, label]) => label === text)).toEqual([]);
  });

  test('is interrupted by nothing, and told of a new alert once', async () => {
    const regions = page.locator('[aria-live], [role="status"], [role="alert"], [role="log"]');
    const places = await regions.evaluateAll((all) =>
      all.map((region) => region.closest<HTMLElement>('[data-panel]')?.dataset.panel),
    );
    expect(places).toEqual(['header', 'alerts']);
    expect(await page.locator('[aria-live="assertive"], [role="alert"]').count()).toBe(0);
    const [connection, alerts] = [regions.nth(0), regions.nth(1)];
    expect((await connection.textContent())?.trim()).toBe('实时');
    expect((await alerts.textContent())?.trim()).toBe('');
    await send(overdue('急需一位理发师'));
    await until('it is told', async () => (await alerts.textContent())?.includes('新增待处置'));
  });
});
