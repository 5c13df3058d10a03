/** The desk under load: commands on all screens, a queue of 5,000 orders, suggestions among 1,200 teams. */
import { runCommand } from '../../server/cli/run.ts';
import { tickMs } from '../../server/live/delta-pace.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { CommandAnswer, OrderDetail, QueueAnswer, SuggestionsAnswer } from '../../shared/wire/desk.ts';
import { event } from '../support/journal-events.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { countyCode } from '../support/small-county.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';
import { benchCounty } from './county.ts';
import { append, openDatabase, project } from './database.ts';
import { type Bench, type BenchContext, quantile, type Row, whole } from './report.ts';
import { pause, serverEnvironment, startServer } from './server.ts';

const teams = 1200;
const queued = 5000;
const pastOrders = 5000;
const viewers = 20;
const commands = 60;
const perSecond = 5;
/** For the last delta to arrive. */
const afterMs = 3000;
const goals = { commandMs: tickMs + 100, queueMs: 1000, suggestionsMs: 50 };
const scope = `area:${countyCode}`;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Each team is at a site of its own, beside the center. */
export const deskCounty = () => benchCounty(teams + 1);

const siteOf = (n: number): string => `S${String(n % teams).padStart(4, '0')}`;
const teamOf = (n: number): string => `T${String(n % teams).padStart(4, '0')}`;
const categories = ['lecture', 'opera', 'loose'];

const placed = (orderId: string, n: number, at: number): JournalEvent =>
  event(
    'order.placed',
    siteOf(n),
    at,
    {
      ...{ orderId, kind: 'service', title: `想请人来看看第 ${n} 件事` },
      category: categories[n % categories.length] ?? 'opera',
    },
    `p-${orderId}`,
  );

/** Orders that were carried out in the last weeks, each by a team. */
const past = (now: number): JournalEvent[] =>
  Array.from({ length: pastOrders }, (_, n) => {
    const [orderId, at, teamId] = [`past-${n}`, now - 80 * dayMs + n * 20 * 60_000, teamOf(n * 7)];
    return [
      placed(orderId, n, at),
      event('order.offered', 'C', at + hourMs, { orderId, teamId }, `o-${orderId}`),
      event('order.accepted', siteOf(n), at + 2 * hourMs, { orderId, teamId }, `a-${orderId}`),
      event('order.completed', siteOf(n), at + dayMs, { orderId, beneficiaries: 3 }, `c-${orderId}`),
      event('order.rated', siteOf(n), at + 2 * dayMs, { orderId, score: 3 + (n % 3) }, `r-${orderId}`),
    ];
  }).flat();

/** Orders that wait for a team or for its answer. */
export const openOrders = (now: number, count: number): JournalEvent[] =>
  Array.from({ length: count }, (_, n) => {
    const [orderId, at] = [`open-${n}`, now - 5 * dayMs + n * 60_000];
    const offer = event(
      'order.offered',
      'C',
      at + hourMs,
      { orderId, teamId: teamOf(n * 11) },
      `o-${orderId}`,
    );
    return n % 2 === 0 ? [placed(orderId, n, at)] : [placed(orderId, n, at), offer];
  }).flat();

export async function operatorOf(address: string, databaseUrl: string): Promise<SignedIn> {
  const password = '青松-看戏-下棋-9';
  const create = ['user', 'create', '--name', 'bench-1', '--role', 'operator', '--keep-password'];
  await runCommand(create, serverEnvironment(databaseUrl), async () => password);
  return until('the operator may sign in', () => signIn(address, 'bench-1', password));
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
}

