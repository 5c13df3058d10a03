/** What ten million events cost against one million: the next event, the start, and what is read of all of them. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { countyCode } from '../support/small-county.ts';
import { benchCounty } from './county.ts';
import { openDatabase } from './database.ts';
import { fileOf, makeLongHistory } from './long-history.ts';
import { type Bench, type BenchContext, decimals, median, type Row, whole } from './report.ts';
import { cpuMsOf, pause, runProbe, startServer } from './server.ts';
import type { SizeGiven, SizeResult } from './size-probe.ts';

const sites = 500;
const goals = { cost: 1.3, start: 2 };
const starts = 5;
const scope = `area:${countyCode}`;

interface Size {
  /** Events of a month, and months. */
  monthly: number;
  months: number;
}

const sizes = {
  quick: [
    { monthly: 10_000, months: 10 },
    { monthly: 10_000, months: 100 },
  ],
  full: [
    { monthly: 104_000, months: 10 },
    { monthly: 104_000, months: 100 },
  ],
} as const;

interface Made {
  url: string;
  events: number;
  bytes: number;
}

async function make({ monthly, months }: Size, { folder, say }: BenchContext): Promise<Made> {
  say(`size: ${whole(monthly * months)} events`);
  const name = `size-${monthly}-${months}`;
  const history = { folder, name, sites, monthly, months, recent: 10_000, now: Date.now() };
  const url = await makeLongHistory(history);
  const { size: bytes } = statSync(fileOf({ folder, name }));
  // A story of 23 events in which nobody registers.
  return { url, bytes, events: Math.round((monthly * months * 22) / 23) };
}

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;

const year = (): { from: string; to: string } => {
  const to = new Date().toISOString().slice(0, 10);
  return { from: `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`, to };
};

/** What a leader opens, each for the first time. */
const readings = (): [string, string][] => {
  const { from, to } = year();
  const series = `series?scope=${scope}&from=${from}&to=${to}`;
  return [
    ['the board', `snapshot?scope=${scope}`],
    ['evidence of service hours, all time', `evidence?scope=${scope}&path=totals.all.serviceMinutes`],
    ['evidence of active volunteers, this year', `evidence?scope=${scope}&path=totals.year.activeVolunteers`],
    ['a year by day', `${series}&measure=activities`],
    ['a year of distinct volunteers, by town', `${series}&measure=activeVolunteers&by=span&split=child`],
  ];
};

interface Started {
  readyMs: number;
  cpuMs: number;
}

/** Until it is ready and has given its first board. */
async function startOnce(url: string): Promise<Started> {
  const begun = performance.now();
  const server = await startServer(url);
  try {
    while (!(await fetch(`${server.address}/readyz`)).ok) await pause(10);
    await (await fetch(`${server.address}/api/v1/snapshot?scope=${scope}`)).text();
    return { readyMs: performance.now() - begun, cpuMs: cpuMsOf(server.pid) };
  } finally {
    await server.stop();
  }
}

async function startRows({ url, events }: Made, { folder, say }: BenchContext): Promise<Row[]> {
  const empty = await openDatabase(folder, 'size-empty', benchCounty(sites), Date.now());
  await empty.store.close();
  say('size: starts, empty and full in turns');
  const times: { empty: Started; full: Started }[] = [];
  for (let round = 0; round <= starts; round++) {
    const time = { empty: await startOnce(empty.url), full: await startOnce(url) };
    // The first round fills the caches of the disk.
    if (round > 0) times.push(time);
  }
  const of = (which: 'empty' | 'full', figure: keyof Started): number =>
    median(times.map((time) => time[which][figure]));
  const [fresh, filled] = [of('empty', 'readyMs'), of('full', 'readyMs')];
  return [
    {
      what: `start to the first board at ${whole(events)} events against empty`,
      measured: `× ${decimals(filled / fresh)} (${whole(filled)} ms against ${whole(fresh)} ms; CPU ${whole(of('full', 'cpuMs'))} ms against ${whole(of('empty', 'cpuMs'))} ms)`,
      goal: `≤ × ${goals.start}`,
      met: filled / fresh <= goals.start,
    },
  ];
}

interface Read {
  ms: number[];
  memoryMb: number;
}

async function read(url: string): Promise<Read> {
  const server = await startServer(url);
  try {
    const ms: number[] = [];
    for (const [name, path] of readings()) {
      const begun = performance.now();
      const answer = await fetch(`${server.address}/api/v1/${path}`);
      await answer.text();
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      ms.push(performance.now() - begun);
    }
    return { ms, memoryMb: residentMb(server.pid) };
  } finally {
    await server.stop();
  }
}

async function readingRows(small: Made, large: Made): Promise<Row[]> {
  const [before, after] = [await read(small.url), await read(large.url)];
  const rows = readings().map(
    ([name], n): Row => ({
      what: `${name}, read for the first time at ${whole(large.events)} events`,
      measured: `${whole(after.ms[n] ?? 0)} ms (${whole(before.ms[n] ?? 0)} ms at ${whole(small.events)})`,
      goal: '',
    }),
  );
  const memory = `${whole(after.memoryMb)} MB (${whole(before.memoryMb)} MB at ${whole(small.events)})`;
  return [...rows, { what: 'memory of the server after that', measured: memory, goal: '' }];
}

async function costRow(small: Made, large: Made, say: BenchContext['say']): Promise<Row> {
  say('size: further events');
  const costOf = async ({ url }: Made): Promise<number> =>
    (await runProbe<SizeResult>('size-probe.ts', { url, sites } satisfies SizeGiven)).cpuMs;
  const [before, after] = [await costOf(small), await costOf(large)];
  return {
    what: `CPU of one event at ${whole(large.events)} events against ${whole(small.events)}`,
    measured: `× ${decimals(after / before)} (${decimals(after, 3)} ms against ${decimals(before, 3)} ms)`,
    goal: `≤ × ${goals.cost}`,
    met: after / before <= goals.cost,
  };
}

async function run(context: BenchContext): Promise<Row[]> {
  const [smaller, larger] = context.quick ? sizes.quick : sizes.full;
  const small = await make(smaller, context);
  const large = await make(larger, context);
  const rows = [
    await costRow(small, large, context.say),
    ...(await startRows(large, context)),
    ...(await readingRows(small, large)),
    {
      what: 'the database, for one million events',
      measured: `${whole(large.bytes / large.events)} MB`,
      goal: '',
    },
  ];
  for (const { url } of [small, large]) rmSync(url.slice('sqlite:'.length));
  return rows;
}

/** It needs 15 GB of disk and the better part of an hour. */
export const size: Bench = { name: 'size', onlyByName: true, run };
