/** The wall in Chromium against the real server: from a station's POST to the screen, and through everything between. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceAnswer } from '../../shared/wire/http.ts';
import { levelsOf } from '../../web/charts/levels.ts';
import { levelTones } from '../../web/charts/tones.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { ended, eventOf, freshId, placed, type StationEvent, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import {
  expectFiguresOf,
  figuresOf,
  isLive,
  overflowOf,
  overview,
  rootOf,
  strayElements,
} from '../support/wall.ts';

const county = 'area:330127';
const station = '330127101-S';

let server: ProcessServer;
let browser: Browser;
let key: string;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServerProcess({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
  await send(
    started(station),
    ended('330127100001', 60),
    ended('330127100001', 25),
    served(station, 95),
    placed(station),
  );
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

async function send(...events: StationEvent[]): Promise<void> {
  const { status, body } = await server.post(key, JSON.stringify(events));
  expect(status, JSON.stringify(body)).toBe(200);
}

async function open(path = `/wall?scope=${county}`, size?: Parameters<typeof openPage>[1]): Promise<Watched> {
  const watched = await openPage(browser, size);
  opened.push(watched);
  await watched.page.goto(server.address + path);
  return watched;
}

const numberAt = async ({ page }: Watched, path: string): Promise<number> => {
  const [figure] = (await figuresOf(page)).filter((one) => one.path === path);
  return figure?.value === undefined || figure.value === '' ? Number.NaN : Number(figure.value);
};

describe('an event of a station', () => {
  test('changes the number and enters the feed', async () => {
    const wall = await open();
    await isLive(wall.page, county);
    const before = await numberAt(wall, 'totals.today.activities');
    const people = await numberAt(wall, 'totals.all.beneficiaries');
    const activityId = freshId('a');
    const title = `睦剧惠民演出${activityId}`;
    await send(
      eventOf('activity.started', { activityId, title, category: 'culture' }, { site: station }),
      eventOf('activity.ended', { activityId, beneficiaries: 33 }, { site: station }),
    );
    await until(
      'one activity more',
      async () => (await numberAt(wall, 'totals.today.activities')) === before + 1,
    );
    expect(await numberAt(wall, 'totals.all.beneficiaries')).toBe(people + 33);
    await wall.page.locator('[data-panel="feed"]').getByText(title).first().waitFor();
    const text = wall.page.locator('[data-path="totals.all.beneficiaries"]').first();
    const shown = (people + 33).toLocaleString('en-US');
    await until(`the text ${shown}`, async () => (await text.textContent()) === shown);
    await expectFiguresOf(wall.page, server.address, county);
    expect(wall.faults).toEqual([]);
  });
});

describe('the map', () => {
  /** The colour of each town's cell under its name, and its number. */
  const cellsOf = ({ page }: Watched) =>
    page.evaluate(() => {
      const map = document.querySelector('[data-panel="map"]');
      const canvas = map?.querySelector<HTMLCanvasElement>('canvas.overlay');
      const context = canvas?.getContext('2d');
      if (!map || !canvas || !context) return [];
      const { left, top } = canvas.getBoundingClientRect();
      return [...map.querySelectorAll('.town')].map((town) => {
        const box = town.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2 - left, box.top + box.height / 2 - top];
        const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
        const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
        const value = town.querySelector<HTMLElement>('[data-path]')?.dataset.value;
        return { colour: `#${hex.toUpperCase()}`, value: Number(value ?? Number.NaN) };
      });
    });

  const areRight = async (wall: Watched): Promise<boolean> => {
    const cells = await cellsOf(wall);
    const levels = levelsOf(cells.map(({ value }) => value));
    const wanted = cells.map(({ value }) => levelTones[levels.levelOf(value)]);
    return cells.length > 20 && cells.every(({ colour }, at) => colour === wanted[at]);
  };

  test('gives each town the colour of its step, and another one when that changes', async () => {
    const wall = await open();
    await isLive(wall.page, county);
    await until('the colours of the steps', () => areRight(wall));
    const busy = (await cellsOf(wall)).filter(({ value }) => value > 0).length;
    await send(...Array.from({ length: 3 }, () => ended('330127106-S', 1)));
    await until('one town more', async () => {
      const cells = await cellsOf(wall);
      return cells.filter(({ value }) => value > 0).length === busy + 1 && (await areRight(wall));
    });
  });
});