/** The first page, and the whole queue, as a page of the desk reads it. */
async function queueTimes(operator: SignedIn): Promise<{ first: number; all: number; rows: number }> {
  const page = async (cursor: string | null) => {
    const rest = cursor === null ? '' : `&cursor=${cursor}`;
    const path = `desk/queue?county=${countyCode}&limit=500${rest}`;
    return (await operator.call<QueueAnswer>('GET', path)).body;
  };
  const first = await timed(() => page(null));
  const all = await timed(async () => {
    let [rows, cursor]: [number, string | null] = [first.value.items.length, first.value.cursor];
    while (cursor !== null) {
      const next = await page(cursor);
      [rows, cursor] = [rows + next.items.length, next.cursor];
    }
    return rows;
  });
  return { first: first.ms, all: first.ms + all.ms, rows: all.value };
}

async function suggestionTimes(operator: SignedIn): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 100; n++) {
    const path = `desk/orders/${countyCode}/open-${n * 2}/suggestions`;
    const { ms, value } = await timed(() => operator.call<SuggestionsAnswer>('GET', path));
    if (value.body.items.length === 0) throw new Error('no team suits an order');
    times.push(ms);
  }
  return times;
}

/** When each viewer was told of the lines of its feed (ms), by their seqs. */
async function follow(address: string): Promise<{ viewer: Viewer; told: Map<number, number> }> {
  const viewer = await new Viewer(address).connected();
  const told = new Map<number, number>();
  await viewer.follow(scope);
  viewer.socket.on('delta', ({ patch }) => {
    for (const seq of Object.keys((patch as { feed?: object }).feed ?? {}))
      if (!told.has(Number(seq))) told.set(Number(seq), performance.now());
  });
  return { viewer, told };
}

/** Milliseconds from each command until every viewer was told of it. */
async function commandTimes(address: string, operator: SignedIn): Promise<number[]> {
  const watching = await Promise.all(Array.from({ length: viewers }, () => follow(address)));
  const sent: { seq: number; at: number }[] = [];
  for (let n = 0; n < commands; n++) {
    const path = `desk/orders/${countyCode}/open-${n * 2}`;
    const { seen } = (await operator.call<OrderDetail>('GET', path)).body;
    const body = { commandId: `command-${n}`, seen, team: teamOf(n) };
    const at = performance.now();
    const { seqs } = (await operator.call<CommandAnswer>('POST', `${path}/offer`, body)).body;
    sent.push({ seq: seqs[0] ?? 0, at });
    await pause(1000 / perSecond);
  }
  await pause(afterMs);
  for (const { viewer } of watching) viewer.close();
  return watching.flatMap(({ told }) =>
    sent.map(({ seq, at }) => (told.get(seq) ?? Number.POSITIVE_INFINITY) - at),
  );
}

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const now = Date.now();
  const database = await openDatabase(folder, 'command', deskCounty(), now);
  say(`command: ${queued} open orders, ${teams} teams`);
  await append(database, [...past(now), ...openOrders(now, queued)]);
  await project(database, now);
  await database.store.close();
  const server = await startServer(database.url);
  try {
    const operator = await operatorOf(server.address, database.url);
    const queue = await queueTimes(operator);
    const suggestions = await suggestionTimes(operator);
    const waits = await commandTimes(server.address, operator);
    const [p99, slowest] = [quantile(waits, 0.99), quantile(suggestions, 0.99)];
    return [
      {
        what: `command to delta received, ${viewers} viewers`,
        measured: `p50 ${whole(quantile(waits, 0.5))} ms, p99 ${whole(p99)} ms`,
        goal: `p99 ≤ tick ${tickMs} + 100 ms`,
        met: p99 <= goals.commandMs,
      },
      {
        what: `queue of ${whole(queue.rows)} orders, the first time`,
        measured: `first 500 in ${whole(queue.first)} ms, all in ${whole(queue.all)} ms`,
        goal: `opens in ≤ ${goals.queueMs} ms`,
        met: queue.first <= goals.queueMs,
      },
      {
        what: `suggestions among ${whole(teams)} teams`,
        measured: `p50 ${whole(quantile(suggestions, 0.5))} ms, p99 ${whole(slowest)} ms`,
        goal: `p99 ≤ ${goals.suggestionsMs} ms`,
        met: slowest <= goals.suggestionsMs,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const command: Bench = { name: 'command', run };
