/** A server that has more to do than it can: it puts off what can wait, says so, and lives. */
import { afterEach, expect, test } from 'vitest';
import { metricOf, watchHealth } from '../support/health.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

let server: ProcessServer;
afterEach(() => server.stop());

/** Readers who ask on and on. */
const crowd = 8;
/** How late a process may be, and for how long others take the processor from it, again and again. */
const [mostLateMs, takenMs, givenMs] = [100, 400, 100];
const patienceMs = 100_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets a process run by turns only, as where a machine has too much to do. */
async function starve(pid: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    process.kill(pid, 'SIGSTOP');
    await pause(takenMs);
    process.kill(pid, 'SIGCONT');
    await pause(givenMs);
  }
}

test('puts off readers and newcomers while it is late, and nobody when it is not', async () => {
  server = await startServerProcess({ ANONYMOUS_READ: 'true', MAX_LATE_MS: String(mostLateMs) });
  const before = await new Viewer(server.address, { transports: ['websocket'] }).connected();
  expect(await before.follow('area:330127')).toMatchObject({ ok: true });
  // Whoever polls makes one request after another, and is no newcomer with any of them.
  const polls = await new Viewer(server.address, { transports: ['polling'], upgrade: false }).connected();
  const left: string[] = [];
  for (const { socket } of [before, polls]) socket.on('disconnect', (reason) => left.push(reason));
  const health = watchHealth(server.address);
  const answers = new Map<number, number>();
  const retries = new Set<string | null>();
  let crowded = true;
  const starving = starve(server.pid(), () => !crowded);
  const reading = Array.from({ length: crowd }, async () => {
    while (crowded) {
      const answer = await fetch(`${server.address}/api/v1/snapshot?scope=area:330127`);
      await answer.arrayBuffer();
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
      if (answer.status === 503) retries.add(answer.headers.get('retry-after'));
    }
  });
  const refusals: string[] = [];
  const newcomers: Viewer[] = [];
  try {
    await until(
      'readers and newcomers are put off',
      async () => {
        const newcomer = new Viewer(server.address, { reconnection: false, transports: ['websocket'] });
        newcomers.push(newcomer);
        await new Promise<void>((resolve) => {
          newcomer.socket.once('connect', resolve);
          newcomer.socket.once('connect_error', (error) => {
            refusals.push(error.message);
            resolve();
          });
        });
        return refusals.length > 0 && (answers.get(503) ?? 0) > 0;
      },
      patienceMs,
    );
  } finally {
    crowded = false;
    await Promise.all([starving, ...reading]);
  }
  expect([...answers.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect([...retries]).toEqual(['2']);
  expect(await metricOf(server.address, 'cockpit_shed_total{what="request"}')).toBe(answers.get(503));
  expect((await health.end()).failures).toEqual([]);
  // Whoever was there stays, and those who come later are let in.
  expect(left).toEqual([]);
  const late = new Viewer(server.address);
  await until('it is let in', () => late.socket.connected, patienceMs);
  for (const viewer of [before, polls, late, ...newcomers]) viewer.close();
});
