/**
 * What is written to does not answer for a while, gone or hanging: whoever asks is told so soon, nothing piles up, and
 * as soon as it is back the same process goes on with every event that was acknowledged.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { staleMs } from '../../shared/wire/live.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { SteadyLoad } from '../support/steady-load.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = `area:${countyCode}`;
/** Many more than a commit has, if each waited for its answer. */
const posters = 60;
/** Whoever comes while it is known that nothing can be stored is told at once; machines that are busy take longer. */
const toldWithinMs = 3_000;
const backWithinMs = 10_000;
const mostMemory = 200 * 1024;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(
  databaseUrl?: string,
): Promise<{ server: ProcessServer; load: SteadyLoad; age: () => number }> {
  const server = await startServerProcess({
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '100000',
  });
  closing.push(() => server.stop());
  const { key } = await server.makeKey();
  const viewer = await new Viewer(server.address, { transports: ['websocket'] }).connected();
  closing.push(() => viewer.close());
  await viewer.follow(county);
  const age = (): number => {
    const { asOf = '', now = '' } = viewer.clocks.at(-1) ?? {};
    return Date.parse(now) - Date.parse(asOf);
  };
  const load = new SteadyLoad({ post: (body) => server.post(key, body), posters, pauseMs: 200 });
  await load.takes(100, 60_000);
  return { server, load, age };
}

/** KiB of it that are in memory. */
const memoryOf = (server: ProcessServer): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))?.[1]);

const isReady = async (server: ProcessServer): Promise<boolean> =>
  (await fetch(`${server.address}/readyz`)).status === 200;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Outage {
  ms: number;
  begin(): Promise<void>;
  end(): Promise<void>;
  /** Whether reading ends with it too. */
  readsToo: boolean;
}

async function expectToBeBack(
  { server, load, age }: Awaited<ReturnType<typeof start>>,
  { ms, begin, end, readsToo }: Outage,
): Promise<void> {
  const before = memoryOf(server);
  const begun = performance.now();
  await begin();
  await load.refuses(posters, 60_000);
  const known = load.refusalTimes.length;
  await until('the server is not ready', async () => !(await isReady(server)));
  await until('the viewer is told that figures are old', () => age() > staleMs, 60_000);
  const asked = performance.now();
  const { status } = await server.get('sites?limit=10');
  expect(status).toBe(readsToo ? 503 : 200);
  expect(performance.now() - asked).toBeLessThan(30_000);
  while (performance.now() - begun < ms) {
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
    await sleep(500);
  }
  const times = load.refusalTimes.slice(known).sort((a, b) => a - b);
  expect(times.length).toBeGreaterThan(posters);
  expect(times[Math.floor(times.length * 0.9)]).toBeLessThan(toldWithinMs);
  expect(memoryOf(server) - before).toBeLessThan(mostMemory);

  await end();
  const ended = performance.now();
  await load.takes(1, 60_000);
  expect(performance.now() - ended).toBeLessThan(backWithinMs);
  await until('the server is ready', () => isReady(server), 60_000);
  await until('figures are of now', () => age() < staleMs, 60_000);
}

async function expectNothingLost({ server, load }: Awaited<ReturnType<typeof start>>): Promise<void> {
  await load.stop();
  load.expectAllIn(await server.journal());
  await until('every event is in the figures', async () => (await server.cli('journal', 'verify')).ok);
}

const outageMs = Number(process.env.OUTAGE_SECONDS ?? 60) * 1000;

test('PostgreSQL that hangs for a minute, and is gone for another', { timeout: 400_000 }, async () => {
  const postgres = await startPostgres();
  closing.push(() => postgres.stop());
  const under = await start(postgres.url);
  await expectToBeBack(under, { ms: outageMs, begin: postgres.freeze, end: postgres.thaw, readsToo: true });
  await expectToBeBack(under, { ms: outageMs, begin: postgres.kill, end: postgres.start, readsToo: true });
  await expectNothingLost(under);
});

describe('SQLite', () => {
  test('a disk that takes nothing for a while, again and again', { timeout: 300_000 }, async () => {
    const under = await start();
    const file = (under.server.env.DATABASE_URL ?? '').replace('sqlite:', '');
    // To the writer it is the same whether the disk hangs or somebody holds the file: its thread stands in the commit.
    const holder = new DatabaseSync(file);
    closing.push(() => holder.close());
    for (let pulse = 0; pulse < 2; pulse += 1)
      await expectToBeBack(under, {
        ms: 12_000,
        begin: async () => holder.exec('pragma busy_timeout = 20000; begin immediate'),
        end: async () => holder.exec('rollback'),
        readsToo: false,
      });
    await expectNothingLost(under);
  });
});
