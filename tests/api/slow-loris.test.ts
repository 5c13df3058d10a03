/** Whoever holds lines without asking anything, or never ends his question, keeps nobody else out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricOf, watchHealth } from '../support/health.ts';
import { openLine, type RawLine, statusOn } from '../support/raw-line.ts';
import { type ProcessServer, startServerProcess } from '../support/server.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

/** Two for each viewer, and 2,000 beside. */
const mostLines = 2_004;
const extra = 100;
/** Longer than the server's longest patience, on a slow machine. */
const patienceMs = 110_000;

const unfinishedHead = 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ';

let server: ProcessServer;
beforeAll(async () => {
  server = await startServerProcess({ ANONYMOUS_READ: 'true', MAX_VIEWERS: '2' });
});
afterAll(() => server.stop());

test('of more lines than there may be those are cut that have been unused for longest', async () => {
  const viewer = await new Viewer(server.address, { transports: ['websocket'] }).connected();
  expect(await viewer.follow('area:330127')).toMatchObject({ ok: true });
  const { key } = await server.makeKey();
  const health = watchHealth(server.address);
  const lines: RawLine[] = [];
  try {
    while (lines.length < mostLines + extra) {
      const line = await openLine(server.address);
      line.write(unfinishedHead);
      lines.push(line);
    }
    const cut = (): number => lines.filter(({ closed }) => closed).length;
    await until('those beyond the most are cut', () => cut() >= extra, patienceMs);
    expect(await metricOf(server.address, 'cockpit_shed_total{what="line"}')).toBeGreaterThanOrEqual(extra);
    expect(lines[0]?.closed).toBe(true);
    expect((await server.post(key, JSON.stringify(started('330127100001')))).status).toBe(200);
    await until(
      'the viewer has it',
      () => viewer.followed.get('area:330127')?.board.now.activitiesRunning === 1,
      patienceMs,
    );
    expect(viewer.gaps).toBe(0);
  } finally {
    for (const { socket } of lines) socket.destroy();
    viewer.close();
  }
  expect((await health.end()).failures).toEqual([]);
});

test('a question that does not end is cut: before it begins, in its head, in its body', async () => {
  const { key } = await server.makeKey();
  const [silent, head, body] = await Promise.all([1, 2, 3].map(() => openLine(server.address)));
  if (!silent || !head || !body) throw new Error('No lines.');
  head.write(unfinishedHead);
  body.write(
    `POST /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${key}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  );
  // A byte now and then is no progress.
  const drip = setInterval(() => {
    head.write('a');
    body.write(' ');
  }, 500);
  try {
    const all = [silent, head, body];
    await until('all are cut', () => all.every(({ closed }) => closed), patienceMs);
    expect(statusOn(head)).toBe(408);
    expect(statusOn(body)).toBe(408);
  } finally {
    clearInterval(drip);
  }
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
});
