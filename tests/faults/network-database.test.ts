/** The line between a server and PostgreSQL, cut in the middle of anything: it costs time and nothing else. */
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Random } from '../../mock/simulation/random.ts';
import { Connection } from '../../server/store/postgres/connection.ts';
import type { Board } from '../../shared/board/board.ts';
import { makeDatabase, type TestDatabase } from '../support/postgres.ts';
import { ResendingStation } from '../support/resending-station.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { SimulatedViewer } from '../support/simulation/viewers.ts';
import { type StationEvent, started } from '../support/station.ts';
import { fairWeather, TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const site = '330127100-S';
const county = `area:${countyCode}`;
const open = { ANONYMOUS_READ: 'true', RATE_REQUESTS_PER_SECOND: '100000' };

const closing: (() => unknown)[] = [];
const running = async (server: ProcessServer): Promise<number> =>
  (await server.get<{ board: Board }>(`snapshot?scope=${county}`)).body.board.now.activitiesRunning;
const head = async (server: ProcessServer): Promise<number> => (await server.journal()).length;

let server: ProcessServer;
let proxy: TcpProxy;
let database: TestDatabase;
let key: string;
beforeAll(async () => {
  database = await makeDatabase();
  proxy = await TcpProxy.before(database.url, new Random('network', 'database'));
  server = await startServerProcess({ ...open, DATABASE_URL: proxy.address });
  ({ key } = await server.makeKey());
});
afterAll(async () => {
  await server?.stop();
  await proxy?.stop();
  await database?.drop();
});
afterEach(async () => {
  proxy.weather = fairWeather;
  for (const close of closing.splice(0).reverse()) await close();
});

const stationsOf = (count: number): ResendingStation[] =>
  Array.from({ length: count }, () => new ResendingStation({ address: server.address, key, restMs: 20 }));

test('a line that is cut in the middle of anything costs time and nothing else', async () => {
  const stations = stationsOf(4);
  const sent: StationEvent[] = [];
  const begun = await head(server);
  let over = false;
  const load = Promise.all(
    stations.map(async (station) => {
      while (!over) {
        const batch = Array.from({ length: 5 }, () => started(site));
        sent.push(...batch);
        await station.deliver(batch);
      }
    }),
  );
  const lost = (): number => stations.reduce((sum, { unanswered }) => sum + unanswered, 0);
  // Some break by themselves, wherever they are; now and then all do.
  proxy.weather = { ...fairWeather, breaks: 0.7, withinBytes: 30_000 };
  for (let cut = 1; cut <= 8; cut += 1) {
    const before = sent.length;
    await until('events are taken', () => sent.length > before + 40);
    proxy.cut();
  }
  await until('some had to be sent again', () => lost() > 5);
  proxy.weather = fairWeather;
  over = true;
  await load;
  const ids = (await server.journal()).slice(begun).map(({ id }) => id);
  expect(ids.sort()).toEqual(sent.map(({ id }) => id).sort());
  expect(stations.flatMap(({ faults }) => faults)).toEqual([]);
  await until('each is counted once', async () => (await running(server)) === begun + sent.length);
  expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
});

/** What the kernel says of the open lines to a port: which timer runs on each, and for how long still (ms). */
async function timersTo(port: number): Promise<{ timer: number; ms: number }[]> {
  const remote = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  return rows
    .filter(([, , address = '', state]) => address.endsWith(remote) && state === established)
    .map(([, , , , , timer = '']) => {
      const [kind = '', ticks = ''] = timer.split(':');
      return { timer: Number.parseInt(kind, 16), ms: Number.parseInt(ticks, 16) * 10 };
    });
}
const established = '01';

test.runIf(platform() === 'linux')('a line on which nothing comes is looked after in seconds', async () => {
  const port = Number(new URL(proxy.address).port);
  // Without a timer nobody would ever know; two hours are what a system takes by itself.
  await until('every line has its timer', async () => {
    const timers = await timersTo(port);
    return timers.length > 3 && timers.every(({ timer, ms }) => timer > 0 && ms <= 15_000);
  });
});

test('a line that falls silent in the middle of a question is given up', { timeout: 60_000 }, async () => {
  const connection = await Connection.open(proxy.address, { access: 'read', patienceMs: 700 });
  closing.push(() => connection.close());
  const asked = connection.one('select 1 from pg_sleep(0.5)');
  expect(proxy.silence(/statement_timeout=700/)).toBe(1);
  await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  expect(connection.broken).toBe(true);
});

test('a wake-up that is lost costs time alone', async () => {
  // Another server on the same database, which hears of nothing any more.
  const deaf = await TcpProxy.before(database.url, new Random('network', 'deaf'));
  closing.push(() => deaf.stop());
  const other = await startServerProcess({ ...open, DATABASE_URL: deaf.address });
  closing.push(() => other.stop());
  const viewer = new SimulatedViewer(county, other.address);
  closing.push(() => viewer.line.close());
  const shown = (): number | undefined => viewer.board?.now.activitiesRunning;
  await until('it has a board', () => shown() !== undefined);
  expect(deaf.silence(/listen cockpit_moved/)).toBeGreaterThan(0);
  for (let round = 0; round < 3; round += 1) {
    const before = shown() ?? 0;
    expect((await server.post(key, JSON.stringify(started(site)))).status).toBe(200);
    await until('it shows it', () => shown() === before + 1, 10_000);
  }
  expect(viewer.states).toEqual(['reconnecting', 'live']);
});
