/** A province on one server: 90 counties with 40,000 sites; its board cold, after one county's event, and its memory. */
import { join } from 'node:path';
import { readCountyFolder } from '../../mock/county-folder.ts';
import { writeCounties } from '../../mock/province/province.ts';
import { tickMs } from '../../server/live/delta-pace.ts';
import { importCounty } from '../../server/projector/import-county.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Measures } from '../../shared/board/board.ts';
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';
import { addCenterKey, append, type Database, project } from './database.ts';
import { storiesOf } from './events.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row, whole } from './report.ts';
import { pause, residentBytes, startServer } from './server.ts';

const scope = 'area:33';
const eventsOfCounty = 200;
const rounds = 60;
const betweenMs = 250;
/** A change is in a delta within this on an idle machine (contract §5). */
const deltaMs = 300;
const dayMs = 86_400_000;
const megabyte = 1_048_576;

interface Province {
  url: string;
  sites: number;
  /** Key of the center of each county. */
  stations: { site: string; key: string }[];
  importMs: number;
}

async function fill(database: Database, county: County, now: number): Promise<void> {
  const open = { ...county, sites: county.sites.filter(({ status }) => status === 'open') };
  const span = { from: now - 20 * dayMs, to: now - dayMs };
  await append(
    database,
    storiesOf({ county: open, count: eventsOfCounty, ...span, name: county.profile.code }),
  );
  await project(database, now);
}

async function build(folder: string, say: BenchContext['say']): Promise<Province> {
  const counties = writeCounties('33', join(folder, 'counties'), 'mock/counties').map(readCountyFolder);
  const url = `sqlite:${join(folder, 'province.db')}`;
  const store = await openStore(url);
  const now = Date.now();
  const begun = performance.now();
  for (const county of counties) await importCounty(store, county, now);
  const importMs = performance.now() - begun;
  say(`province: ${eventsOfCounty} events for each of ${counties.length} counties`);
  const stations: Province['stations'] = [];
  for (const county of counties) {
    const database = { url, store, register: new Register(county) };
    await fill(database, county, now);
    stations.push({ site: database.register.center.code, key: await addCenterKey(database) });
  }
  await store.close();
  return { url, stations, importMs, sites: counties.reduce((sum, { sites }) => sum + sites.length, 0) };
}

const residentMb = ({ pid }: ServerProcess): number => residentBytes(pid) / megabyte;

interface Started {
  server: ServerProcess;
  readyMs: number;
}

async function start(url: string): Promise<Started> {
  const begun = performance.now();
  const server = await startServer(url);
  while (!(await fetch(`${server.address}/readyz`)).ok) await pause(10);
  return { server, readyMs: performance.now() - begun };
}

const activitiesOf = (patch: object): number | undefined =>
  (patch as { totals?: { all?: Partial<Measures> } }).totals?.all?.activities;

/** Milliseconds from a POST of one county to the delta of the province that has it, in counties in turn. */
async function waitsOf(viewer: Viewer, address: string, stations: Province['stations']): Promise<number[]> {
  const waits: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const { site, key } = stations[(n * 7) % stations.length] ?? { site: '', key: '' };
    const told = viewer.deltas.length;
    const at = performance.now();
    await fetch(`${address}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ id: `province-${n}`, source: `/sites/${site}`, type: 'activity.started' },
        time: new Date().toISOString(),
        data: { activityId: `province-${n}`, title: `活动 ${n}`, category: 'culture' },
      }),
    });
    const delta = await until('the delta', () =>
      viewer.deltas.slice(told).find(({ patch }) => activitiesOf(patch) !== undefined),
    );
    waits.push(delta.arrived - at);
    await pause(betweenMs);
  }
  return waits;
}

async function measure({ url, stations, sites, importMs }: Province, empty: Started): Promise<Row[]> {
  const emptyMb = residentMb(empty.server);
  await empty.server.stop();
  const { server, readyMs } = await start(url);
  try {
    const idleMb = residentMb(server);
    const begun = performance.now();
    const snapshot = await (await fetch(`${server.address}/api/v1/snapshot?scope=${scope}`)).text();
    const coldMs = performance.now() - begun;
    const viewer = await new Viewer(server.address).connected();
    await viewer.follow(scope);
    const waits = await waitsOf(viewer, server.address, stations);
    viewer.close();
    const p95 = quantile(waits, 0.95);
    const row = (what: string, measured: string): Row => ({ what, measured, goal: '' });
    return [
      row(`taking in ${stations.length} counties with ${whole(sites)} sites`, `${whole(importMs)} ms`),
      row(
        'start to ready with them, against none',
        `${whole(readyMs)} ms against ${whole(empty.readyMs)} ms`,
      ),
      row(
        'memory of the process for each 10,000 sites, registers in all threads',
        `${decimals((idleMb - emptyMb) / (sites / 10_000), 1)} MiB`,
      ),
      row(
        'the same once its board was read',
        `${decimals((residentMb(server) - emptyMb) / (sites / 10_000), 1)} MiB`,
      ),
      row('board of the province, cold', `${whole(coldMs)} ms, ${whole(snapshot.length / 1024)} KiB`),
      {
        what: 'POST of one county to the delta of the province',
        measured: `p50 ${whole(quantile(waits, 0.5))} ms, p95 ${whole(p95)} ms`,
        goal: `p95 ≤ ${deltaMs} ms on an idle machine (tick ${tickMs} ms)`,
        met: p95 <= deltaMs,
      },
    ];
  } finally {
    await server.stop();
  }
}

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const province = await build(folder, say);
  const bare = await openStore(`sqlite:${join(folder, 'none.db')}`);
  await bare.close();
  say('province: started with it, and without');
  return measure(province, await start(`sqlite:${join(folder, 'none.db')}`));
}

export const province: Bench = { name: 'province', onlyByName: true, run };
