/** Signing in and out, over the line (contract §7). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../server/cli/run.ts';
import { SharedClock } from '../../server/threads/clock.ts';
import type { SessionAnswer } from '../../shared/wire/session.ts';
import { type Server, startServer } from '../support/server.ts';
import { call, cookieOf, type SignedIn, signIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const minute = 60_000;

let server: Server;
const clock = new SharedClock();

beforeAll(async () => {
  server = await startServer({}, { clock });
});
afterAll(() => server.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call<{ code: string; detail: string }>(server.address, 'POST', path, { body, headers });
const sign = (name: string, password: string, headers: Record<string, string> = {}) =>
  post('session', { name, password }, headers);
const who = (cookie: string) =>
  call<SessionAnswer>(server.address, 'GET', 'session', { headers: { cookie } });
const watcher = (cookie: string, headers: Record<string, string> = {}): Viewer =>
  new Viewer(server.address, {
    extraHeaders: { cookie, ...headers },
    transports: ['websocket'],
    reconnection: false,
  });

/** Fails where the connection is made. */
const refusedConnection = async (viewer: Viewer): Promise<void> => {
  await new Promise((resolve, reject) => {
    viewer.socket.once('connect_error', resolve);
    viewer.socket.once('connect', () => reject(new Error('the connection was made')));
  });
  viewer.close();
};

