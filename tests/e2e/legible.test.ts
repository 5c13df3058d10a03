/** Who sees fewer colours, less well, or not at all reads the wall too: simulated, measured and checked on the real page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { fullHd, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { closest, kindsOfBlindness, type Rgb, rgbOf, seenBy } from '../support/colour.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { legibilityOf } from '../support/legible.ts';
import { until } from '../support/until.ts';
import { rootOf } from '../support/wall.ts';

const county = 'area:330127';
/** A phone that is as long as its page: every panel is on the screen at once. */
const longPhone = { width: 390, height: 3600 };

let demo: Demo;
let browser: Browser;
/** One page for all views: it is loaded anew for each. */
let wall: Watched;

beforeAll(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  wall = await openPage(browser);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Shows a view of the wall that stands still and has its figures, and does something with it: by day, unless asked. */
async function look<T>(query: string, size: typeof fullHd, see: (page: Page) => Promise<T>): Promise<T> {
  const { page, faults } = wall;
  await page.setViewportSize(size);
  const scope = query.includes('scope=') ? '' : `&scope=${county}`;
  const night = query.includes('night=') ? '' : '&night=0';
  await page.goto(`${demo.address}/wall?motion=low${scope}${night}${query}`);
  await until(`the view ${query}`, async () => {
    const { connection } = await rootOf(page);
    const [figures, loading] = await Promise.all(
      ['[data-panel] [data-path]', '[aria-busy="true"]'].map((wanted) => page.locator(wanted).count()),
    );
    return connection === 'live' && figures !== 0 && loading === 0;
  });
  const seen = await see(page);
  expect(faults.splice(0)).toEqual([]);
  return seen;
}

/** The painted colour in the middle of each element. */
async function coloursOf(page: Page, selector: string): Promise<Rgb[]> {
  const { data, width } = PNG.sync.read(await page.screenshot());
  const centres = await page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return [Math.floor((left + right) / 2), Math.floor((top + bottom) / 2)] as const;
      }),
    selector,
  );
  return centres.map(([x, y]) => {
    const at = (y * width + x) * 4;
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  });
}

/** What an element with a mark says in words, without the mark. */
const wordsBeside = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)].map((element) =>
        (element.parentElement?.textContent ?? '').replace(element.textContent ?? '', '').trim(),
      ),
    selector,
  );

const textColoursOf = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(
    (wanted) => [...document.querySelectorAll(wanted)].map((element) => getComputedStyle(element).color),
    selector,
  );

/** Twice what the first palette measured (.034 at most, and was refused): the one that hangs has .076 and more. */
const floor = 0.07;

describe('colours on the wall', () => {
  // Early on the first of a month nothing has happened anywhere, and the map has one step: all four are compared in
  // the unit tests of the tones.
  const swatches = [
    { what: 'platforms', query: '', selector: '[data-panel="platforms"] .tone', least: 5 },
    { what: 'steps of the map', query: '', selector: '[data-panel="map"] .swatch', least: 1 },
    {
      what: 'steps of the map of orders',
      query: '&scene=orders',
      selector: '[data-panel="map"] .swatch',
      least: 1,
    },
  ];

  test.each(swatches)(
    '$what stay apart for every eye, and have words',
    async ({ query, selector, least }) => {
      const [colours, words] = await look(query, fullHd, async (page) => [
        await coloursOf(page, selector),
        await wordsBeside(page, selector),
      ]);
      expect(colours.length).toBeGreaterThanOrEqual(least);
      expect(closest(colours)).toBeGreaterThan(floor);
      for (const kind of kindsOfBlindness)
        expect(closest(colours.map((colour) => seenBy(kind, colour))), kind).toBeGreaterThan(floor);
      expect(words.every((word) => word !== '')).toBe(true);
      expect(new Set(words).size).toBe(words.length);
    },
  );

  test.each([
    { when: 'by day', query: '&night=0' },
    { when: 'by night', query: '&night=1' },
  ])('live, late and silent sites, and alerts, differ $when by colour, shape and word', async ({ query }) => {
    const marks = '[data-panel="header"] .source i, [data-panel="map"] .legend .alert';
    const [texts, shapes, words] = await look(query, fullHd, async (page) => [
      await textColoursOf(page, marks),
      await page.locator(marks).allTextContents(),
      await wordsBeside(page, marks),
    ]);
    expect(shapes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(shapes.map((shape) => shape.trim())).size).toBe(shapes.length);
    expect(new Set(words.map((word) => word.replace(/[\d,]+/g, ''))).size).toBe(words.length);
    const colours = texts.map(rgbOf);
    for (const kind of kindsOfBlindness)
      expect(closest(colours.map((colour) => seenBy(kind, colour))), kind).toBeGreaterThan(floor);
  });
});

