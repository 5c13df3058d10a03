/** What whoever runs the server sees of it: metrics that the dashboard and the alerts read, and log lines by request. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const folder = join(import.meta.dirname, '../../server/deploy');

/** Names of metrics in the expressions of a file: what is followed by labels, a range or the end, and is no function. */
const metricsIn = (expressions: readonly string[]): Set<string> =>
  new Set(
    expressions.flatMap(
      (text) => text.match(/\b(?:up|(?:cockpit|process|nodejs)_\w+)\b(?=\{|\[|\)|\s|$)/g) ?? [],
    ),
  );

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

test('every metric of the dashboard and of the alerts is one that a server tells', async () => {
  const server = await startServer({ ANONYMOUS_READ: 'true' });
  const { key } = await server.makeKey();
  await server.post(key, '{}');
  const viewer = await new Viewer(server.address).connected();
  viewer.socket.emit('vitals', {
    uptimeSeconds: 1,
    heapBytes: 1,
    nodes: 1,
    listeners: 1,
    frameMs: 1,
    longTasks: 0,
    recoveries: 0,
  });
  const metrics = async (): Promise<string> => (await fetch(`${server.address}/metrics`)).text();
  await until('the page is told of', async () => (await metrics()).includes('cockpit_display_nodes{'));
  const told = new Set((await metrics()).match(/^\w+/gm));
  const dashboard = JSON.parse(readFileSync(join(folder, 'grafana-dashboard.json'), 'utf8')) as Dashboard;
  const rules = readFileSync(join(folder, 'prometheus-alerts.yml'), 'utf8');
  const wanted = metricsIn([
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...(rules.match(/(?<=expr: ).*/g) ?? []),
  ]);
  expect(wanted.size).toBeGreaterThan(15);
  // `up` is Prometheus's own.
  expect([...wanted].filter((name) => name !== 'up' && !told.has(name))).toEqual([]);
  viewer.socket.disconnect();
  await server.stop();
});

test('a request is measured and logged by its route; its address and its secrets are not', async () => {
  let log = '';
  const logTo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString('utf8');
      done();
    },
  });
  const server = await startServer({ ANONYMOUS_READ: 'true', LOG_LEVEL: 'debug' }, { logTo });
  const secret = 'wmd_not-a-token-of-anybody';
  const answer = await fetch(`${server.address}/api/v1/counties/${secret}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  await fetch(`${server.address}/${secret}`);
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  expect(metrics).toMatch(
    /cockpit_http_request_seconds_count\{method="GET",route="\/api\/v1\/counties\/:code",status="4xx"\} 1/,
  );
  expect(metrics).toContain('route="none",status="4xx"} 1');
  expect(metrics).not.toContain(secret);
  const id = answer.headers.get('x-request-id') ?? 'none';
  await until('the line of the request', () => log.includes(id));
  const line = log.split('\n').find((text) => text.includes(id)) ?? '';
  expect(JSON.parse(line)).toMatchObject({
    reqId: id,
    method: 'GET',
    route: '/api/v1/counties/:code',
    status: 401,
  });
  expect(log).not.toContain(secret);
  await server.stop();
});
