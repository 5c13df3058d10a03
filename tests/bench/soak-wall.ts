/** What happens to a wall in a soak: hands, a server that dies, replays, and being left alone. */
import type { ProcessServer } from '../support/server.ts';
import { pause } from './server.ts';
import type { SoakHand } from './soak-hand.ts';

export interface SoakedWall {
  hand: SoakHand;
  server: ProcessServer;
  /** Codes of towns, to go to by their place on the map. */
  towns: readonly string[];
  /** Milliseconds from the server's listening to a live wall, one for each time that it died. */
  heals: number[];
  /** How long nobody comes by, in one turn. */
  aloneMs: number;
}

const dialog = '[role="dialog"]';

export const live = ({ hand }: SoakedWall): Promise<void> =>
  hand.sees('the wall is live', ({ connection, mode }) => connection === 'live' && mode === 'live');

/** Back to the county's overview with nothing open, where the page is weighed. */
export async function settle(wall: SoakedWall): Promise<void> {
  await wall.hand.press('Escape', 'Escape', 'Escape', '1');
  await live(wall);
  await wall.hand.rest(4);
}

async function scenes({ hand }: SoakedWall): Promise<void> {
  await hand.press('2', '3', '4', '5', '6', '7', '1');
}

/** Into a town, one of its sites and one thing there, and back; then over the map by keys. */
async function drill({ hand, towns }: SoakedWall, turn: number): Promise<void> {
  const town = towns[turn % towns.length] ?? '';
  await hand.touch(`[data-spot="${town}"]`);
  await hand.sees('the town', ({ scope }) => scope === `area:${town}`);
  await hand.finds('[data-panel="map"] .site');
  await hand.touch('[data-panel="map"] [data-spot]', turn);
  await hand.sees('the site', ({ scope }) => scope?.startsWith('site:') === true);
  await hand.rest(2);
  await hand.press('Escape');
  await hand.sees('the town again', ({ scope }) => scope === `area:${town}`);
  await hand.press('Escape');
  await hand.finds(`[data-spot="${town}"]`);
  await hand.press('ArrowRight', 'ArrowDown', 'ArrowLeft', 'Enter', 'Escape');
}

/** What stands behind some of the figures. */
async function drawers({ hand }: SoakedWall, turn: number): Promise<void> {
  for (let n = 0; n < 4; n++) {
    await hand.touch('[data-panel] .figure', turn * 7 + n * 13);
    await hand.finds(dialog);
    await hand.press('Escape');
    await hand.finds(dialog, false);
  }
}

/** The card of a request, from the queue of its scene; and what the keys are. */
async function cards({ hand }: SoakedWall, turn: number): Promise<void> {
  await hand.press('2');
  await hand.touch('[data-panel="queue"] .to-place', turn);
  await hand.finds(dialog);
  await hand.press('Escape');
  await hand.finds(dialog, false);
  await hand.press('?', '?', '1');
}

async function visit({ hand }: SoakedWall): Promise<void> {
  await hand.press('v', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Escape');
}

async function replay({ hand }: SoakedWall): Promise<void> {
  await hand.press('r', 'Enter');
  await hand.sees('a replay', ({ mode }) => mode === 'replay');
  await hand.rest(4);
  await hand.press('End', 'Home', ' ', ' ');
  await hand.rest(2);
  await hand.press('Escape');
  await hand.sees('the present', ({ mode }) => mode === 'live');
}

async function freeze({ hand }: SoakedWall): Promise<void> {
  await hand.press('f', 'f');
}

async function night({ hand }: SoakedWall): Promise<void> {
  await hand.address('night', '1');
  await hand.address('night', '0');
}

async function death(wall: SoakedWall, turn: number): Promise<void> {
  const { hand, server, heals } = wall;
  await (turn % 2 === 0 ? server.kill() : server.terminate());
  await hand.sees('the wall says so', ({ connection }) => connection !== 'live');
  await server.restart();
  const begun = performance.now();
  await live(wall);
  heals.push(performance.now() - begun);
}

const alone = ({ aloneMs }: SoakedWall): Promise<void> => pause(aloneMs);

/** One turn of a wall's life, in its order. */
export const happenings: Readonly<Record<string, (wall: SoakedWall, turn: number) => Promise<void>>> = {
  scenes,
  drill,
  drawers,
  cards,
  visit,
  replay,
  freeze,
  night,
  death,
  alone,
};
