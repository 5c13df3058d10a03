/** Passwords that are guessed, passwords that are to be changed, and how long a session lasts (contract §7). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../server/cli/run.ts';
import { SharedClock } from '../../server/threads/clock.ts';
import type { SessionAnswer } from '../../shared/wire/session.ts';
import { type Server, startServer } from '../support/server.ts';
import { call, cookieOf, signIn } from '../support/signed-in.ts';
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

const sign = (name: string, password: string, headers: Record<string, string> = {}) =>
  call<{ code: string; detail: string }>(server.address, 'POST', 'session', {
    body: { name, password },
    headers,
  });
const who = (cookie: string, { address } = server) =>
  call<SessionAnswer>(address, 'GET', 'session', { headers: { cookie } });
const watcher = (cookie: string): Viewer =>
  new Viewer(server.address, {
    extraHeaders: { cookie },
    transports: ['websocket'],
    reconnection: false,
  });

describe('the first password', () => {
  test('is changed before anything else', async () => {
    const create = ['user', 'create', '--name', '王芳', '--role', 'operator', '--display-name', '王芳'];
    await runCommand(create, server.env, async () => '首次登录时用的那个口令');
    const first = await signIn(server.address, '王芳', '首次登录时用的那个口令');
    if (!first) throw new Error('she cannot sign in');
    expect((await who(first.cookie)).body).toMatchObject({ mustChangePassword: true, displayName: '王芳' });
    const { status, body } = await first.call<{ code: string }>('GET', 'counties');
    expect([status, body.code]).toEqual([403, 'password-change-needed']);
    const viewer = watcher(first.cookie);
    await new Promise((resolve) => viewer.socket.once('connect_error', resolve));
    viewer.close();
    const change = (old: string, next: string) =>
      first.call<{ code: string; detail: string }>('POST', 'session/password', { old, new: next });
    const refusals = [
      await change('不是首次登录的那个口令', '山高水长，又见炊烟升起'),
      await change('首次登录时用的那个口令', '首次登录时用的那个口令'),
      await change('首次登录时用的那个口令', '太短'),
      await change('首次登录时用的那个口令', 'Password123456'),
      await change('首次登录时用的那个口令', '12345678901'),
    ];
    expect(refusals.map((answer) => [answer.status, answer.body.code])).toEqual([
      [403, 'wrong-old-password'],
      ...Array.from({ length: 4 }, () => [422, 'weak-password']),
    ]);
    expect(refusals[2]?.body.detail).toMatch(/^密码至少10位/);
    const changed = await change('首次登录时用的那个口令', '山高水长，又见炊烟升起');
    expect(changed.status).toBe(200);
    expect((await who(first.cookie)).status).toBe(401);
    const cookie = cookieOf(changed.headers);
    expect((await call(server.address, 'GET', 'counties', { headers: { cookie } })).status).toBe(200);
  });
});

describe('guessing', () => {
  /** Each from an address of its own: what is looked at here is the lock of a name. */
  let last = 0;
  const from = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${++last}` });

  test('an unknown name, a wrong password and a disabled user get the same answer [R: no names are told]', async () => {
    const user = await server.makeUser();
    const gone = await server.makeUser();
    await server.cli('user', 'disable', '--name', gone.name);
    await until('he is disabled', async () => (await who(gone.cookie)).status === 401);
    const answers = [
      await sign('nobody-of-that-name', 'something else', from()),
      await sign(user.name, 'something else', from()),
      await sign(gone.name, gone.password, from()),
      await sign('', '', from()),
    ];
    const [first] = answers;
    for (const { status, body } of answers) expect([status, body]).toEqual([401, first?.body]);
    expect(first?.body.code).toBe('wrong-password');
  });

  test.each(['known', 'unknown'])(
    'five failures lock a %s name for five minutes, from anywhere',
    async (kind) => {
      const user = await server.makeUser();
      const name = kind === 'known' ? user.name : `nobody-${last}`;
      const codes: (string | undefined)[] = [];
      // At once: many tries are no way around.
      const tries = await Promise.all(Array.from({ length: 8 }, () => sign(name, 'wrong password', from())));
      for (const { body } of tries) codes.push(body.code);
      expect(codes.sort()).toEqual([
        ...Array.from({ length: 3 }, () => 'sign-in-locked'),
        ...Array.from({ length: 5 }, () => 'wrong-password'),
      ]);
      const locked = await sign(name, user.password, from());
      expect(locked.status).toBe(429);
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(280);
      expect(locked.body.detail).toMatch(/^密码错误次数过多，已锁定，请5分钟后再试/);
      expect((await who(user.cookie)).status).toBe(200);
      clock.advance(5 * minute + 1000);
      expect((await sign(name, user.password, from())).status).toBe(kind === 'known' ? 200 : 401);
    },
  );

  test('one address tries thirty names and then waits; others do not', async () => {
    const user = await server.makeUser();
    const here = from();
    const tries = await Promise.all(
      Array.from({ length: 31 }, (_, index) => sign(`guess-${index}`, 'wrong password', here)),
    );
    const counted = tries.filter(({ body }) => body.code === 'sign-in-locked').length;
    expect(counted).toBe(1);
    expect((await sign(user.name, user.password, here)).status).toBe(429);
    expect((await sign(user.name, user.password, from())).status).toBe(200);
    clock.advance(5 * minute + 1000);
    expect((await sign(user.name, user.password, here)).status).toBe(200);
  });
});

describe('time', () => {
  test('ends a session after 30 idle minutes, and every one after 12 hours', async () => {
    const idle = await server.makeUser();
    const busy = await server.makeUser();
    const unattended = { cookie: busy.cookie, 'x-unattended': '1' };
    clock.advance(29 * minute);
    expect((await who(busy.cookie)).status).toBe(200);
    clock.advance(2 * minute);
    expect([(await who(idle.cookie)).status, (await who(busy.cookie)).status]).toEqual([401, 200]);
    // What a page asks by itself keeps nothing open.
    clock.advance(29 * minute);
    expect((await call(server.address, 'GET', 'session', { headers: unattended })).status).toBe(200);
    clock.advance(2 * minute);
    expect((await who(busy.cookie)).status).toBe(401);
    const long = await server.makeUser();
    for (let turn = 0; turn < 24; turn += 1) {
      clock.advance(29 * minute);
      expect((await who(long.cookie)).status).toBe(200);
    }
    clock.advance(25 * minute);
    expect((await who(long.cookie)).status).toBe(401);
  });

  test('a leader who looks at a board is there; an operator who does nothing is not', async () => {
    const leader = await server.makeUser('leader');
    const operator = await server.makeUser('operator');
    const viewers = [await watcher(leader.cookie).connected(), await watcher(operator.cookie).connected()];
    for (const viewer of viewers) await viewer.follow(county);
    clock.advance(20 * minute);
    // Who watches is looked at several times a second. A clock may come at once; the next is two seconds later.
    const seen = viewers[0]?.clocks.length ?? 0;
    await until('the server has looked', () => (viewers[0]?.clocks.length ?? 0) > seen + 1);
    clock.advance(20 * minute);
    await until('the operator is cut', () => !viewers[1]?.socket.connected, 5_000);
    expect(viewers[1]?.byes.map(({ code }) => code)).toEqual(['revoked']);
    expect(viewers[0]?.socket.connected).toBe(true);
    expect([(await who(leader.cookie)).status, (await who(operator.cookie)).status]).toEqual([200, 401]);
    for (const viewer of viewers) viewer.close();
  });

  test('a restart ends no session, and forgets none that was used a while ago', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cockpit-restart-'));
    const own = { DATABASE_URL: `sqlite:${join(folder, 'cockpit.db')}` };
    const turning = new SharedClock();
    const first = await startServer(own, { clock: turning });
    const [used, idle] = [await first.makeUser('leader'), await first.makeUser('leader')];
    turning.advance(25 * minute);
    expect((await who(used.cookie, first)).status).toBe(200);
    await first.stop();
    const second = await startServer(own, { clock: turning });
    turning.advance(10 * minute);
    expect([(await who(used.cookie, second)).status, (await who(idle.cookie, second)).status]).toEqual([
      200, 401,
    ]);
    const { csrf } = (await who(used.cookie, second)).body;
    const headers = { cookie: used.cookie, 'x-csrf-token': csrf };
    expect((await call(second.address, 'DELETE', 'session', { headers })).status).toBe(204);
    await second.stop();
    await rm(folder, { recursive: true });
  });
});