const openDrawer = async (page: Page): Promise<void> => {
  await page.locator('[data-path="totals.all.beneficiaries"]').first().click();
  await page.getByRole('dialog').getByText('与数值一致 ✓').waitFor();
};
const openAlerts = async (page: Page): Promise<void> => {
  await page.locator('[data-panel="alerts"] .what').first().click();
  await page.getByRole('dialog').waitFor();
};
const openKeys = async (page: Page): Promise<void> => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
};
const openCard = async (page: Page): Promise<void> => {
  await page.locator('[data-panel="feed"] .to-place').first().click();
  await page.getByRole('dialog').waitFor();
  await until('the card', async () => (await page.locator('[aria-busy="true"]').count()) === 0);
};
const askForReplay = async (page: Page): Promise<void> => {
  await page.keyboard.press('r');
  await page.getByRole('dialog').waitFor();
};
const beginReplay = async (page: Page): Promise<void> => {
  await askForReplay(page);
  await page.getByRole('button', { name: '开始回放' }).click();
  await until('the replay', async () => (await rootOf(page)).mode === 'replay');
  await until('its board', async () => (await page.locator('[aria-busy="true"]').count()) === 0);
};
const stay = async (): Promise<void> => {};

const views = [
  { what: 'the overview', query: '', size: fullHd, act: stay },
  { what: 'a wide wall', query: '', size: { width: 3840, height: 1080 }, act: stay },
  { what: 'an upright wall', query: '', size: { width: 1080, height: 1920 }, act: stay },
  { what: 'a phone', query: '', size: longPhone, act: stay },
  { what: 'a town', query: '&scope=area:330127100', size: fullHd, act: stay },
  { what: 'the night', query: '&night=1', size: fullHd, act: stay },
  { what: 'a solemn day', query: '&mood=solemn', size: fullHd, act: stay },
  { what: 'a drawer', query: '', size: fullHd, act: openDrawer, within: '[role="dialog"]' },
  { what: 'a visit', query: '&visit=2', size: fullHd, act: stay },
  { what: 'a replay', query: '', size: fullHd, act: beginReplay },
  { what: 'the questions of a replay', query: '', size: fullHd, act: askForReplay, within: 'dialog' },
  { what: 'the card of one thing', query: '', size: fullHd, act: openCard, within: '[role="dialog"]' },
  { what: 'the list of keys', query: '', size: fullHd, act: openKeys, within: '[role="dialog"]' },
  { what: 'the list of alerts', query: '', size: fullHd, act: openAlerts, within: '[role="dialog"]' },
];

const profile = join(import.meta.dirname, '../../mock/counties/chunan/county.json');
const { wall: script } = JSON.parse(readFileSync(profile, 'utf8')) as { wall: { scenes: { id: string }[] } };
const scenes = script.scenes.map(({ id }) => id).filter((id) => id !== 'overview');

describe('text', () => {
  test.each(views)(
    'of $what has a contrast of 4.5, and axe finds nothing',
    async ({ query, size, act, within }) => {
      await look(query, size, async (page) => {
        await act(page);
        const { texts, faint } = await legibilityOf(page, within);
        expect(texts).toBeGreaterThan(5);
        expect(faint).toEqual([]);
        expect(await violationsOf(page)).toEqual([]);
      });
    },
  );

  test.each(scenes)('of the scene %s has a contrast of 4.5, and axe finds nothing', async (scene) => {
    await look(`&scene=${scene}`, fullHd, async (page) => {
      const { texts, faint } = await legibilityOf(page);
      expect(texts).toBeGreaterThan(50);
      expect(faint).toEqual([]);
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  test('that is too faint is found, and so is what axe refuses', async () => {
    await look('', fullHd, async (page) => {
      await page.evaluate(() => {
        document.documentElement.style.setProperty('--t3', '#56637c');
        document.querySelector('h1')?.remove();
        document.querySelector('[data-panel="feed"]')?.append(document.createElement('button'));
      });
      const { faint } = await legibilityOf(page);
      expect(faint.length).toBeGreaterThan(10);
      expect((await violationsOf(page)).join('\n')).toMatch(/button-name/);
    });
  });
});
