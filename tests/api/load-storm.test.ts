/**
 * The server dies while many look at it, and all come back at once by the client that pages have: each is right again,
 * and the server has neither grown nor fallen silent. `STORM_VIEWERS=5000` for a storm of that size.
 */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { metricOf, watchHealth } from '../support/health.ts';
import { type LinePage, openPage } from '../support/pages.ts';
import { memoryOf } from '../support/process-memory.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';

const viewers = Number(process.env.STORM_VIEWERS ?? 400);
const scope = 'area:330127';
/** However slow the machine is, nobody waits for ever. */
const patienceMs = 600_000;
/** What a server needs beside its viewers, in the worst moment of a start. */
const ownBytes = 150_000_000;

let server: ProcessServer;
const pages: LinePage[] = [];

beforeAll(async () => {
  server = await startServerProcess({ ANONYMOUS_READ: 'true' });
});
afterAll(async () => {
  for (const page of pages) page.close();
  await server.stop();
});

const allLive = (times: number) => () =>
  pages.every(({ state, timesLive }) => state === 'live' && timesLive >= times);

test(`${viewers} viewers are right again after the server was killed`, async () => {
  const { key } = await server.makeKey();
  for (let n = 0; n < viewers; n += 1) {
    pages.push(openPage(server.address, scope));
    if (n % 100 === 99) await until('those so far are live', allLive(1), patienceMs);
  }
  await until('all are live', allLive(1), patienceMs);
  const before = await memoryOf(server.pid());

  await server.kill();
  await until('all have seen it', () => pages.every(({ state }) => state !== 'live'), patienceMs);
  await server.restart();
  const health = watchHealth(server.address);
  const begun = performance.now();
  await until('all are live again', allLive(2), patienceMs);
  const stormMs = Math.round(performance.now() - begun);

  expect((await server.post(key, JSON.stringify(started('330127100001')))).status).toBe(200);
  const rightMs = performance.now();
  await until(
    'all have what came after',
    () => pages.every(({ board }) => board?.now.activitiesRunning === 1),
    patienceMs,
  );
  await until(
    'all have the same board as who asks for it',
    async () => {
      const { rev, board } = (await server.get<SnapshotAnswer>(`snapshot?scope=${scope}`)).body;
      return pages.every((page) => page.rev === rev && isDeepStrictEqual(page.board, board));
    },
    patienceMs,
  );
  const after = await memoryOf(server.pid());
  const { failures, slowestMs, asked } = await health.end();
  const [made, given] = [
    await metricOf(server.address, 'cockpit_board_texts_made_total'),
    await metricOf(server.address, 'cockpit_boards_given_total'),
  ];
  console.log({
    ...{
      viewers,
      stormMs,
      deltaToAllMs: Math.round(performance.now() - rightMs),
      asked,
      slowestMs,
      made,
      given,
    },
    ...{ beforeMB: before.nowBytes / 1e6, peakMB: after.peakBytes / 1e6 },
  });
  expect(failures).toEqual([]);
  expect(asked).toBeGreaterThan(0);
  // Each was given the whole board, which was put into text once for each of its few revisions.
  expect(given).toBeGreaterThanOrEqual(viewers);
  expect(made).toBeLessThanOrEqual(Math.max(5, given / 20));
  expect(after.peakBytes).toBeLessThan(1.5 * before.peakBytes + ownBytes);
}, 1_200_000);
