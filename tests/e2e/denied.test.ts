/** What a wall shows to whom nothing may be shown (contract §7 and §8). */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { figuresOf, isLive } from '../support/wall.ts';

const county = 'area:330127';
const denied = '本屏无权查看该范围';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** No number is left to be read, and every panel says why. */
async function expectDenied({ page }: Watched): Promise<void> {
  await page.getByText(denied).first().waitFor({ timeout: 20_000 });
  const seen = async (): Promise<string[]> =>
    (await figuresOf(page))
      .filter(({ value }) => value !== '' && value !== undefined)
      .map(({ path }) => path);
  await until('no number is left', async () => (await seen()).length === 0);
  expect(await page.getByText(denied).count()).toBeGreaterThan(5);
}

async function open(path: string): Promise<Watched> {
  const wall = await openPage(browser);
  await wall.page.goto(server.address + path);
  return wall;
}

const unexpected = ({ faults }: Watched): string[] => faults.filter((fault) => !isLineFault(fault));

test('without a token, and with one that nobody made', async () => {
  for (const end of ['', '#token=wmd_000000000000_x', '#token=%3Cscript%3E']) {
    const wall = await open(`/wall?scope=${county}${end}`);
    await expectDenied(wall);
    expect(unexpected(wall)).toEqual([]);
    await wall.close();
  }
});

test('a token in the fragment is kept and removed from the address; revoked, it shows nothing more', async () => {
  const { id, token } = await server.makeDisplay();
  const wall = await open(`/wall?scope=${county}#token=${token}`);
  await isLive(wall.page, county);
  expect(wall.page.url()).not.toContain(token);
  expect(new URL(wall.page.url()).hash).toBe('');
  await wall.page.reload();
  await isLive(wall.page, county);
  expect((await figuresOf(wall.page)).length).toBeGreaterThan(40);
  expect(wall.faults).toEqual([]);
  await server.cli('display', 'revoke', '--id', id);
  await expectDenied(wall);
  expect(unexpected(wall)).toEqual([]);
  await wall.close();
});

test('a display of a town is refused the county, and shows its town', async () => {
  const { token } = await server.makeDisplay('area:330127101');
  const wall = await open(`/wall?scope=${county}#token=${token}`);
  await expectDenied(wall);
  await wall.page.goto(`${server.address}/wall?scope=area:330127101`);
  await isLive(wall.page, 'area:330127101');
  expect(unexpected(wall)).toEqual([]);
  await wall.close();
});
