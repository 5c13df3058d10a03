/**
 * How much of the bare route's throughput, and of a bare loop's on the same engine, remains when every answer waits for
 * its commit; and the projector behind.
 */
import type { BareRowsGiven, BareRowsResult } from './bare-rows.ts';
import { benchCounty } from './county.ts';
import { addCenterKey, openDatabaseAt } from './database.ts';
import { type Engine, onEach } from './engines.ts';
import type { Load } from './load.ts';
import { type Bench, type BenchContext, decimals, median, type Row, whole } from './report.ts';
import { cpuMsOf, lagOf, pause, runProbe, startBare, startServer } from './server.ts';
import { type Stations, startStations } from './stations.ts';

const sites = 400;
const connections = 64;
const pollMs = 50;
/** How much of what a bare loop stores goes the whole way in. */
const loopGoal = 0.5;

interface Side {
  address: string;
  pid: number;
}

interface Sides {
  engine: Engine;
  rounds: number;
  seconds: number;
  stations: Stations;
  bare: Side;
  server: Side;
  key: string;
}

interface Mode {
  name: string;
  batch: number;
  /** Prepared beforehand: more than a server that stores them takes in. */
  requestsPerSecond: number;
  goal: number;
}

const modes: Mode[] = [
  { name: 'single events', batch: 1, requestsPerSecond: 12_000, goal: 0.7 },
  { name: 'batches of 100', batch: 100, requestsPerSecond: 500, goal: 0.4 },
];

const loadOf = (load: Pick<Load, 'address' | 'key' | 'batch' | 'requests' | 'seconds'>) => ({
  ...{ sites, connections },
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

async function measure({ stations, key, seconds }: Sides, side: Side, mode: Mode): Promise<Measured> {
  const before = cpuMsOf(side.pid);
  const { batch } = mode;
  const requests = Math.ceil(mode.requestsPerSecond * seconds);
  const load = loadOf({ address: side.address, batch, requests, key, seconds });
  const { accepted, seconds: took, failed } = await stations.post(load);
  if (failed > 0) throw new Error(`${failed} requests of ${mode.name} failed`);
  return { perSecond: accepted / took, cpuMs: (cpuMsOf(side.pid) - before) / accepted };
}

/** The same rows by a loop that does nothing else, in a process of its own. */
async function measureLoop(
  { engine, seconds }: Sides,
  { batch }: Mode,
  round: number,
): Promise<BareRowsResult> {
  const url = await engine.make(`loop_${batch}_${round}`);
  const loop: BareRowsGiven = { url, sites, batch, seconds };
  return runProbe<BareRowsResult>('bare-rows.ts', loop);
}

async function compare(sides: Sides, mode: Mode, drained: number[]): Promise<Row[]> {
  const { bare, server, engine, rounds } = sides;
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
  const what = `ingest on ${engine.name}, ${mode.name}, ${connections} connections`;
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
async function lagAtHalf(
  { stations, server, key, engine, seconds }: Sides,
  throughput: number,
): Promise<Row> {
  const batch = 50;
  const rate = Math.max(1, Math.floor(throughput / 2 / batch));
  const load = loadOf({ address: server.address, key, batch, requests: rate * seconds * 2, seconds });
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
    what: `projection lag on ${engine.name} at half that rate`,
    measured: `median ${whole(typical)} events (${decimals(typical / perSecond)} s), worst ${whole(worst)} (${decimals(worst / perSecond)} s) at ${whole(perSecond)} events/s`,
    goal: '',
  };
}

async function ingestOn(engine: Engine, { quick, say }: BenchContext): Promise<Row[]> {
  const database = await openDatabaseAt(await engine.make('ingest'), benchCounty(sites), Date.now());
  const key = await addCenterKey(database);
  await database.store.close();
  const stations = startStations();
  const bare = await startBare(sites);
  const server = await startServer(database.url);
  const size = quick ? { rounds: 1, seconds: 3 } : { rounds: 3, seconds: 5 };
  const sides = { engine, stations, bare, server, key, ...size };
  try {
    const rows: Row[] = [];
    const drained: number[] = [];
    for (const mode of modes) {
      say(`ingest on ${engine.name}: ${mode.name}`);
      rows.push(...(await compare(sides, mode, drained)));
    }
    const throughput = median(drained);
    rows.push({
      what: `projection on ${engine.name} until the lag is 0`,
      measured: `${whole(throughput)} events/s`,
      goal: '',
    });
    say(`ingest on ${engine.name}: half the rate of the projection`);
    rows.push(await lagAtHalf(sides, throughput));
    return rows;
  } finally {
    stations.stop();
    await bare.stop();
    await server.stop();
  }
}

const run = (context: BenchContext): Promise<Row[]> =>
  onEach(context.folder, (engine) => ingestOn(engine, context));

export const ingest: Bench = { name: 'ingest', run };
