/** What must not leave the server: secrets in what it logs, and answers without their strict headers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { eventOf, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const webhookSecret = 'a-secret-of-the-webhook-0123456789';
const phone = '13912345678';
const requester = '欧阳不得外传';

let log = '';
let server: Server;
beforeAll(async () => {
  const logTo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString('utf8');
      done();
    },
  });
  server = await startServer(
    {
      ...{ LOG_LEVEL: 'trace', WEBHOOK_SECRET: webhookSecret },
      // Nobody is there, so that every delivery fails and is told of.
      WEBHOOK_URL: 'http://127.0.0.1:9/hook',
    },
    { logTo },
  );
});
afterAll(() => server.stop());

const order = () =>
  eventOf('order.placed', {
    ...{ orderId: 'o-1', kind: 'service', category: 'culture', title: '想看一场戏', urgent: true },
    requester: { name: requester, phone },
  });

test('no secret of a whole run is in the log', async () => {
  const { key } = await server.makeKey();
  const { token } = await server.makeDisplay();
  const users = [await server.makeUser('operator'), await server.makeUser('admin')];
  const { token: apiToken = '' } = await server.cli('token', 'create', '--name', users[0]?.name ?? '');
  const guess = 'a-wrong-password-4711';
  await fetch(`${server.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: users[0]?.name, password: guess }),
  });
  for (const body of [
    JSON.stringify(started('330127-Z')),
    JSON.stringify(order()),
    `{"token":"${token}"`,
    '[]',
  ])
    await server.post(key, body);
  await server.post(`${key}x`, '{}');
  for (const path of [`counties/${token}`, `snapshot?scope=${key}`, 'counties', 'nothing'])
    for (const credential of [token, key, apiToken, undefined]) await server.get(path, credential);
  for (const user of users)
    for (const [method, path] of [
      ['GET', 'session'],
      ['POST', 'session/password'],
      ['GET', 'audit'],
      ['DELETE', 'session'],
    ] as const)
      await user.call(method, path, method === 'POST' ? { old: guess, new: user.password } : undefined);
  for (const auth of [{ token }, { token: `${token}x` }, { token: key }]) {
    const viewer = new Viewer(server.address, { auth, reconnection: false });
    await until('it is let in or not', () => viewer.socket.connected || !viewer.socket.active);
    viewer.close();
  }
  await until('the requests are in the log', () => log.split('"route"').length > 20);

  const secrets = {
    ...{ key, token, apiToken, webhookSecret, guess, phone, requester },
    ...Object.fromEntries(
      users.flatMap(({ name, password, cookie, csrf }) => [
        [`password of ${name}`, password],
        [`session of ${name}`, cookie.split('=')[1] ?? cookie],
        [`csrf of ${name}`, csrf],
      ]),
    ),
  };
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length, name).toBeGreaterThan(5);
    expect(log.includes(secret), name).toBe(false);
  }
});

test('every answer of every route has the strict headers', async () => {
  const strict = (await fetch(`${server.address}/healthz`)).headers;
  const names = [
    ...['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy'],
    ...['cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy'],
  ];
  for (const name of names) expect(strict.get(name), name).not.toBeNull();
  expect(strict.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
  const addresses = [
    ...server.routes.filter(({ method }) => [method].flat().includes('GET')).map(({ url }) => url),
    ...['/nothing', '/%zz', '/api/v1/nothing', '/assets/nothing.js'],
  ];
  expect(addresses.length).toBeGreaterThan(40);
  for (const address of addresses) {
    const { headers } = await fetch(`${server.address}${address.replace(/:\w+|\*/g, '1')}`, {
      redirect: 'manual',
    });
    for (const name of names) expect(headers.get(name), `${address} ${name}`).toBe(strict.get(name));
    expect(headers.get('x-powered-by'), address).toBeNull();
  }
});

test('no document holds a script of its own', () => {
  for (const name of ['index.html', 'desk.html', 'phone.html']) {
    const page = readFileSync(join(import.meta.dirname, '../../web', name), 'utf8');
    expect(page, name).toMatch(/<script [^>]*src=/);
    expect(page, name).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|javascript:/i);
  }
});
