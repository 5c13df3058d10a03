/** Every scene on every size of wall: nothing clipped, nothing on another, nothing too small, no empty band. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CountyProfile } from '../../shared/county/profile.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { misfits, type View } from '../support/fit/faults.ts';
import { until } from '../support/until.ts';
import { isLive, overflowOf, strayElements } from '../support/wall.ts';

const county = 'area:330127';
/** Charts and pages of lists are drawn one after another; what fits is seen at once. */
const settlesMs = 12_000;

interface Screen {
  size: string;
  query: string;
  scale?: number;
  seams?: readonly number[];
}

const screens: readonly Screen[] = [
  { size: '1920×1080', query: '' },
  { size: '1920×1080', query: '&scale=1.25', scale: 1.25 },
  { size: '3840×2160', query: '' },
  { size: '3840×1080', query: '' },
  { size: '3840×1080', query: '&seam=1/2', seams: [1920] },
  { size: '5760×1080', query: '' },
  { size: '5760×1080', query: '&seam=1/3,2/3', seams: [1920, 3840] },
  { size: '6656×1792', query: '' },
  { size: '7680×2160', query: '' },
  { size: '1366×768', query: '' },
  { size: '1080×1920', query: '' },
  { size: '390×844', query: '' },
  { size: '360×780', query: '' },
];

let demo: Demo;
let browser: Browser;
let scenes: string[];

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  const answer = await fetch(`${demo.address}/api/v1/counties/330127`);
  const { wall } = (await answer.json()) as CountyProfile;
  scenes = wall.scenes.map(({ id }) => id);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

function viewOf({ size, scale = 1, seams = [] }: Screen): View {
  const [width = 0, height = 0] = size.split('×').map(Number);
  const design =
    width <= height ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080);
  return { width, height, unit: width <= 640 ? 1 : design * scale, seams };
}

/** Shows a scene as a hand at its bar does, and waits until its panels have drawn what they show. */
async function show(page: Page, index: number): Promise<void> {
  await page.evaluate((at) => {
    document.querySelectorAll<HTMLElement>('.scene-bar .scene-button')[at]?.click();
  }, index);
  await until('the scene', () =>
    page.evaluate((at) => {
      const button = document.querySelectorAll('.scene-bar .scene-button')[at];
      const loading = document.querySelector('[data-panel] [aria-busy="true"]');
      return button?.getAttribute('aria-current') === 'true' && loading === null;
    }, index),
  );
}

/** Alerts and towns of the map whose words are cut to nothing: what neither a box nor an overflow tells. */
const unread = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lettersLeast = 4;
    const cut = [...document.querySelectorAll('[data-panel="alerts"] .what')].filter((title) => {
      const letter = Number.parseFloat(getComputedStyle(title).fontSize);
      const letters = Math.min(lettersLeast, title.textContent.length);
      return title.clientWidth < letters * letter;
    });
    const nameless =
      window.innerWidth <= 640 ? [] : [...document.querySelectorAll('[data-panel="map"] .unnamed')];
    return [
      ...cut.map((title) => `cut: ${title.textContent}`),
      ...nameless.map((name) => `no name on the map: ${name.textContent.trim()}`),
    ];
  });

describe.each(screens)('$size $query', (screen) => {
  test('every scene fits', async () => {
    const view = viewOf(screen);
    const { page, faults, close } = await openPage(browser, view);
    await page.goto(`${demo.address}/wall?motion=low&scope=${county}${screen.query}`);
    await isLive(page, county);
    for (const [index, scene] of scenes.entries()) {
      await show(page, index);
      let wrong: string[] = [];
      const fits = await until(
        scene,
        async () => {
          wrong = [...(await misfits(page, view)), ...(await strayElements(page)), ...(await unread(page))];
          return wrong.length === 0 && (await overflowOf(page)) <= 0;
        },
        settlesMs,
      ).catch(() => false);
      expect.soft(fits ? [] : wrong, scene).toEqual([]);
    }
    expect(faults).toEqual([]);
    await close();
  });
});
