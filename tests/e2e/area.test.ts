/** The wall of a city: its counties on the map, names in place of codes, and the way down to a site and back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeUpCounty } from '../../mock/province/made-up-county.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, placed, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, isLive, overflowOf, strayElements } from '../support/wall.ts';

const city = 'area:3301';
const areas = { '33': '浙江省', '3301': '杭州市' };
const divisions = [
  { code: '330122', name: '桐庐县', lon: 119.69, lat: 29.79 },
  { code: '330182', name: '建德市', lon: 119.28, lat: 29.47 },
];

let folder: string;
let server: Server;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'city-'));
  const made = divisions.map((division) => {
    const own = join(folder, division.code);
    mkdirSync(own);
    for (const [name, text] of Object.entries(madeUpCounty(division, areas, 40)))
      writeFileSync(join(own, name), text);
    return own;
  });
  browser = await openBrowser();
  server = await startServer({
    ANONYMOUS_READ: 'true',
    COUNTY_DIR: ['mock/counties/chunan', ...made].join(','),
  });
  for (const { code } of divisions) {
    const { key } = await server.makeKey(`${code}-Z`);
    const events = [started(`${code}901-S`, '板凳课堂'), ended(`${code}902-S`, 30), placed(`${code}901-S`)];
    expect((await server.post(key, JSON.stringify(events))).status).toBe(200);
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a city has its counties as a county has its towns, and one goes down from it and back', async () => {
  const { page, faults, close } = await openPage(browser);
  try {
    await page.goto(`${server.address}/wall?scope=${city}&night=0&motion=low`);
    await isLive(page, city);
    await page.locator('[data-spot="330122"]').waitFor();
    expect(await page.locator('[data-panel="header"] h1').textContent()).toContain('杭州市');
    expect(
      await page
        .locator('[data-panel="map"] [data-spot]')
        .evaluateAll((spots) => spots.map((spot) => spot.textContent?.trim())),
    ).toEqual(['桐庐县', '淳安县', '建德市']);
    await expectFiguresOf(page, server.address, city);
    await until('who did it where', async () =>
      (await page.locator('[data-panel="feed"]').textContent())?.includes('桐庐县'),
    );
    // Where a name is known, no code stands.
    expect(await page.locator('main').innerText()).not.toMatch(/33\d{4}/);
    expect([await overflowOf(page), await strayElements(page)]).toEqual([0, []]);

    await page.locator('[data-panel="orders"] [data-path="now.ordersOpen"]').click();
    await until('the evidence with the county of each thing', async () =>
      (await page.locator('[role="dialog"]').textContent())?.includes('建德市 · '),
    );
    await page.keyboard.press('Escape');

    await page.locator('[data-spot="330122"]').click();
    await isLive(page, 'area:330122');
    const trail = page.locator('[data-panel="map"] nav');
    await until('the way back', async () => (await trail.textContent()) === '杭州市›桐庐县');
    await page.locator('[data-spot="330122901"]').click();
    await isLive(page, 'area:330122901');
    await until('the way back', async () => (await trail.textContent())?.startsWith('杭州市›桐庐县›'));
    await expectFiguresOf(page, server.address, 'area:330122901');
    for (const above of ['area:330122', city]) {
      await page.keyboard.press('Escape');
      await isLive(page, above);
    }
    await page.locator('[data-spot="330127"]').waitFor();

    // From a row of the feed to its site, whose county the page did not know yet.
    await page.locator('[data-panel="feed"] .title', { hasText: '板凳课堂' }).first().click();
    await until('the site', async () => /scope=site:3301/.test(decodeURIComponent(page.url())));
    await until('its county', async () => (await trail.textContent())?.startsWith('杭州市›'));
    expect(faults).toEqual([]);
  } finally {
    await close();
  }
});
