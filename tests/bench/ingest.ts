/**
 * How much of the bare route's throughput, and of a bare loop's on the same engine, remains when every answer waits for
 * its commit; and the projector behind.
 */
import type { ServerProcess } from '../support/server-process.ts';
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
const warmUpSeconds = 1;
/** More than a server takes in while it is cold. */
const warmUpEventsPerSecond = 30_000;
/** How much of what a bare loop stores goes the whole way in. */
const loopGoal = 0.5;

/** Whoever is posted to, with a key that may post. */
interface Side {
  address: string;
  pid: number;
  key: string;
}

interface Setting {
  engine: Engine;
  rounds: number;
  seconds: number;
  stations: Stations;
  bare: Side;
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

/**
 * A server on a database of its own, which has taken some events already: each round begins with the same, and none
 * waits until the figures of the round before have been made.
 */
async function onFreshServer<T>(
  { engine, stations }: Setting,
  name: string,
  batch: number,
  use: (side: Side) => Promise<T>,
): Promise<T> {
  const database = await openDatabaseAt(await engine.make(name), benchCounty(sites), Date.now());
  const key = await addCenterKey(database);
  await database.store.close();
  const server: ServerProcess = await startServer(database.url);
  try {
    const requests = (warmUpEventsPerSecond * warmUpSeconds) / batch;
    await stations.post(loadOf({ address: server.address, key, batch, requests, seconds: warmUpSeconds }));
    return await use({ address: server.address, pid: server.pid, key });
  } finally {
    await server.kill();
  }
}

/** Waits until every event has its figures: how many had none, and how many got theirs in a second. */
async function drain(address: string): Promise<{ events: number; perSecond: number }> {
  const begun = performance.now();
  const events = await lagOf(address);
  while ((await lagOf(address)) > 0) await pause(pollMs);
  return { events, perSecond: (events / (performance.now() - begun)) * 1000 };
}

interface Measured {
  perSecond: number;
  /** Milliseconds of CPU of the server for each event. */
  cpuMs: number;
}

async function measure({ stations, seconds }: Setting, side: Side, mode: Mode): Promise<Measured> {
  const { batch } = mode;
  const { address, pid, key } = side;
  const requests = Math.ceil(mode.requestsPerSecond * seconds);
  const post = await stations.prepare(loadOf({ address, batch, requests, key, seconds }));
  const before = cpuMsOf(pid);
  const { accepted, seconds: took, failed } = await post();
  if (failed > 0) throw new Error(`${failed} requests of ${mode.name} failed`);
  return { perSecond: accepted / took, cpuMs: (cpuMsOf(pid) - before) / accepted };
}

/** The same rows by a loop that does nothing else, in a process of its own. */
async function measureLoop(
  { engine, seconds }: Setting,
  { batch }: Mode,
  round: number,
): Promise<BareRowsResult> {
  const url = await engine.make(`loop_${batch}_${round}`);
  const loop: BareRowsGiven = { url, sites, batch, seconds };
  return runProbe<BareRowsResult>('bare-rows.ts', loop);
}

/** One after the other in each round, so that what else the machine does meets all three. */
interface Round {
  bare: Measured;
  server: Measured;
  loop: BareRowsResult;
}

async function compare(setting: Setting, mode: Mode): Promise<Row[]> {
  const { bare, engine, rounds: count } = setting;
  const rounds: Round[] = [];
  for (let round = 0; round < count; round++)
    rounds.push({
      bare: await measure(setting, bare, mode),
      server: await onFreshServer(setting, `ingest_${mode.batch}_${round}`, mode.batch, (server) =>
        measure(setting, server, mode),
      ),
      loop: await measureLoop(setting, mode, round),
    });
  const perSecond = (side: keyof Round): number => median(rounds.map((round) => round[side].perSecond));
  const ratioTo = (side: 'bare' | 'loop'): number =>
    median(rounds.map((round) => round.server.perSecond / round[side].perSecond));
  const cpuOf = (side: keyof Round): string => decimals(median(rounds.map((round) => round[side].cpuMs)), 3);
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
  { stations, engine, seconds }: Setting,
  { address, key }: Side,
  throughput: number,
): Promise<Row> {
  const batch = 50;
  const rate = Math.max(1, Math.floor(throughput / 2 / batch));
  const load = loadOf({ address, key, batch, requests: rate * seconds * 2, seconds });
  let over = false;
  const sending = stations.post({ ...load, rate, connections: 8 }).finally(() => {
    over = true;
  });
  const lags: number[] = [];
  while (!over) {
    lags.push(await lagOf(address));
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

/** How fast figures are made of what waits, and how far they are behind when less comes. */
async function behind(setting: Setting): Promise<Row[]> {
  const { engine } = setting;
  return onFreshServer(setting, 'ingest_behind', 100, async (server) => {
    const before = cpuMsOf(server.pid);
    const { perSecond, events } = await drain(server.address);
    const cpuMs = (cpuMsOf(server.pid) - before) / events;
    const row: Row = {
      what: `projection on ${engine.name} until the lag is 0`,
      measured: `${whole(perSecond)} events/s (of ${whole(events)} that waited; CPU of the server ${decimals(cpuMs, 3)} ms an event)`,
      goal: '',
    };
    return [row, await lagAtHalf(setting, server, perSecond)];
  });
}

async function ingestOn(engine: Engine, { quick, say }: BenchContext): Promise<Row[]> {
  const stations = startStations();
  const bare = await startBare(sites);
  const size = quick ? { rounds: 1, seconds: 2 } : { rounds: 3, seconds: 5 };
  const setting: Setting = {
    ...{ engine, stations, ...size },
    bare: { address: bare.address, pid: bare.pid, key: 'any' },
  };
  try {
    const rows: Row[] = [];
    for (const mode of modes) {
      say(`ingest on ${engine.name}: ${mode.name}`);
      // The route is warm before it is measured, as the servers are.
      await measure({ ...setting, seconds: warmUpSeconds }, setting.bare, mode);
      rows.push(...(await compare(setting, mode)));
    }
    say(`ingest on ${engine.name}: the projection behind it`);
    rows.push(...(await behind(setting)));
    return rows;
  } finally {
    stations.stop();
    await bare.stop();
  }
}

const run = (context: BenchContext): Promise<Row[]> =>
  onEach(context.folder, (engine) => ingestOn(engine, context));

export const ingest: Bench = { name: 'ingest', run };
