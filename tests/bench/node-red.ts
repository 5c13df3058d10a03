/** The same stations and viewers before our server and before Node-RED with its dashboard, in one run. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServerProcess } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { benchCounty } from './county.ts';
import { addCenterKey, openDatabase } from './database.ts';
import { eventsPath } from './node-red-flow.ts';
import { installNodeRed } from './node-red-install.ts';
import { prepareNodeRed } from './node-red-server.ts';
import { type Bench, type BenchContext, decimals, median, quantile, type Row, whole } from './report.ts';
import type { Kind, RivalAnswer, RivalOrder } from './rival-viewers.ts';
import { startServer } from './server.ts';

const burstViewers = 10;
const coldViewers = 20;
const goal = 5;

interface Rival {
  kind: Kind;
  sites: string[];
  headers: Record<string, string>;
  start: () => Promise<ServerProcess>;
}

/** What one of them did; times in milliseconds. */
interface Found {
  burst: number;
  cold: number;
  restart: number;
  lost: number;
  answered: number;
}

type Ask = (order: RivalOrder) => Promise<RivalAnswer>;

async function withViewers<T>(use: (ask: Ask) => Promise<T>): Promise<T> {
  const child = fork(join(import.meta.dirname, 'rival-viewers.ts'), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the viewers ended')));
  ended.catch(() => {});
  try {
    return await use(async (order) => {
      child.send(order);
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [RivalAnswer];
      return answer;
    });
  } finally {
    child.kill();
  }
}

let posted = 0;
const now = (): number => performance.timeOrigin + performance.now();

/** One event of a site; answers when it was sent, and its place among all that were taken. */
async function post(
  { address }: ServerProcess,
  { headers }: Rival,
  site: string,
): Promise<{ at: number; order: number }> {
  posted += 1;
  const id = `activity-${posted}`;
  const at = now();
  const response = await fetch(`${address}${eventsPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      ...{ specversion: '1.0', id, source: `/sites/${site}`, type: 'activity.started' },
      time: new Date().toISOString(),
      data: { activityId: id, title: `活动 ${posted}`, category: 'opera' },
    }),
  });
  const answer = (await response.json()) as { total?: number; results?: { seq: number }[] };
  const order = answer.total ?? answer.results?.[0]?.seq;
  if (!response.ok || order === undefined)
    throw new Error(`${response.status} ${JSON.stringify(answer)} for a station's event`);
  return { at, order };
}

/** One event of every site at the same time, in the order in which they were taken. */
async function burst(server: ServerProcess, rival: Rival): Promise<{ at: number; order: number }[]> {
  const sent = await Promise.all(rival.sites.map((site) => post(server, rival, site)));
  return sent.sort((a, b) => a.order - b.order);
}

const totalOf = (told: RivalAnswer['told'][number] | undefined): number => told?.at(-1)?.total ?? 0;

const allTold = (ask: Ask, total: number) => async (): Promise<RivalAnswer | undefined> => {
  const answer = await ask({ do: 'told' });
  return answer.told.every((told) => totalOf(told) >= total) ? answer : undefined;
};

/** Milliseconds from each POST until each viewer's total held it. */
async function burstWaits(server: ServerProcess, rival: Rival, ask: Ask, known: number): Promise<number[]> {
  const sent = await burst(server, rival);
  const { told } = await until('the viewers know', allTold(ask, known + sent.length), 60_000);
  return told.flatMap((heard) =>
    sent.map(({ at }, n) => (heard.find(({ total }) => total > known + n)?.at ?? Number.NaN) - at),
  );
}

async function measure(rival: Rival, rounds: number, say: BenchContext['say']): Promise<Found> {
  const { kind, sites } = rival;
  const open = (address: string, count: number): RivalOrder => ({ do: 'open', address, kind, sites, count });
  let server = await rival.start();
  try {
    return await withViewers(async (ask) => {
      // A county may begin with figures from before its first event.
      let known = totalOf((await ask(open(server.address, 1))).told[0]);
      await ask({ do: 'close' });
      const [bursts, colds, restarts]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round <= rounds; round++) {
        say(`node-red: ${kind}, round ${round} of ${rounds}`);
        await ask(open(server.address, burstViewers));
        const waits = await burstWaits(server, rival, ask, known);
        known += sites.length;
        await ask({ do: 'close' });
        const { waits: cold } = await ask(open(server.address, coldViewers));
        await ask({ do: 'close' });
        await server.stop();
        const begun = now();
        server = await rival.start();
        await ask(open(server.address, 1));
        const restart = now() - begun;
        await until('what was kept is shown', allTold(ask, known), 60_000);
        await ask({ do: 'close' });
        // The first round warms the disk and the programs up.
        if (round === 0) continue;
        bursts.push(quantile(waits, 0.95));
        colds.push(Math.max(...cold));
        restarts.push(restart);
      }
      const answered = (await burst(server, rival)).length;
      await server.kill();
      server = await rival.start();
      await ask(open(server.address, 1));
      const shown = await until('it shows something', async () =>
        (await ask({ do: 'told' })).told[0]?.at(-1),
      );
      const lost = known + answered - shown.total;
      return { burst: median(bursts), cold: median(colds), restart: median(restarts), lost, answered };
    });
  } finally {
    await server.stop();
  }
}

async function cockpitOf(folder: string, sites: string[]): Promise<Rival> {
  const database = await openDatabase(folder, 'rival', benchCounty(sites.length + 1), Date.now());
  const key = await addCenterKey(database);
  await database.store.close();
  const headers = { authorization: `Bearer ${key}` };
  return { kind: 'cockpit', sites, headers, start: () => startServer(database.url) };
}

async function run({ quick, folder, say }: BenchContext): Promise<Row[]> {
  const modules = await installNodeRed(say);
  const sites = benchCounty((quick ? 20 : 300) + 1)
    .sites.map(({ code }) => code)
    .filter((code) => code !== 'C');
  const start = await prepareNodeRed(join(folder, 'node-red'), modules, sites);
  const rounds = quick ? 1 : 5;
  const ours = await measure(await cockpitOf(folder, sites), rounds, say);
  const theirs = await measure({ kind: 'node-red', sites, headers: {}, start }, rounds, say);
  const faster = (what: string, member: 'burst' | 'cold' | 'restart'): Row => ({
    what: `${what}, beside Node-RED with its dashboard`,
    measured: `${decimals(theirs[member] / ours[member], 1)}× as fast (${whole(ours[member])} ms against ${whole(theirs[member])} ms)`,
    goal: `≥ ${goal}×`,
    met: theirs[member] >= goal * ours[member],
  });
  const { length } = sites;
  return [
    faster(
      `${length} sites × 1 event in one burst to ${burstViewers} viewers, p95 of POST to shown`,
      'burst',
    ),
    faster(`${coldViewers} cold viewers at once, until the last has its picture`, 'cold'),
    faster('restart until a viewer has its picture', 'restart'),
    {
      what: `events lost of ${length} that were answered just before kill -9, beside Node-RED`,
      measured: `${ours.lost} against ${theirs.lost}, kept in its persistent context`,
      goal: '0',
      met: ours.lost === 0,
    },
  ];
}

export const nodeRed: Bench = { name: 'node-red', run };
