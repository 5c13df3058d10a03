/** What viewers and sites cost in memory, beside Socket.IO alone that holds as many sockets and the same register. */
import { freePort } from '../support/postgres-server.ts';
import { startProcess } from '../support/server-process.ts';
import { countyCode } from '../support/small-county.ts';
import { benchCounty } from './county.ts';
import { openDatabase } from './database.ts';
import { type Footprint, inspect, inspected } from './inspector.ts';
import { type Bench, type BenchContext, decimals, type Row, whole } from './report.ts';
import { serverEnvironment, startBareProgram } from './server.ts';
import { startViewers } from './viewers.ts';

const goal = 2;
const scope = `area:${countyCode}`;
/** Connections before the first measurement: what a first one needs is there. */
const early = 50;

interface Size {
  sites: number;
  moreSites: number;
  viewers: number;
}

interface Measured {
  address: string;
  footprint(): Promise<Footprint>;
  stop(): Promise<unknown>;
}

type Start = (sites: number) => Promise<Measured>;

const ours =
  (folder: string): Start =>
  async (sites) => {
    const port = await freePort();
    const { url, store } = await openDatabase(folder, `memory-${sites}`, benchCounty(sites), Date.now());
    await store.close();
    const server = await startProcess({ ...serverEnvironment(url), ...inspected(port) });
    const { address, pid, stop } = server;
    await (await fetch(`${address}/api/v1/snapshot?scope=${scope}`)).arrayBuffer();
    return { address, stop, footprint: await inspect(port, pid) };
  };

const bare: Start = async (sites) => {
  const port = await freePort();
  const { address, pid, stop } = await startBareProgram('bare-io.ts', [`${sites}`], inspected(port));
  return { address, stop, footprint: await inspect(port, pid) };
};

interface Added {
  viewers: Footprint;
  sites: Footprint;
}

const less = (a: Footprint, b: Footprint, units: number): Footprint => ({
  heap: (a.heap - b.heap) / units,
  rss: (a.rss - b.rss) / units,
});

/** For each 1,000 viewers and each 10,000 sites. */
async function addedBy(start: Start, { sites, moreSites, viewers: count }: Size): Promise<Added> {
  const [small, viewers] = [await start(sites), startViewers()];
  try {
    const none = await small.footprint();
    await viewers.open(small.address, 'cockpit', scope, early);
    const before = await small.footprint();
    await viewers.open(small.address, 'cockpit', scope, count);
    const after = await small.footprint();
    await viewers.closeAll();
    const large = await start(sites + moreSites);
    const full = await large.footprint().finally(() => large.stop());
    return { viewers: less(after, before, count / 1_000), sites: less(full, none, moreSites / 10_000) };
  } finally {
    viewers.stop();
    await small.stop();
  }
}

const megabytes = (bytes: number): string => `${decimals(bytes / 1e6, 1)} MB`;

function row(what: string, mine: Footprint, other: Footprint): Row {
  const [heap, rss] = [mine.heap / other.heap, mine.rss / other.rss];
  return {
    what,
    measured: `× ${decimals(rss)} of the process (${megabytes(mine.rss)} against ${megabytes(other.rss)}), × ${decimals(heap)} of objects after GC (${megabytes(mine.heap)} against ${megabytes(other.heap)})`,
    goal: `≤ × ${goal}`,
    met: rss <= goal && heap <= goal,
  };
}

async function run({ quick, folder, say }: BenchContext): Promise<Row[]> {
  const size = quick
    ? { sites: 40, moreSites: 400, viewers: 100 }
    : { sites: 400, moreSites: 20_000, viewers: 2_000 };
  say(`memory: ${whole(size.viewers)} viewers, ${whole(size.moreSites)} sites`);
  const mine = await addedBy(ours(folder), size);
  const other = await addedBy(bare, size);
  return [
    row('memory for each 1,000 viewers, against Socket.IO alone', mine.viewers, other.viewers),
    row(
      'memory for each 10,000 sites, against their register as plain objects, each with one record of state, in one thread',
      mine.sites,
      other.sites,
    ),
  ];
}

export const memory: Bench = { name: 'memory', run };
