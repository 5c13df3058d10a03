/** From a station's POST to the delta that shows it, with viewers on the county's board. */
import { tickMs } from '../../server/live/delta-pace.ts';
import type { Measures } from '../../shared/board/board.ts';
import { countyCode } from '../support/small-county.ts';
import { Viewer } from '../support/viewer.ts';
import { benchCounty } from './county.ts';
import { addCenterKey, append, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { type Bench, type BenchContext, quantile, type Row, whole } from './report.ts';
import { pause, startServer } from './server.ts';

const viewers = 20;
const perSecond = 50;
const seconds = 20;
const warmUpSeconds = 3;
const goalMs = tickMs + 100;
/** For the last delta to arrive. */
const afterMs = 3000;
const scope = `area:${countyCode}`;
const dayMs = 86_400_000;

/** Posts one activity that begins now; answers the seq of its event. */
async function post(address: string, key: string, n: number): Promise<number> {
  const response = await fetch(`${address}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: `latency-${n}`,
      source: `/sites/S${String(n % 399).padStart(4, '0')}`,
      type: 'activity.started',
      time: new Date().toISOString(),
      data: { activityId: `latency-${n}`, title: `活动 ${n}`, category: 'opera' },
    }),
  });
  const { results } = (await response.json()) as { results: { seq: number }[] };
  return results[0]?.seq ?? 0;
}

/** What one viewer was told: the count of activities, and when it came (ms). */
type Told = { count: number; at: number }[];

async function follow(address: string): Promise<{ viewer: Viewer; told: Told }> {
  const viewer = await new Viewer(address).connected();
  const told: Told = [];
  await viewer.follow(scope);
  viewer.socket.on('delta', ({ patch }) => {
    const { totals } = patch as { totals?: { all?: Partial<Measures> } };
    if (totals?.all?.activities !== undefined)
      told.push({ count: totals.all.activities, at: performance.now() });
  });
  return { viewer, told };
}

/** Milliseconds until each viewer's count held each event: every event is one more activity. */
async function waitsOf(address: string, key: string): Promise<number[]> {
  const watching = await Promise.all(Array.from({ length: viewers }, () => follow(address)));
  const known = watching[0]?.viewer.followed.get(scope)?.board.totals.all.activities ?? 0;
  const sent: Promise<{ seq: number; at: number }>[] = [];
  const begun = performance.now();
  for (let n = 0; n < (seconds + warmUpSeconds) * perSecond; n++) {
    await pause(Math.max(0, begun + (n * 1000) / perSecond - performance.now()));
    const at = performance.now();
    sent.push(post(address, key, n).then((seq) => ({ seq, at })));
  }
  const events = (await Promise.all(sent)).sort((a, b) => a.seq - b.seq);
  await pause(afterMs);
  for (const { viewer } of watching) viewer.close();
  return watching.flatMap(({ told }) =>
    events.slice(warmUpSeconds * perSecond).map(({ at }, n) => {
      const count = known + warmUpSeconds * perSecond + n + 1;
      return (told.find((delta) => delta.count >= count)?.at ?? Number.POSITIVE_INFINITY) - at;
    }),
  );
}

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const now = Date.now();
  const county = benchCounty(400);
  const database = await openDatabase(folder, 'latency', county, now);
  await append(
    database,
    storiesOf({ county, count: 5_000, from: now - 30 * dayMs, to: now - dayMs, name: 'h' }),
  );
  await project(database, now);
  const key = await addCenterKey(database);
  await database.store.close();
  const server = await startServer(database.url);
  try {
    say(`latency: ${viewers} viewers, ${perSecond} events/s`);
    const waits = await waitsOf(server.address, key);
    const p99 = quantile(waits, 0.99);
    return [
      {
        what: `POST to delta received, ${viewers} viewers, ${perSecond} events/s`,
        measured: `p50 ${whole(quantile(waits, 0.5))} ms, p99 ${whole(p99)} ms`,
        goal: `p99 ≤ tick ${tickMs} + 100 ms`,
        met: p99 <= goalMs,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const latency: Bench = { name: 'latency', run };
