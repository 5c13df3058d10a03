/** Two servers on one database against one: what they take in, and what they send; and where the time goes. */
import { cpus } from 'node:os';
import type { ServerProcess } from '../support/server-process.ts';
import { countyCode } from '../support/small-county.ts';
import { benchCounty } from './county.ts';
import { addCenterKey, openDatabaseAt } from './database.ts';
import { type Engine, onEach } from './engines.ts';
import { type Bench, type BenchContext, decimals, type Row, whole } from './report.ts';
import { cpuMsOf, pause, startServer } from './server.ts';
import { type Stations, startStations } from './stations.ts';
import { startViewers } from './viewers.ts';

const sites = 400;
const scope = `area:${countyCode}`;
const connections = 64;
const batch = 100;
/** Prepared beforehand: more than two servers take in. */
const requestsPerSecond = 500;
/** Events a second while viewers watch. */
const perSecond = 20;
const afterMs = 2_000;

interface Size {
  seconds: number;
  viewers: number;
}

/** What was done in a second, and how busy each process was (cores). */
interface Pace {
  perSecond: number;
  busy: string;
}

const cores = (ms: number, wallMs: number): string => decimals(ms / wallMs, 2);

/** Measures how busy the servers and the database are while something runs. */
async function busyWhile(
  servers: readonly ServerProcess[],
  engine: Engine,
  run: () => Promise<number>,
): Promise<Pace> {
  const [begun, database] = [performance.now(), engine.cpuMs()];
  const before = servers.map(({ pid }) => cpuMsOf(pid));
  const done = await run();
  const wall = performance.now() - begun;
  const each = servers.map(({ pid }, n) => cores(cpuMsOf(pid) - (before[n] ?? 0), wall));
  const own = engine.name === 'SQLite' ? '' : `, database ${cores(engine.cpuMs() - database, wall)}`;
  return { perSecond: (done / wall) * 1000, busy: `servers ${each.join(' + ')}${own}` };
}

/** Prepares what all servers are to take in at once; what it answers posts it, and tells how many were accepted. */
async function prepare(
  servers: readonly ServerProcess[],
  stations: readonly Stations[],
  key: string,
  seconds: number,
): Promise<() => Promise<number>> {
  const requests = (seconds * requestsPerSecond) / servers.length;
  const loads = await Promise.all(
    servers.map(({ address }, n) => {
      const load = { address, key, sites, batch, connections: connections / servers.length, seconds };
      return stations[n]?.prepare({ ...load, requests });
    }),
  );
  return async () => {
    const results = await Promise.all(loads.map((post) => post?.()));
    return results.reduce((sum, result) => {
      if (result && result.failed > 0) throw new Error(`${result.failed} requests failed`);
      return sum + (result?.accepted ?? 0);
    }, 0);
  };
}

interface Paces {
  taken: Pace;
  sent: Pace;
}

async function measure(engine: Engine, count: number, { seconds, viewers: many }: Size): Promise<Paces> {
  const database = await openDatabaseAt(await engine.make(`two_${count}`), benchCounty(sites), Date.now());
  const key = await addCenterKey(database);
  await database.store.close();
  const servers: ServerProcess[] = [];
  const [stations, viewers] = [[startStations(), startStations()], startViewers()];
  try {
    for (let n = 0; n < count; n++) servers.push(await startServer(database.url));
    for (const { address } of servers) await viewers.open(address, 'cockpit', scope, many / count);
    const load = { address: servers[0]?.address ?? '', key, sites, batch: 1, connections: 2, seconds };
    const sent = await busyWhile(servers, engine, async () => {
      const before = await viewers.count();
      await stations[0]?.post({ ...load, rate: perSecond, requests: seconds * perSecond * 2 });
      await pause(afterMs);
      return (await viewers.count()).frames - before.frames;
    });
    await viewers.closeAll();
    await (await prepare(servers, stations, key, 1))();
    const taken = await busyWhile(servers, engine, await prepare(servers, stations, key, seconds));
    return { taken, sent };
  } finally {
    viewers.stop();
    for (const one of stations) one.stop();
    for (const server of servers) await server.stop();
  }
}

async function compare(engine: Engine, { quick, say }: BenchContext): Promise<Row[]> {
  const size = quick ? { seconds: 3, viewers: 20 } : { seconds: 8, viewers: 1_000 };
  say(`two-servers on ${engine.name}: one, then two`);
  const [one, two] = [await measure(engine, 1, size), await measure(engine, 2, size)];
  const row = (what: string, unit: string, member: keyof Paces): Row => ({
    what: `two servers against one on ${engine.name}: ${what}`,
    measured: `× ${decimals(two[member].perSecond / one[member].perSecond)} (${whole(two[member].perSecond)} against ${whole(one[member].perSecond)} ${unit}; cores busy: ${two[member].busy}, against ${one[member].busy}, of ${cpus().length} that the stations and viewers share)`,
    goal: '',
  });
  return [
    row(`durable ingest in batches of ${batch}`, 'events/s', 'taken'),
    row(`deltas to ${size.viewers} viewers at ${perSecond} events/s`, 'deltas/s', 'sent'),
  ];
}

const run = (context: BenchContext): Promise<Row[]> =>
  onEach(context.folder, (engine) => compare(engine, context));

export const twoServers: Bench = { name: 'two-servers', run };
