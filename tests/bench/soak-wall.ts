/** What happens to a wall in a soak: hands, a server that dies, replays, and being left alone. */
import type { Page } from 'playwright-core';
import type { ProcessServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { rootOf } from '../support/wall.ts';
import { pause } from './server.ts';

const restMs = 1_500;

export interface SoakedWall {
  page: Page;
  server: ProcessServer;
  /** Names of towns, to go to by their button on the map. */
  towns: readonly string[];
  /** Milliseconds from the server's listening to a live wall, one for each time that it died. */
  heals: number[];
  /** How long nobody comes by, in one turn. */
  aloneMs: number;
}

const live = (page: Page): Promise<unknown> =>
  until('the wall is live', async () => (await rootOf(page)).connection === 'live', 60_000);

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(restMs);
  }
}

/** Back to the county's overview with nothing open, where the page is weighed. */
export async function settle({ page }: SoakedWall): Promise<void> {
  await press(page, 'Escape', 'Escape', 'Escape', '1');
  await live(page);
  await pause(4 * restMs);
}

async function scenes({ page }: SoakedWall): Promise<void> {
  await press(page, '2', '3', '4', '5', '6', '1');
}

async function drill({ page, towns }: SoakedWall, turn: number): Promise<void> {
  const name = towns[turn % towns.length] ?? '';
  const map = page.locator('[data-panel="map"]');
  await map
    .getByRole('button', { name: new RegExp(`^${name.slice(0, 2)}`) })
    .first()
    .click();
  await until('the town', async () => (await rootOf(page)).scope?.length === 'area:330127000'.length);
  await pause(2 * restMs);
  await press(page, 'Escape');
}

async function drawers({ page }: SoakedWall, turn: number): Promise<void> {
  const figures = page.locator('[data-panel] .figure');
  const count = await figures.count();
  for (let n = 0; n < 4; n++) {
    await figures.nth((turn * 7 + n * 13) % count).click({ force: true });
    await page.getByRole('dialog').waitFor({ timeout: 10_000 });
    await press(page, 'Escape');
  }
}

async function replay({ page }: SoakedWall): Promise<void> {
  await press(page, 'r', 'Enter');
  await until('a replay', async () => (await rootOf(page)).mode === 'replay', 60_000);
  await pause(8 * restMs);
  await press(page, 'Escape');
  await until('the present', async () => (await rootOf(page)).mode === 'live', 30_000);
}

async function freeze({ page }: SoakedWall): Promise<void> {
  await press(page, 'f', 'f');
}

async function death(wall: SoakedWall, turn: number): Promise<void> {
  const { page, server, heals } = wall;
  await (turn % 2 === 0 ? server.kill() : server.terminate());
  await until('the wall says so', async () => (await rootOf(page)).connection !== 'live');
  await server.restart();
  const begun = performance.now();
  await live(page);
  heals.push(performance.now() - begun);
}

const alone = ({ aloneMs }: SoakedWall): Promise<void> => pause(aloneMs);

/** One turn of a wall's life, in its order. */
export const happenings: Readonly<Record<string, (wall: SoakedWall, turn: number) => Promise<void>>> = {
  scenes,
  drill,
  drawers,
  replay,
  freeze,
  death,
  alone,
};
