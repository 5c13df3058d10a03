/**
 * Many who ask for boards and read none of them: what waits for them is bounded, they are sent away, and whoever reads
 * is served as before. `SILENT_VIEWERS=1000` for as many.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { metricOf, watchHealth } from '../support/health.ts';
import { memoryOf } from '../support/process-memory.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const silent = Number(process.env.SILENT_VIEWERS ?? 50);
/** Boards that each asks for at a time, on and on. */
const asks = 20;
const scope = 'area:330127';
/** What may wait for all viewers together, and what a server needs for itself while it makes that. */
const mostGrowth = 250_000_000;
const patienceMs = 200_000;

let server: ProcessServer;
const open: WebSocket[] = [];
beforeAll(async () => {
  server = await startServerProcess({ ANONYMOUS_READ: 'true', RATE_MESSAGES_PER_SECOND: '1000000' });
});
afterAll(async () => {
  for (const socket of open) socket.terminate();
  await server.stop();
});

/** Connects as a page does, and reads nothing from then on. */
function openSilent(): Promise<void> {
  const socket = new WebSocket(
    `${server.address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
  );
  open.push(socket);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const head = data.toString('latin1', 0, 2);
      if (head === '0{') socket.send('40');
      if (head !== '40') return;
      socket.pause();
      resolve();
    });
  });
}

test(`${silent} viewers who never read cost a bounded amount, and are sent away`, async () => {
  const { key } = await server.makeKey();
  const reader = await new Viewer(server.address).connected();
  await reader.follow(scope);
  const before = await memoryOf(server.pid());
  const health = watchHealth(server.address);
  await Promise.all(Array.from({ length: silent }, openSilent));
  const running = (): number => reader.followed.get(scope)?.board.now.activitiesRunning ?? 0;
  const sentAway = (): Promise<number> => metricOf(server.address, 'cockpit_shed_total{what="viewer"}');
  const waits: number[] = [];
  while ((await sentAway()) < silent) {
    for (const socket of open)
      for (let n = 0; n < asks; n += 1)
        if (socket.readyState === WebSocket.OPEN)
          socket.send(`42${n}["watch",${JSON.stringify({ scope, wire: 1 })}]`);
    const begun = performance.now();
    expect((await server.post(key, JSON.stringify(started('330127100001')))).status).toBe(200);
    await until('the reader is told', () => running() > waits.length, patienceMs);
    waits.push(performance.now() - begun);
    expect((await memoryOf(server.pid())).peakBytes).toBeLessThan(before.peakBytes + mostGrowth);
  }
  const after = await memoryOf(server.pid());
  const { failures, slowestMs, asked } = await health.end();
  const given = await metricOf(server.address, 'cockpit_boards_given_total');
  console.log({
    ...{ silent, given, asked, slowestMs, slowestToReaderMs: Math.round(Math.max(...waits)) },
    ...{ times: waits.length, beforeMB: before.peakBytes / 1e6, peakMB: after.peakBytes / 1e6 },
  });
  expect(failures).toEqual([]);
  expect(reader.byes).toEqual([]);
  expect(reader.gaps).toBe(0);
  expect(after.peakBytes).toBeLessThan(before.peakBytes + mostGrowth);
  reader.close();
}, 240_000);
