/**
 * Two servers behind a real nginx with the configuration of the bundle: what pages and stations are promised of one
 * server holds there too, and one that dies is not noticed for longer than the time it takes to go to the other.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askNginx, type Nginx, startNginx } from '../support/nginx.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { cookieOf } from '../support/signed-in.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = `area:${countyCode}`;
const site = '330127100-S';
const open = { ANONYMOUS_READ: 'true', RATE_REQUESTS_PER_SECOND: '100000' };
/** Three seconds are promised on a machine that has nothing else to do. */
const rightWithinMs = 10_000;

let servers: [ProcessServer, ProcessServer];
let nginx: Nginx | undefined;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  const first = await startServerProcess(open);
  closing.push(() => first.stop());
  const { DATABASE_URL = '' } = first.env;
  const second = await startServerProcess({ ...open, DATABASE_URL });
  closing.push(() => second.stop());
  servers = [first, second];
  nginx = await startNginx([first.address, second.address]);
  closing.push(() => nginx?.stop());
});
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const json = { 'content-type': 'application/json' };

/** Follows the county through it, as a page of it does. */
function watch(
  { address, ca }: Nginx,
  transports: string[],
): { viewer: Viewer; shown: () => number; lost: string[] } {
  const viewer = new Viewer(address, { transports, ca, extraHeaders: { origin: address } });
  closing.push(() => viewer.close());
  const lost: string[] = [];
  viewer.socket.on('connect', () => void viewer.follow(county).catch(() => {}));
  viewer.socket.on('disconnect', (reason) => lost.push(reason));
  viewer.socket.on('connect_error', ({ message }) => lost.push(message));
  return { viewer, shown: () => viewer.followed.get(county)?.board.now.activitiesRunning ?? -1, lost };
}

const connectionsOf = async ({ address }: ProcessServer): Promise<number> => {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  return Number(/^cockpit_live_connections\S* (\d+)$/m.exec(metrics)?.[1]);
};

test('pages, stations, addresses and cookies are what they are without it', async (context) => {
  if (!nginx) return context.skip('nginx is not installed.');
  const proxy = nginx;
  const moved = await fetch(`${proxy.plain}/wall`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([301, 'https://127.0.0.1/wall']);
  const page = await askNginx(proxy, '/wall');
  const bare = await fetch(`${servers[0].address}/wall`);
  expect([page.status, page.text]).toEqual([200, await bare.text()]);
  for (const name of ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'etag'])
    expect([name, page.headers.get(name)]).toEqual([name, bare.headers.get(name)]);
  expect((await askNginx(proxy, '/metrics')).status).toBe(404);
  expect((await fetch(`${servers[0].address}/metrics`)).status).toBe(200);

  // Somebody at 127.0.0.2 says that he is somebody else.
  const { name, password } = await servers[0].makeUser();
  const from = { localAddress: '127.0.0.2', headers: { ...json, 'x-forwarded-for': '203.0.113.9' } };
  const signIn = (secret: string) =>
    askNginx(proxy, '/api/v1/session', {
      ...from,
      method: 'POST',
      body: JSON.stringify({ name, password: secret }),
    });
  expect((await signIn('not-the-password')).status).toBe(401);
  const signedIn = await signIn(password);
  expect(signedIn.headers.getSetCookie()[0]).toMatch(/^__Host-cockpit-session=[^;]+;.* Secure$/);
  const results = await until('both are in the audit log', async () => {
    const { items } = await servers[0].cli('audit', 'list', '--search', '127.0.0.2');
    const said = (items as unknown as { result: string }[]).map(({ result }) => result);
    return said.length === 2 && said.sort();
  });
  expect(results).toEqual(['done', 'wrong-password']);
  // His session is one wherever it is asked for.
  const cookie = cookieOf(signedIn.headers);
  for (let turn = 0; turn < 4; turn += 1)
    expect((await askNginx(proxy, '/api/v1/session', { headers: { cookie } })).status).toBe(200);

  const { csrf } = JSON.parse(signedIn.text) as { csrf: string };
  const signOut = (origin: string) =>
    askNginx(proxy, '/api/v1/session', {
      method: 'DELETE',
      headers: { cookie, 'x-csrf-token': csrf, origin },
    });
  expect((await signOut('https://elsewhere.example')).status).toBe(403);
  expect((await signOut(proxy.address)).status).toBe(204);
});

test('live lines go through it, and one server that is killed is left out', async (context) => {
  if (!nginx) return context.skip('nginx is not installed.');
  const proxy = nginx;
  const { key } = await servers[0].makeKey();
  for (const server of servers)
    await until('the key is in force', async () => (await server.post(key, '{}')).status !== 401);
  let sent = 0;
  const send = async (): Promise<void> => {
    const headers = { ...json, authorization: `Bearer ${key}` };
    const answer = await askNginx(proxy, '/api/v1/events', {
      method: 'POST',
      headers,
      body: JSON.stringify(started(site)),
    });
    expect(answer.status).toBe(200);
    // Sent again to the other server it may be known there.
    expect(JSON.parse(answer.text)).toMatchObject({ rejected: 0 });
    sent += 1;
  };
  // Without WebSocket every request of a line has to come to the server that began it.
  const polling = watch(proxy, ['polling']);
  await until('it has a board', () => polling.shown() >= 0);
  for (let turn = 0; turn < 6; turn += 1) {
    await send();
    await until('it shows it', () => polling.shown() === sent);
  }
  expect(polling.lost).toEqual([]);
  polling.viewer.close();
  await until('nobody watches', async () => {
    const counts = await Promise.all(servers.map(connectionsOf));
    return counts.every((count) => count === 0);
  });

  const { viewer, shown } = watch(proxy, ['websocket']);
  await until('it has a board', () => shown() === sent);
  const victim = (await connectionsOf(servers[0])) > 0 ? 0 : 1;
  // Nobody who sends meanwhile is told of it.
  await Promise.all([servers[victim]?.kill(), ...Array.from({ length: 20 }, send)]);
  await until('it is right elsewhere', () => shown() === sent, rightWithinMs);
  expect(viewer.byes).toEqual([]);
  expect((await servers[1 - victim]?.journal())?.length).toBe(sent);
});
