/**
 * How much of the bare route's throughput, and of a bare loop's on the same engine, remains when every answer waits for
 * its commit; and the projector behind.
 */
import { join } from 'node:path';
import type { BareRowsGiven, BareRowsResult } from './bare-rows.ts';
import { benchCounty } from './county.ts';
import { addCenterKey, openDatabase } from './database.ts';
import type { Load } from './load.ts';
import { type Bench, type BenchContext, decimals, median, type Row, whole } from './report.ts';
import { cpuMsOf, lagOf, pause, runProbe, startBare, startServer } from './server.ts';
import { type Stations, startStations } from './stations.ts';

const sites = 400;
const rounds = 3;
const seconds = 5;
const connections = 64;
const pollMs = 50;
/** How long a bare loop runs, and how much of what it stores goes the whole way in. */
const loopSeconds = 3;
const loopGoal = 0.5;

interface Side {
  address: string;
  pid: number;
}

interface Sides {
  folder: string;
  stations: Stations;
  bare: Side;
  server: Side;
  key: string;
}

interface Mode {
  name: string;
  batch: number;
  requests: number;
  goal: number;
}

const modes: Mode[] = [
  { name: 'single events', batch: 1, requests: 60_000, goal: 0.7 },
  { name: 'batches of 100', batch: 100, requests: 2_500, goal: 0.4 },
];

const loadOf = (load: Pick<Load, 'address' | 'key' | 'batch' | 'requests'>) => ({
  ...{ sites, seconds, connections },
  ...load,
});

/** Waits until every event has its figures; answers events a second. */
async function drain(address: string): Promise<number> {
  const begun = performance.now();
  const behind = await lagOf(address);
  for (;;) {
    if ((await lagOf(address)) === 0) return (behind / (performance.now() - begun)) * 1000;
    await pause(pollMs);
  }
}

interface Measured {
  perSecond: number;
  /** Milliseconds of CPU of the server for each event. */
  cpuMs: number;
}

async function measure({ stations, key }: Sides, side: Side, mode: Mode): Promise<Measured> {
  const before = cpuMsOf(side.pid);
  const { batch, requests } = mode;
  const load = loadOf({ address: side.address, batch, requests, key });
  const { accepted, seconds: took, failed } = await stations.post(load);
  if (failed > 0) throw new Error(`${failed} requests of ${mode.name} failed`);
  return { perSecond: accepted / took, cpuMs: (cpuMsOf(side.pid) - before) / accepted };
}

/** The same rows by a loop that does nothing else, in a process of its own. */
function measureLoop({ folder }: Sides, { batch }: Mode, round: number): Promise<BareRowsResult> {
  const file = join(folder, `loop-${batch}-${round}.db`);
  const loop: BareRowsGiven = { file, sites, batch, seconds: loopSeconds };
  return runProbe<BareRowsResult>('bare-rows.ts', loop);
}

async function compare(sides: Sides, mode: Mode, drained: number[]): Promise<Row[]> {
  const { bare, server } = sides;
  const pairs: { bare: Measured; server: Measured; loop: BareRowsResult }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = {
      bare: await measure(sides, bare, mode),
      server: await measure(sides, server, mode),
      loop: await measureLoop(sides, mode, round),
    };
    const throughput = await drain(server.address);
    // The first round warms both sides up.
    if (round === 0) continue;
    pairs.push(pair);
    if (mode.batch > 1) drained.push(throughput);
  }
  const perSecond = (side: keyof (typeof pairs)[number]): number =>
    median(pairs.map((pair) => pair[side].perSecond));
  const ratioTo = (side: 'bare' | 'loop'): number =>
    median(pairs.map((pair) => pair.server.perSecond / pair[side].perSecond));
  const cpuOf = (side: keyof (typeof pairs)[number]): string =>
    decimals(median(pairs.map((pair) => pair[side].cpuMs)), 3);
  const what = `ingest, ${mode.name}, ${connections} connections`;
  const [toBare, toLoop] = [ratioTo('bare'), ratioTo('loop')];
  return [
    {
      what: `${what}: ratio to the bare route`,
      measured: `${decimals(toBare)} (${whole(perSecond('server'))} of ${whole(perSecond('bare'))} events/s, projection going on beside it; CPU of the server ${cpuOf('server')} ms an event, of the route ${cpuOf('bare')})`,
      goal: `≥ ${mode.goal}`,
      met: toBare >= mode.goal,
    },
    {
      what: `${what}: ratio to the same rows inserted by a bare loop`,
      measured: `${decimals(toLoop)} (${whole(perSecond('server'))} of ${whole(perSecond('loop'))} rows/s; CPU of the loop ${cpuOf('loop')} ms a row)`,
      goal: `≥ ${loopGoal}`,
      met: toLoop >= loopGoal,
    },
  ];
}

/** The lag while events come half as fast as they can be projected. */
async function lagAtHalf({ stations, server, key }: Sides, throughput: number): Promise<Row> {
  const batch = 50;
  const rate = Math.max(1, Math.floor(throughput / 2 / batch));
  const load = loadOf({ address: server.address, key, batch, requests: rate * seconds * 2 });
  let over = false;
  const sending = stations.post({ ...load, rate, connections: 8 }).finally(() => {
    over = true;
  });
  const lags: number[] = [];
  while (!over) {
    lags.push(await lagOf(server.address));
    await pause(pollMs);
  }
  const { accepted, seconds: took } = await sending;
  const perSecond = accepted / took;
  // Before and after the load there is no lag to be seen.
  const seen = lags.filter((lag) => lag > 0);
  const [typical, worst] = [median(seen), Math.max(...seen, 0)];
  return {
    what: 'projection lag at half that rate',
    measured: `median ${whole(typical)} events (${decimals(typical / perSecond)} s), worst ${whole(worst)} (${decimals(worst / perSecond)} s) at ${whole(perSecond)} events/s`,
    goal: '',
  };
}

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const database = await openDatabase(folder, 'ingest', benchCounty(sites), Date.now());
  const key = await addCenterKey(database);
  await database.store.close();
  const stations = startStations();
  const bare = await startBare(sites);
  const server = await startServer(database.url);
  const sides = { folder, stations, bare, server, key };
  try {
    const rows: Row[] = [];
    const drained: number[] = [];
    for (const mode of modes) {
      say(`ingest: ${mode.name}`);
      rows.push(...(await compare(sides, mode, drained)));
    }
    const throughput = median(drained);
    rows.push({
      what: 'projection until the lag is 0',
      measured: `${whole(throughput)} events/s`,
      goal: '',
    });
    say('ingest: half the rate of the projection');
    rows.push(await lagAtHalf(sides, throughput));
    return rows;
  } finally {
    stations.stop();
    await bare.stop();
    await server.stop();
  }
}

export const ingest: Bench = { name: 'ingest', run };