describe('a number', () => {
  test('opens its drawer, and the evidence sums to it; Esc closes it', async () => {
    const wall = await open();
    await isLive(wall.page, county);
    for (const path of [
      'totals.today.beneficiaries',
      'totals.today.serviceMinutes',
      'orders.month.placed',
      'now.ordersOpen',
    ]) {
      const value = await numberAt(wall, path);
      expect(value, path).toBeGreaterThan(0);
      await wall.page.locator(`[data-panel] [data-path="${path}"]`).first().click();
      const drawer = wall.page.getByRole('dialog');
      await drawer.waitFor();
      const { body } = await server.get<EvidenceAnswer>(`evidence?scope=${county}&path=${path}&limit=500`);
      await drawer.getByText(body.definition.zh).first().waitFor();
      await drawer.getByText('与数值一致 ✓').waitFor();
      expect(await drawer.locator(`[data-path="${path}"]`).first().getAttribute('data-value')).toBe(
        String(value),
      );
      expect(body.items.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(value);
      for (const { title } of body.items)
        expect(await drawer.getByText(title).count(), title).toBeGreaterThan(0);
      await wall.page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    }
    expect(await rootOf(wall.page)).toMatchObject({ scope: county });
    expect(wall.faults).toEqual([]);
  });
});

describe('a town', () => {
  test('clicked, changes the scope of all panels; Esc goes back', async () => {
    const wall = await open();
    await isLive(wall.page, county);
    const town = 'area:330127101';
    await wall.page.locator('[data-panel="map"]').getByRole('button', { name: /^文昌/ }).first().click();
    await isLive(wall.page, town);
    const figures = await expectFiguresOf(wall.page, server.address, town);
    expect(figures.length).toBeGreaterThan(40);
    await until('the address says so', () => new URL(wall.page.url()).searchParams.get('scope') === town);
    for (const panel of overview)
      expect(await wall.page.locator(`[data-panel="${panel}"]`).count(), panel).toBe(1);
    await wall.page.keyboard.press('Escape');
    await isLive(wall.page, county);
    await expectFiguresOf(wall.page, server.address, county);
    await wall.page.goBack();
    await isLive(wall.page, town);
    expect(wall.faults).toEqual([]);
  });
});

describe('a server that is killed', () => {
  test('is told of on the page, which keeps its figures and comes back by itself', async () => {
    const wall = await open();
    await isLive(wall.page, county);
    await expectFiguresOf(wall.page, server.address, county);
    const before = await figuresOf(wall.page);
    await server.kill();
    await until('the page says so', async () => {
      const { connection } = await rootOf(wall.page);
      return connection === 'reconnecting' || connection === 'offline';
    });
    await wall.page
      .locator('[data-panel="header"]')
      .getByText(/重连中|离线/)
      .waitFor();
    const stale = wall.page.locator('[data-panel]:not([data-freshness="late"])');
    await until('every panel is late', async () => (await stale.count()) === 0);
    await wall.page.locator('[data-panel="today"]').waitFor();
    expect(await wall.page.getByText(/数据截至 \d\d:\d\d:\d\d/).count()).toBeGreaterThan(5);
    const kept = new Map((await figuresOf(wall.page)).map(({ path, value }) => [path, value]));
    const changed = before.filter(({ path, value }) => kept.has(path) && kept.get(path) !== value);
    expect(changed).toEqual([]);
    expect(kept.size).toBeGreaterThan(40);
    await server.restart();
    await send(ended(station, 7), placed(station));
    await isLive(wall.page, county);
    await expectFiguresOf(wall.page, server.address, county);
    await until(
      'every panel is live',
      async () => (await wall.page.locator('[data-freshness="late"]').count()) === 0,
    );
    expect(wall.faults.filter((fault) => !isLineFault(fault))).toEqual([]);
  });
});

describe('hostile titles', () => {
  const titles = [
    `<img src=x onerror="alert(1)">`,
    `"><script>alert(1)</script>`,
    `{{constructor.constructor('alert(1)')()}}`,
    'javascript:alert(1)',
    '长'.repeat(10_000),
    'unbroken'.repeat(1_250),
    '\u202Etxet desrever\u202E\u2067\u200F مرحبا بالعالم',
    `e${'\u0301'.repeat(300)}`,
    '\uFDFD'.repeat(200),
    'a\nb\tc\u2028d\u0007',
    '👨‍👩‍👧‍👦'.repeat(100),
    ' ',
  ];
  const hostile = (title: string): StationEvent[] => {
    const [activityId, projectId, orderId] = [freshId('a'), freshId('p'), freshId('o')];
    const urgent = { dueAt: new Date(Date.now() - 3_600_000).toISOString(), urgent: true };
    return [
      eventOf('activity.started', { activityId, title, category: title.slice(0, 60) }, { site: station }),
      eventOf('project.advanced', { projectId, title, stage: 'declared' }, { site: station }),
      eventOf('order.placed', { orderId, kind: 'wish', category: 'x', title, ...urgent }, { site: station }),
      eventOf('order.accepted', { orderId, teamId: title.slice(0, 60) }, { site: station }),
    ];
  };

  test('harm nothing, in the feed, in drawers, on the map', { timeout: 180_000 }, async () => {
    const wall = await open();
    await isLive(wall.page, county);
    const calm = await strayElements(wall.page);
    for (let first = 0; first < titles.length; first += 3) {
      const last = `第${first}组完`;
      await send(
        ...titles.slice(first, first + 3).flatMap(hostile),
        ...titles.slice(first, first + 3).map((title) => started(station, title)),
      );
      await send(started(station, last));
      await wall.page.locator('[data-panel="feed"]').getByText(last).first().waitFor();
      expect(await overflowOf(wall.page)).toBeLessThanOrEqual(0);
      expect((await strayElements(wall.page)).filter((stray) => !calm.includes(stray))).toEqual([]);
    }
    await expectFiguresOf(wall.page, server.address, county);
    expect(await wall.page.locator('[data-panel="feed"] img, [data-panel="feed"] script').count()).toBe(0);
    await wall.page.locator('[data-path="totals.today.activities"]').first().click();
    const drawer = wall.page.getByRole('dialog');
    await drawer.getByText('<img src=x').first().waitFor();
    expect(await overflowOf(wall.page)).toBeLessThanOrEqual(0);
    // It slides in: what counts is where it comes to rest.
    await until('the drawer within the screen', () =>
      drawer.evaluate(
        (pane) =>
          pane.getBoundingClientRect().right <= window.innerWidth && pane.scrollWidth <= pane.clientWidth + 1,
      ),
    );
    await wall.page.keyboard.press('Escape');
    for (const scope of ['area:330127101', `site:${station}`]) {
      await wall.page.goto(`${server.address}/wall?scope=${scope}`);
      await isLive(wall.page, scope);
      await until('the feed', async () => (await wall.page.locator('[data-panel="feed"] li').count()) > 2);
      expect(await overflowOf(wall.page), scope).toBeLessThanOrEqual(0);
      expect(await strayElements(wall.page), scope).toEqual([]);
    }
    expect(wall.faults).toEqual([]);
  });
});

describe('other screens', () => {
  test.each([
    ['3840×1080', { width: 3840, height: 1080 }],
    ['390×844', { width: 390, height: 844 }],
    ['1080×1920', { width: 1080, height: 1920 }],
    ['1366×768', { width: 1366, height: 768 }],
  ])('%s: the figures are right and nothing is wider than the screen', async (_size, size) => {
    const wall = await open(`/wall?scope=${county}`, size);
    await isLive(wall.page, county);
    const figures = await expectFiguresOf(wall.page, server.address, county);
    expect(figures.length).toBeGreaterThan(30);
    expect(await overflowOf(wall.page)).toBeLessThanOrEqual(0);
    expect(wall.faults).toEqual([]);
  });
});
