/** A wall that hangs: still where it is asked to be, darker by night, and without anything of the machine. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { placed, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { canvasesDrawn, isLive } from '../support/wall.ts';

const county = 'area:330127';
const station = '330127101-S';
const secondMs = 1000;

let server: Server;
let browser: Browser;
let key: string;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
  await send(started(station), placed(station));
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function send(...events: object[]): Promise<void> {
  expect((await server.post(key, JSON.stringify(events))).status).toBe(200);
}

/** A wall whose time can be let pass; by itself it goes as ever. */
async function open(path: string): Promise<Watched> {
  const wall = await openPage(browser);
  opened.push(wall);
  await wall.page.clock.install();
  await wall.page.goto(server.address + path);
  await isLive(wall.page);
  return wall;
}

test('nothing moves with ?motion=low, and what changes is there at once', async () => {
  const wall = await open(`/wall?scope=${county}&motion=low`);
  await until('every canvas is drawn', () => canvasesDrawn(wall.page));
  const activities = wall.page.locator('[data-panel="today"] [data-path="totals.today.activities"]');
  const before = Number(await activities.getAttribute('data-value'));
  await send(started(station), started(station), placed(station));
  await until('the figure', async () => Number(await activities.getAttribute('data-value')) === before + 2);
  await until('its text', async () => (await activities.textContent())?.trim() === String(before + 2));
  const counted = await wall.page.evaluateHandle(() => {
    const frames = window.requestAnimationFrame.bind(window);
    const count = { frames: 0, since: performance.now() };
    window.requestAnimationFrame = (callback) => {
      count.frames++;
      return frames(callback);
    };
    return count;
  });
  const seconds = await until('three seconds', async () => {
    const passed = await counted.evaluate(({ since }) => (performance.now() - since) / 1000);
    return passed > 3 && passed;
  });
  // A look each second whether frames come, and what comes of a clock every other second.
  expect(await counted.evaluate(({ frames }) => frames)).toBeLessThan(5 * seconds);
  expect(
    await wall.page.evaluate(() =>
      document.getAnimations().filter(({ playState }) => playState === 'running'),
    ),
  ).toEqual([]);
  expect(wall.faults).toEqual([]);
});

test('by night it is dimmed by its colours; the cursor goes, nothing can be selected', async () => {
  const wall = await open(`/wall?scope=${county}&night=1`);
  const look = (selector: string): Promise<Record<string, string>> =>
    wall.page.evaluate((wanted) => {
      const style = getComputedStyle(document.documentElement);
      const element = getComputedStyle(document.querySelector(wanted) ?? document.body);
      const token = (name: string): string => style.getPropertyValue(name).trim();
      return {
        ...{
          t1: token('--t1'),
          t2: token('--t2'),
          t3: token('--t3'),
          night: String('night' in document.documentElement.dataset),
        },
        ...{ cursor: element.cursor, select: element.userSelect, opacity: element.opacity },
      };
    }, selector);
  const dark = await look('[data-panel="today"]');
  expect(dark).toMatchObject({ night: 'true', select: 'none', opacity: '1' });
  expect(dark.t3).toBe(dark.t2);
  await wall.page.clock.runFor(6 * secondMs);
  expect((await look('[data-panel="today"] .figure')).cursor).toBe('none');
  await wall.page.mouse.move(400, 400, { steps: 3 });
  await until(
    'a cursor again',
    async () => (await look('[data-panel="today"] .figure')).cursor === 'pointer',
  );
  await wall.page.goto(`${server.address}/wall?scope=${county}&night=0`);
  await isLive(wall.page, county);
  const day = await look('[data-panel="today"]');
  expect(day.night).toBe('false');
  expect(day.t1).not.toBe(dark.t1);
});
