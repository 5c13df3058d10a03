/**
 * The disk is full, under load: stations are told to come again, figures are read and say how old they are, nothing
 * that was acknowledged is lost, and with room on the disk the same process goes on.
 */
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { staleMs } from '../../shared/wire/live.ts';
import { runSql } from '../support/postgres.ts';
import { nobody, startPostgres } from '../support/postgres-server.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { SteadyLoad } from '../support/steady-load.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = `area:${countyCode}`;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(databaseUrl?: string): Promise<ProcessServer> {
  const server = await startServerProcess({
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '100000',
  });
  closing.push(() => server.stop());
  return server;
}

interface Disk {
  fill(): Promise<void>;
  clear(): Promise<void>;
}

async function ready(server: ProcessServer): Promise<{ status: number; writer?: string }> {
  const answer = await fetch(`${server.address}/readyz`);
  const { checks } = (await answer.json()) as { checks: { writer?: string } };
  return { status: answer.status, ...checks };
}

async function expectToSurvive(server: ProcessServer, disk: Disk): Promise<void> {
  const pid = server.pid();
  const { key } = await server.makeKey();
  const viewer = await new Viewer(server.address, { transports: ['websocket'] }).connected();
  closing.push(() => viewer.close());
  await viewer.follow(county);
  const age = (): number => {
    const { asOf = '', now = '' } = viewer.clocks.at(-1) ?? {};
    return Date.parse(now) - Date.parse(asOf);
  };
  const load = new SteadyLoad({ post: (body) => server.post(key, body) });
  await load.takes(20);

  await disk.fill();
  await load.refuses(20, 60_000);
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  expect(await ready(server)).toMatchObject({
    status: 503,
    writer: expect.stringMatching(/full|No space|I\/O/),
  });
  expect((await server.get(`snapshot?scope=${county}`)).status).toBe(200);
  expect((await server.get('sites?limit=10')).status).toBe(200);
  await until('the viewer is told that figures are old', () => age() > staleMs, 60_000);

  await disk.clear();
  await load.takes(20, 60_000);
  await until('the server is ready', async () => (await ready(server)).status === 200);
  await load.stop();
  await until('figures are of now', () => age() < staleMs);
  expect(server.pid()).toBe(pid);
  load.expectAllIn(await server.journal());
  await until('every event is in the figures', async () => (await server.cli('journal', 'verify')).ok);
  const running = [...load.acknowledged].length / 2;
  await until(
    'the viewer sees every event',
    () => viewer.followed.get(county)?.board.now.activitiesRunning === running,
  );
}

describe('SQLite', () => {
  test('on a disk without room', async (context) => {
    const disk = await mountSmallDisk(32);
    if (!disk) return context.skip('This user may not mount a disk.');
    closing.push(disk.remove);
    await expectToSurvive(await start(`sqlite:${join(disk.folder, 'cockpit.db')}`), disk);
  });

  test('with files that may not grow', async (context) => {
    if (process.platform !== 'linux') return context.skip('Limits of a process that runs are of Linux.');
    const server = await start();
    const folder = dirname((server.env.DATABASE_URL ?? '').replace('sqlite:', ''));
    const limit = (bytes: string) =>
      promisify(execFile)('prlimit', ['--pid', `${server.pid()}`, `--fsize=${bytes}:unlimited`]);
    await expectToSurvive(server, {
      fill: async () => {
        const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
        await limit(`${Math.max(...sizes.map(({ size }) => size))}`);
      },
      clear: async () => {
        await limit('unlimited');
      },
    });
  });
});

test('PostgreSQL on a disk without room', async (context) => {
  const isRoot = process.getuid?.() === 0;
  const disk = await mountSmallDisk(96, isRoot ? nobody : undefined);
  if (!disk) return context.skip('This user may not mount a disk.');
  closing.push(disk.remove);
  const postgres = await startPostgres();
  closing.push(() => postgres.stop());
  await runSql(postgres.url, `create tablespace small location '${disk.folder}'`);
  await runSql(postgres.url, "create database cockpit template template0 encoding 'UTF8' tablespace small");
  const url = new URL(postgres.url);
  url.pathname = '/cockpit';
  await expectToSurvive(await start(url.href), disk);
});
