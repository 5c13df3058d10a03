/** The scenes of the wall in Chromium: by key, by address, in turn, for an urgent alert, on a visit, on a solemn day. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultScenes, type Scene } from '../../shared/county/scenes.ts';
import type { PanelId } from '../../shared/county/wall-ids.ts';
import type { StarsAnswer } from '../../shared/wire/http.ts';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { countyFolder } from '../support/county-folder.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, eventOf, freshId, placed, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, isLive, rootOf } from '../support/wall.ts';

const county = 'area:330127';
const town = 'area:330127101';
const station = '330127101-S';

function brief(id: string): Scene {
  const scene = defaultScenes.find((one) => one.id === id);
  if (scene === undefined) throw new Error(`There is no scene ${id}.`);
  return { ...scene, seconds: 5 };
}
const scenes = ['overview', 'orders', 'alerts', 'coverage', 'volunteers', 'projects'].map(brief);
const wall = {
  scenes,
  restSeconds: 10,
  alertSeconds: 5,
  visit: [
    { scene: 'coverage', caption: '阵地建设' },
    { scene: 'orders', scope: town, seconds: 8, caption: '文昌镇的点单' },
    { scene: 'volunteers' },
  ],
};
let browser: Browser;
let server: Server;
let key: string;
let remove: () => void;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const profile = countyFolder({ wall });
  ({ remove } = profile);
  server = await startServer({ ANONYMOUS_READ: 'true', COUNTY_DIR: profile.folder });
  ({ key } = await server.makeKey());
  await send(
    started(station),
    ended('330127100001', 60),
    served(station, 95),
    ...starred(),
    placed(station),
    wish(),
  );
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  remove?.();
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

const dayMs = 86_400_000;

/** A volunteer with 120 hours in five days: one star. */
function starred(): object[] {
  const volunteerId = freshId('v');
  return [1, 2, 3, 4, 5].map((days) =>
    eventOf(
      'service.recorded',
      { recordId: freshId('r'), volunteerId, minutes: 1440 },
      { site: station, time: new Date(Date.now() - days * dayMs).toISOString() },
    ),
  );
}

const wish = () =>
  eventOf(
    'order.placed',
    { orderId: freshId('w'), kind: 'wish', category: 'culture', title: '想要一本字典' },
    { site: station },
  );

/** An urgent order whose time is already over. */
const late = () =>
  eventOf(
    'order.placed',
    {
      ...{ orderId: freshId('u'), kind: 'service', category: 'culture', title: '急事', urgent: true },
      dueAt: new Date(Date.now() - 3_600_000).toISOString(),
    },
    { site: station },
  );

async function send(...events: object[]): Promise<void> {
  const { status, body } = await server.post(key, JSON.stringify(events));
  expect(status, JSON.stringify(body)).toBe(200);
}

async function open(query: string): Promise<Watched> {
  const watched = await openPage(browser);
  opened.push(watched);
  await watched.page.goto(`${server.address}/wall?scope=${county}${query}`);
  await until('the wall is live', async () => (await rootOf(watched.page)).connection === 'live', 40_000);
  return watched;
}

const sceneOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.documentElement.dataset.scene ?? '');
const showsScene = (page: Page, id: string): Promise<unknown> =>
  until(`the scene ${id}`, async () => (await sceneOf(page)) === id, 40_000);

/** A panel says by its own name what it is; both forms of the alerts are one panel of the contract. */
const saidBy = (panel: PanelId): string => (panel === 'alerts-list' ? 'alerts' : panel);

async function expectScene({ page }: Watched, scene: Scene): Promise<void> {
  await showsScene(page, scene.id);
  for (const panel of scene.main)
    await page
      .locator(`[data-panel="${saidBy(panel)}"]`)
      .first()
      .waitFor({ state: 'visible' });
  const figures = await expectFiguresOf(page, server.address, county);
  expect(figures.length, scene.id).toBeGreaterThan(15);
  expect(await page.locator('.scene-bar [aria-current="true"]').textContent()).toContain(scene.name);
}

/** What the page shows from now on: each scene in its turn, `!` where an alert has taken the screen, `~` at a rest. */
async function watchTurns(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Reflect.set(window, 'turns', seen);
    const look = (): void => {
      const news = document.querySelector('[data-panel="alerts"] .fresh') ? '!' : '';
      const rest = document.querySelector('.scene-bar .rest') ? '~' : '';
      const now = `${document.documentElement.dataset.scene}${news}${rest}`;
      if (seen[seen.length - 1] !== now) seen.push(now);
    };
    new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
    look();
  });
  return () => page.evaluate(() => Reflect.get(window, 'turns') as string[]);
}

