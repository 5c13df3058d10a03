/** A wall for hours in minutes: stations at twenty times their pace, hands, deaths and replays; does it stay as it was? */
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { readCountyFolder } from '../../mock/county-folder.ts';
import { type Feed, fillHistory, goLive } from '../../mock/demo/feed.ts';
import { FeedStates } from '../../mock/demo/feed-state.ts';
import { ratesOf } from '../../mock/rates.ts';
import { Sender } from '../../mock/sender.ts';
import { createSimulation } from '../../mock/simulation/simulation.ts';
import { isLineFault, openPage } from '../support/browser.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { isLive } from '../support/wall.ts';
import { type Footprint, footprint, heapBytes, metric, openChrome } from './chrome.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row, whole } from './report.ts';
import { happenings, type SoakedWall, settle } from './soak-wall.ts';

const countyFolder = 'mock/counties/chunan';
const speed = 20;
const historyDays = 20;
const minuteMs = 60_000;
/** Everything has been seen once by then, and compiled. */
const levelMinute = 5;
const grownGoal = 1.05;

/** The county's stations in this process; resolves when their history is in. */
async function startStations(server: ProcessServer, signal: AbortSignal) {
  const county = readCountyFolder(countyFolder);
  const { key } = await server.makeKey();
  const feed: Feed = {
    county,
    simulation: createSimulation(county, ratesOf(county.profile.code, county.sites.length), 1),
    sender: new Sender({ baseUrl: server.address, key, signal }),
    states: new FeedStates(undefined),
    ...{ days: historyDays, speed, signal },
  };
  const filled = await fillHistory(feed, Date.now());
  return { county, ended: goLive(feed, filled) };
}

/** Lets things happen to the wall until `end`; answers what could not be done. */
async function soak(wall: SoakedWall, turns: { at: number }, end: number): Promise<string[]> {
  const failed: string[] = [];
  const names = Object.keys(happenings);
  for (; performance.now() < end; turns.at++) {
    const name = names[turns.at % names.length] ?? '';
    const turn = Math.floor(turns.at / names.length);
    await happenings[name]?.(wall, turn).catch((error: unknown) => {
      failed.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    });
  }
  return failed;
}

interface Measured {
  level: Footprint;
  last: Footprint;
  levelMinutes: number;
  minutes: number;
  faults: string[];
  failed: string[];
  wall: SoakedWall;
}

async function measure(wall: SoakedWall, faults: string[], minutes: number, say: BenchContext['say']) {
  const session: CDPSession = await wall.page.context().newCDPSession(wall.page);
  await session.send('Performance.enable');
  const begun = performance.now();
  const levelMinutes = Math.min(levelMinute, minutes / 2);
  const turns = { at: 0 };
  const watch = setInterval(
    async () => {
      const heap = await heapBytes(session).catch(() => Number.NaN);
      const nodes = await metric(session, 'Nodes').catch(() => Number.NaN);
      say(
        `soak: ${decimals((performance.now() - begun) / minuteMs, 0)} min, heap ${decimals(heap / 1e6, 2)} MB, ${nodes} nodes`,
      );
    },
    Math.max(minuteMs, (minutes * minuteMs) / 60),
  );
  try {
    const failed = await soak(wall, turns, begun + levelMinutes * minuteMs);
    await settle(wall);
    const level = await footprint(session);
    failed.push(...(await soak(wall, turns, begun + minutes * minuteMs)));
    await settle(wall);
    const last = await footprint(session);
    return { level, last, levelMinutes, minutes, faults, failed, wall } satisfies Measured;
  } finally {
    clearInterval(watch);
  }
}

function rowsOf({ level, last, levelMinutes, minutes, faults, failed, wall }: Measured): Row[] {
  const span = `after ${decimals(minutes, 0)} min at ${speed}× against minute ${decimals(levelMinutes, 1)}`;
  const grown = (what: string, member: keyof Footprint, text: (value: number) => string): Row => ({
    what: `soak: ${what}, ${span}`,
    measured: `${text(level[member])} → ${text(last[member])}, × ${decimals(last[member] / level[member], 3)}`,
    goal: `≤ × ${grownGoal}`,
    met: last[member] <= grownGoal * level[member],
  });
  const megabytes = (bytes: number): string => `${decimals(bytes / 1e6)} MB`;
  const unexpected = faults.filter((fault) => !isLineFault(fault));
  const wrong = [...unexpected, ...failed];
  const { heals } = wall;
  return [
    grown('heap after GC', 'heap', megabytes),
    grown('of it without compiled code', 'kept', megabytes),
    grown('DOM nodes', 'nodes', whole),
    grown('listeners', 'listeners', whole),
    {
      what: 'soak: errors on the console, and what could not be done on the wall',
      measured: wrong.length === 0 ? '0' : `${wrong.length}: ${wrong.slice(0, 3).join('; ')}`,
      goal: '0',
      met: wrong.length === 0,
    },
    {
      what: `soak: deaths of the server that the wall healed from (${heals.length})`,
      measured: `median ${decimals(quantile(heals, 0.5) / 1000, 1)} s`,
      goal: '',
    },
  ];
}

async function watched(page: Page, address: string, code: string): Promise<void> {
  await page.goto(`${address}/wall?scope=area:${code}&scene=auto`);
  await isLive(page);
}

async function run({ folder, say, minutes = 30 }: BenchContext): Promise<Row[]> {
  const server = await startServerProcess({
    ...{ ANONYMOUS_READ: 'true', DEMO: 'true', COUNTY_DIR: countyFolder },
    DATABASE_URL: `sqlite:${join(folder, 'soak.db')}`,
  });
  const stopping = new AbortController();
  const chrome = await openChrome();
  try {
    const { county, ended } = await startStations(server, stopping.signal);
    const { page, faults } = await openPage(chrome);
    await watched(page, server.address, county.profile.code);
    say(`soak: ${minutes} minutes of the wall`);
    const wall: SoakedWall = {
      ...{ page, server, heals: [], aloneMs: minutes < 10 ? 20_000 : 150_000 },
      towns: county.towns.map(({ name }) => name),
    };
    const stations = ended.then(() => Promise.reject(new Error('the stations ended')));
    const measured = await Promise.race([measure(wall, faults, minutes, say), stations]);
    stopping.abort();
    await ended.catch(() => undefined);
    return rowsOf(measured);
  } finally {
    stopping.abort();
    await chrome.close();
    await server.stop();
  }
}

export const soakBench: Bench = { name: 'soak', run, onlyByName: true };