describe('a session', () => {
  test('is what its answer says, and its cookie is read by no script and sent by no other page', async () => {
    const user = await server.makeUser('leader');
    const answer = await sign(user.name, user.password);
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^cockpit-session=wms_[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { body } = await who(cookieOf(answer.headers));
    expect(body).toEqual({ ...answer.body });
    expect(body).toMatchObject({
      name: user.name,
      role: 'leader',
      mustChangePassword: false,
      idleMinutes: 30,
    });
    expect(Date.parse(body.endsAt) - clock.now()).toBeGreaterThan(11.9 * 60 * minute);
    expect((await server.get('counties')).status).toBe(401);
    expect((await user.call('GET', 'counties')).status).toBe(200);
  });

  test('behind a proxy that ends TLS is bound to https; nobody but a proxy of this machine is believed', async () => {
    const user = await server.makeUser();
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };
    const answer = await sign(user.name, user.password, https);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-cockpit-session=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    const value = cookieOf(answer.headers);
    expect((await who(value)).status).toBe(401);
    const bare = value.replace('__Host-', '');
    const withHeaders = (headers: Record<string, string>) =>
      call(server.address, 'GET', 'session', { headers });
    expect((await withHeaders({ cookie: value, ...https })).status).toBe(200);
    expect((await withHeaders({ cookie: bare, ...https })).status).toBe(401);
    const viewer = await watcher(value, {
      ...https,
      origin: server.address.replace('http', 'https'),
    }).connected();
    viewer.close();
  });

  test('always begins under a new id, and leaves the one that the browser had [fixation]', async () => {
    const user = await server.makeUser();
    const planted = await server.makeUser();
    const answer = await sign(user.name, user.password, { cookie: planted.cookie });
    expect(cookieOf(answer.headers)).not.toBe(planted.cookie);
    expect((await who(planted.cookie)).status).toBe(401);
    const made = `cockpit-session=wms_000000000000_${'A'.repeat(43)}`;
    const next = await sign(user.name, user.password, { cookie: made });
    expect(cookieOf(next.headers)).not.toBe(made);
    expect((await who(made)).status).toBe(401);
  });

  test('ends where one signs out, or everywhere at once', async () => {
    const user = await server.makeUser();
    const other = cookieOf((await sign(user.name, user.password)).headers);
    const third = cookieOf((await sign(user.name, user.password)).headers);
    const out = await user.call('DELETE', 'session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^cockpit-session=; .*Max-Age=0/);
    expect([(await who(user.cookie)).status, (await who(other)).status]).toEqual([401, 200]);
    const { body } = await who(other);
    const headers = { cookie: other, 'x-csrf-token': body.csrf };
    await call(server.address, 'DELETE', 'session?everywhere=true', { headers });
    expect([(await who(other)).status, (await who(third)).status]).toEqual([401, 401]);
  });

  test('of an address counts for nothing, nor one as a bearer', async () => {
    const user = await server.makeUser();
    const token = user.cookie.split('=')[1] ?? '';
    const display = await server.makeDisplay();
    for (const value of [token, display.token]) {
      for (const name of ['token', 'access_token', 'authorization', 'cockpit-session'])
        expect((await server.get(`counties?${name}=${value}`)).status).toBe(401);
      await refusedConnection(new Viewer(server.address, { query: { token: value }, reconnection: false }));
    }
    expect((await server.get('counties', token)).status).toBe(401);
    await refusedConnection(new Viewer(server.address, { auth: { token }, reconnection: false }));
  });
});

describe('a request that changes something [CSRF]', () => {
  test('carries the value of its session and comes from a page of this server', async () => {
    const user = await server.makeUser();
    const other = await server.makeUser();
    const { cookie, csrf } = user;
    const end = (headers: Record<string, string>) =>
      call<{ code: string }>(server.address, 'DELETE', 'session', { headers });
    const wrong: Record<string, string>[] = [
      { cookie },
      { cookie, 'x-csrf-token': 'x' },
      { cookie, 'x-csrf-token': other.csrf },
      { cookie, 'x-csrf-token': csrf, origin: 'http://evil.example' },
      { cookie, 'x-csrf-token': csrf, origin: server.address.replace('http', 'https') },
      { cookie, 'x-csrf-token': csrf, origin: 'null' },
    ];
    for (const headers of wrong) {
      const { status, body } = await end(headers);
      expect([status, body.code], JSON.stringify(headers)).toEqual([403, 'forbidden']);
    }
    expect((await who(cookie)).status).toBe(200);
    expect((await end({ cookie, 'x-csrf-token': csrf, origin: server.address })).status).toBe(204);
  });

  test('signs nobody in from a page of another site', async () => {
    const user = await server.makeUser();
    const { status, headers } = await sign(user.name, user.password, { origin: 'http://evil.example' });
    expect([status, headers.getSetCookie()]).toEqual([403, []]);
    const form = await fetch(`${server.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ name: user.name, password: user.password }),
    });
    expect(form.status).toBe(415);
  });
});

describe('a live connection', () => {
  test('is made with the cookie by a page of this server, and by no other', async () => {
    const { cookie } = await server.makeUser('leader');
    for (const origin of ['http://evil.example', 'null', server.address.replace('http', 'https')])
      await refusedConnection(watcher(cookie, { origin }));
    const viewer = await watcher(cookie, { origin: server.address }).connected();
    expect(await viewer.ask({ scope: county })).toMatchObject({ ok: true });
    viewer.close();
    await refusedConnection(watcher('cockpit-session=x'));
  });

  /** What ends a session or a token from outside or inside. */
  const endings: [string, (user: SignedIn) => Promise<unknown>][] = [
    ['signs out', (user) => user.call('DELETE', 'session')],
    [
      'signs out everywhere, elsewhere',
      async ({ name, password }) =>
        (await signIn(server.address, name, password))?.call('DELETE', 'session?everywhere=true'),
    ],
    [
      'changes the password',
      ({ call: ask, password }) =>
        ask('POST', 'session/password', { old: password, new: '山高水长，又见炊烟升起' }),
    ],
    ['is disabled', ({ name }) => server.cli('user', 'disable', '--name', name)],
    ['gets another role', ({ name }) => server.cli('user', 'role', '--name', name, '--role', 'admin')],
    [
      'gets another password',
      ({ name }) =>
        runCommand(['user', 'password', '--name', name], server.env, async () => '山高水长，又见炊烟升起'),
    ],
  ];

  test.each(endings)('is cut within a second when its user %s', async (_what, end) => {
    const user = await server.makeUser('leader');
    const viewer = await watcher(user.cookie).connected();
    await viewer.follow(county);
    const begun = performance.now();
    await end(user);
    await until('the connection is cut', () => !viewer.socket.connected, 5_000);
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(viewer.byes.map(({ code }) => code)).toEqual(['revoked']);
    expect((await who(user.cookie)).status).toBe(401);
    await refusedConnection(watcher(user.cookie));
  });
});

test('whoever shows nothing and asks who he is has been refused nothing; whoever shows something wrong has', async () => {
  const ask = (from: string, headers: Record<string, string>) =>
    call(server.address, 'GET', 'session', { headers: { 'x-forwarded-for': from, ...headers } });
  const audited = async (from: string): Promise<object[]> => {
    const { items } = await server.cli('audit', 'list', '--search', from);
    return items as unknown as object[];
  };
  expect((await ask('203.0.113.71', {})).status).toBe(401);
  expect((await ask('203.0.113.72', { cookie: 'theme=dark' })).status).toBe(401);
  const cookie = `cockpit-session=wms_000000000000_${'A'.repeat(43)}`;
  expect((await ask('203.0.113.73', { cookie })).status).toBe(401);
  // What is refused later is written later.
  const rows = await until('it is in the audit log', async () => {
    const found = await audited('203.0.113.7');
    return found.length > 0 && found;
  });
  expect(rows).toMatchObject([
    { actor: 'anonymous', from: '203.0.113.73', target: '/api/v1/session', result: 'unauthorized' },
  ]);
});

describe('an API token', () => {
  test('reads in the name of its user, changes nothing, and is revoked within a second', async () => {
    const user = await server.makeUser('admin');
    const { id = '', token = '' } = await server.cli(
      'token',
      'create',
      '--name',
      user.name,
      '--label',
      '看板',
    );
    expect(token).toMatch(/^wmu_/);
    await until('the token is in force', async () => (await server.get('counties', token)).status === 200);
    const headers = { authorization: `Bearer ${token}` };
    expect((await call(server.address, 'DELETE', 'session', { headers })).status).toBe(403);
    expect((await call(server.address, 'GET', 'session', { headers })).status).toBe(403);
    const viewer = await new Viewer(server.address, { auth: { token }, reconnection: false }).connected();
    await viewer.follow(county);
    const { items } = (await server.cli('token', 'list')) as unknown as { items: { id: string }[] };
    expect(items.map((row) => row.id)).toContain(id);
    const begun = performance.now();
    await server.cli('token', 'revoke', '--id', id);
    await until('the connection is cut', () => !viewer.socket.connected, 5_000);
    expect(performance.now() - begun).toBeLessThan(1500);
    expect((await server.get('counties', token)).status).toBe(401);
  });

  test('ends with its user', async () => {
    const user = await server.makeUser('leader');
    const { token = '' } = await server.cli('token', 'create', '--name', user.name);
    await until('the token is in force', async () => (await server.get('counties', token)).status === 200);
    await server.cli('user', 'disable', '--name', user.name);
    await until(
      'the token is refused',
      async () => (await server.get('counties', token)).status === 401,
      3000,
    );
  });
});