describe('every scene', () => {
  test('comes by its key and shows the figures of the board', async () => {
    const watched = await open('');
    await isLive(watched.page, county);
    for (const [index, scene] of scenes.entries()) {
      await watched.page.keyboard.press(String(index + 1));
      await expectScene(watched, scene);
      await until(
        'the address says so',
        () => new URL(watched.page.url()).searchParams.get('scene') === scene.id,
      );
    }
    expect(watched.faults).toEqual([]);
  });

  test('comes by its address, also after a reload, and by its button', async () => {
    const watched = await open('&scene=volunteers');
    await expectScene(watched, brief('volunteers'));
    const { body } = await server.get<StarsAnswer>(`stars?scope=${county}`);
    const shown = await watched.page.locator('[data-panel="stars"] .people').allTextContents();
    const expected = [...body.levels]
      .sort((a, b) => b.level - a.level)
      .map(({ volunteers }) => String(volunteers));
    expect(shown).toEqual(expected);
    await watched.page.reload();
    await showsScene(watched.page, 'volunteers');
    await watched.page.mouse.move(900, 1000, { steps: 3 });
    await watched.page.getByRole('button', { name: '点单调度' }).click();
    await showsScene(watched.page, 'orders');
    const { body: snapshot } = await server.get<{ board: { queue: object } }>(`snapshot?scope=${county}`);
    expect(Object.keys(snapshot.board.queue).length).toBeGreaterThan(1);
    await until('the queue', async () => (await watched.page.locator('[data-panel="queue"] li').count()) > 1);
    expect(watched.faults).toEqual([]);
  });

  test('that there is none of is the first', async () => {
    const { page } = await open('&scene=nowhere');
    await isLive(page, county);
    expect(await page.locator('[data-panel="today"]').count()).toBe(1);
  });
});

describe('the carousel', () => {
  test('goes from scene to scene, holds at a touch, and goes on; an urgent alert takes the screen once', async () => {
    const { page, faults } = await open('&scene=auto');
    const turns = await watchTurns(page);
    await showsScene(page, 'orders');
    await page.mouse.move(700, 500, { steps: 3 });
    await page.getByText(/轮播已暂停 · 0:\d\d 后继续/).waitFor();
    await page.getByText('轮播已暂停').waitFor({ state: 'detached' });
    await send(late());
    await until('the alert has the screen', async () => (await turns()).at(-1) === 'alerts!');
    await page.getByText('新增紧急事项 1 项').waitFor();
    expect(await page.locator('[data-panel="alerts"] li').first().textContent()).toMatch(/新.*超时/s);
    const taken = async (): Promise<number> => (await turns()).indexOf('alerts!');
    await until('the next turn but one', async () => (await turns()).length > (await taken()) + 2);
    const seen = await turns();
    expect(seen.slice(0, 2)).toEqual(['overview', 'orders']);
    const held = seen.findIndex((turn) => turn.endsWith('~'));
    expect(`${seen[held + 1]}~`).toBe(seen[held]);
    expect(seen.filter((turn) => turn === 'alerts!')).toHaveLength(1);
    expect(seen[(await taken()) + 1]).toBe(seen[(await taken()) - 1]);
    expect(new URL(page.url()).searchParams.get('scene')).toMatch(/^auto,/);
    expect(faults).toEqual([]);
  });
});

describe('a visit', () => {
  test('leads through its steps, comes back after a reload, and ends where it began', async () => {
    const { page, faults } = await open('&scene=projects');
    await showsScene(page, 'projects');
    const caption = page.locator('.visit .caption');
    await page.keyboard.press('v');
    await showsScene(page, 'coverage');
    expect(await caption.textContent()).toBe('阵地建设');
    await page.keyboard.press('ArrowRight');
    await isVisiting(page, 'orders', town);
    expect(await caption.textContent()).toBe('文昌镇的点单');
    await page.reload();
    await isVisiting(page, 'orders', town);
    await isVisiting(page, 'volunteers', county);
    await page.keyboard.press('ArrowLeft');
    await isVisiting(page, 'orders', town);
    await page.keyboard.press('Escape');
    await showsScene(page, 'projects');
    await until('the place it began at', async () => (await rootOf(page)).scope === county);
    await until('the address', () => !page.url().includes('visit='));
    expect(await caption.count()).toBe(0);
    await expectFiguresOf(page, server.address, county);
    expect(faults).toEqual([]);
  });

  const isVisiting = async (page: Page, scene: string, scope: string): Promise<void> => {
    await showsScene(page, scene);
    await until(`the visit at ${scope}`, async () => (await rootOf(page)).scope === scope);
  };
});

describe('a solemn day', () => {
  test('is grey and still, and nothing breaks in', async () => {
    const { page } = await open('&scene=auto&mood=solemn');
    await showsScene(page, 'overview');
    const { mood, motion } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    expect([mood, motion]).toEqual(['solemn', 'low']);
    const filter = await page.evaluate(() => getComputedStyle(document.documentElement).filter);
    expect(filter).toBe('grayscale(1)');
    const turns = await watchTurns(page);
    const known = Number(await page.locator('[data-path="now.alerts"]').first().getAttribute('data-value'));
    await send(late());
    await page
      .locator(`[data-path="now.alerts"][data-value="${known + 1}"]`)
      .first()
      .waitFor();
    const before = (await turns()).length;
    await until('the next turn', async () => (await turns()).length > before);
    expect((await turns()).filter((turn) => turn.endsWith('!'))).toEqual([]);
  });
});
