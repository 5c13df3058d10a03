/** A wall for hours in minutes: stations at twenty times their pace, hands, deaths and replays; does it stay as it was? */
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { readCountyFolder } from '../../mock/county-folder.ts';
import { type Feed, fillHistory, goLive } from '../../mock/demo/feed.ts';
import { FeedStates } from '../../mock/demo/feed-state.ts';
import { ratesOf } from '../../mock/rates.ts';
import { Sender } from '../../mock/sender.ts';
import { createSimulation } from '../../mock/simulation/simulation.ts';
import { isLineFault, openPage } from '../support/browser.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { type Footprint, footprint, heapBytes, metric, openChrome } from './chrome.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row, whole } from './report.ts';
import { SoakHand } from './soak-hand.ts';
import { happenings, live, type SoakedWall, settle } from './soak-wall.ts';

const countyFolder = 'mock/counties/chunan';
const speed = 20;
const historyDays = 20;
const minuteMs = 60_000;
/**
 * By then everything has been seen several times, by a hand that hardly rests: what a wall keeps of a first time, and the
 * engine of a function's, is there. A leak grows as well after it.
 */
const levelMinute = 5;
const warming = { restMs: 250, aloneMs: 5_000 };
const hanging = { restMs: 1_500, aloneMs: 150_000 };
/**
 * Without the compilers that make the more of a function the oftener it runs. What they keep (a third of the heap) grows
 * for hours within the bounds of the program, is thrown away and made anew, and would hide a leak of half a megabyte.
 */
const plainEngine = '--js-flags=--no-maglev --no-turbofan';
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

function pace(wall: SoakedWall, { restMs, aloneMs }: typeof hanging): void {
  wall.hand.restMs = restMs;
  wall.aloneMs = aloneMs;
}

interface Watched {
  wall: SoakedWall;
  session: CDPSession;
  faults: string[];
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

async function measure(
  { wall, session, faults }: Watched,
  minutes: number,
  say: BenchContext['say'],
): Promise<Measured> {
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
    pace(wall, warming);
    const failed = await soak(wall, turns, begun + levelMinutes * minuteMs);
    pace(wall, hanging);
    await settle(wall);
    const level = await footprint(session);
    failed.push(...(await soak(wall, turns, begun + minutes * minuteMs)));
    await settle(wall);
    const last = await footprint(session);
    return { level, last, levelMinutes, minutes, faults, failed, wall };
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

async function run({ folder, say, minutes = 30 }: BenchContext): Promise<Row[]> {
  const server = await startServerProcess({
    ...{ ANONYMOUS_READ: 'true', DEMO: 'true', COUNTY_DIR: countyFolder },
    DATABASE_URL: `sqlite:${join(folder, 'soak.db')}`,
  });
  const stopping = new AbortController();
  const chrome = await openChrome(plainEngine);
  try {
    const { county, ended } = await startStations(server, stopping.signal);
    const { page, faults } = await openPage(chrome);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const wall: SoakedWall = {
      ...{ hand: new SoakHand(page, session), server, heals: [], aloneMs: hanging.aloneMs },
      towns: county.towns.map(({ code }) => code),
    };
    await page.goto(`${server.address}/wall?scope=area:${county.profile.code}&scene=auto`);
    await live(wall);
    say(`soak: ${minutes} minutes of the wall`);
    const stations = ended.then(() => Promise.reject(new Error('the stations ended')));
    const measured = await Promise.race([measure({ wall, session, faults }, minutes, say), stations]);
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
