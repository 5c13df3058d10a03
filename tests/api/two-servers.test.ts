/** Several servers on one database: whichever one asks or tells, everything is the same. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../server/store/open-store.ts';
import type { Board } from '../../shared/board/board.ts';
import type { PairingOffer, PairingState } from '../../shared/wire/remote.ts';
import { databaseOf } from '../support/engine.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { Driver, Hung } from '../support/remote.ts';
import { countyCode, type Server } from '../support/server.ts';
import { call, type SignedIn } from '../support/signed-in.ts';
import { started } from '../support/station.ts';
import { startTwoServers, type TwoServers } from '../support/two-servers.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = `area:${countyCode}`;
const site = '330127100-S';
const town = 'area:330127100';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let servers: TwoServers;
let database: TestDatabase;
let key: string;
beforeAll(async () => {
  database = await databaseOf();
  servers = await startTwoServers({
    DATABASE_URL: database.url,
    ANONYMOUS_READ: 'true',
  });
  ({ key } = await servers.one.makeKey());
});
afterAll(async () => {
  await servers?.stop();
  await database?.drop();
});

const running = async (server: Server, scope = county): Promise<number> =>
  (await server.get<{ board: Board }>(`snapshot?scope=${scope}`)).body.board.now.activitiesRunning;

async function watch({ address }: Server, scope: string): Promise<Viewer> {
  const viewer = await new Viewer(address, { transports: ['websocket'] }).connected();
  closing.push(() => viewer.close());
  await viewer.follow(scope);
  return viewer;
}

describe('figures', () => {
  test('what one server takes stands on the boards of both', async () => {
    const { one, other } = servers;
    const viewer = await watch(other, town);
    const before = await running(other);
    await until('the second key is in force', async () => (await other.post(key, '{}')).status !== 401);
    for (const taker of [one, other, one])
      expect((await taker.post(key, JSON.stringify(started(site)))).status).toBe(200);
    await until('the other shows all of it', async () => (await running(other)) === before + 3);
    await until(
      'its viewers too',
      () => viewer.followed.get(town)?.board.now.activitiesRunning === before + 3,
    );
    expect(viewer.gaps).toBe(0);
    expect(await running(one)).toBe(before + 3);
    const boards = await Promise.all(
      [one, other].map(
        async (server) => (await server.get<{ board: Board }>(`snapshot?scope=${county}`)).body.board,
      ),
    );
    expect(boards[0]).toEqual(boards[1]);
  });

  test('what one server has projected just before the other is on the boards of both', async () => {
    const { one, other } = servers;
    const [near, far] = ['330127100', '330127101'];
    const scopes = [`area:${near}`, `area:${far}`];
    const viewers = await Promise.all(
      [one, other].flatMap((server) => scopes.map((scope) => watch(server, scope))),
    );
    const shown = (): (number | undefined)[] =>
      viewers.map(({ followed }) => [...followed.values()][0]?.board.now.activitiesRunning);
    const before = shown();
    for (let round = 1; round <= 15; round += 1) {
      const posts = [one.post(key, JSON.stringify(started(`${near}-S`)))];
      posts.push(other.post(key, JSON.stringify(started(`${far}-S`))));
      for (const { status } of await Promise.all(posts)) expect(status).toBe(200);
      const wanted = before.map((count) => (count ?? 0) + round);
      await until('all of them show it', () => shown().join() === wanted.join(), 5_000).catch(() =>
        expect(shown()).toEqual(wanted),
      );
    }
  });
});

/** The same session at another server. */
const at = ({ address }: Server, { cookie, csrf }: SignedIn) => {
  const headers = { cookie, 'x-csrf-token': csrf, origin: address };
  return (method: string, path: string, body?: unknown) => call(address, method, path, { headers, body });
};

describe('people', () => {
  test('who has signed in at one is signed in at the other at once, and out within a second', async () => {
    const { one, other } = servers;
    for (let n = 0; n < 5; n += 1) {
      const user = await one.makeUser('operator');
      expect((await at(other, user)('GET', 'session')).status).toBe(200);
      const viewer = await new Viewer(other.address, {
        transports: ['websocket'],
        extraHeaders: { cookie: user.cookie, origin: other.address },
      }).connected();
      closing.push(() => viewer.close());
      const begun = performance.now();
      expect((await user.call('DELETE', 'session')).status).toBe(204);
      await until('the other knows', () => viewer.byes.some(({ code }) => code === 'revoked'));
      expect(performance.now() - begun).toBeLessThan(1_000);
      expect((await at(other, user)('GET', 'session')).status).toBe(401);
    }
  });

  test('who works at one is not idle at the other', async () => {
    const { one, other, clock } = servers;
    const user = await one.makeUser('operator');
    expect((await at(other, user)('GET', 'session')).status).toBe(200);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      clock.advance(15 * 60_000);
      expect((await user.call('GET', 'session')).status).toBe(200);
      await until('it is written', async () => {
        const store = await openStore(one.env.DATABASE_URL ?? '', { readOnly: true });
        const { sessions } = await store.credentials().finally(() => store.close());
        return sessions.some((row) => row.user === user.name && row.usedAt > clock.now() - 60_000);
      });
    }
    expect((await at(other, user)('GET', 'session')).status).toBe(200);
    clock.advance(31 * 60_000);
    expect((await at(other, user)('GET', 'session')).status).toBe(401);
    expect((await user.call('GET', 'session')).status).toBe(401);
  });

  test('who guesses passwords is locked out at both', async () => {
    const { one, other } = servers;
    const { name, password } = await one.makeUser('operator');
    const tried = async ({ address }: Server, text: string): Promise<number> =>
      (await call(address, 'POST', 'session', { body: { name, password: text } })).status;
    for (const server of [one, other, one, other, one])
      expect(await tried(server, 'not-the-password')).toBe(401);
    for (const server of [one, other]) expect(await tried(server, password)).toBe(429);
  });
});

describe('displays', () => {
  const code = async ({ address }: Server): Promise<PairingOffer> =>
    (await call<PairingOffer>(address, 'POST', 'pairing', { body: {} })).body;
  const claim = async ({ address }: Server, ticket: string): Promise<PairingState> =>
    (await call<PairingState>(address, 'POST', 'pairing/claim', { body: { ticket } })).body;

  test('are paired whichever servers the wall and the operator reach', async () => {
    const { one, other } = servers;
    const operator = await other.makeUser('operator', 'pairing-operator');
    const { code: shown, ticket } = await code(one);
    expect(await claim(other, ticket)).toEqual({ state: 'waiting' });
    const confirm = (server: Server) =>
      at(server, operator)('POST', 'pairing/confirm', { code: shown, name: '大厅', scope: county });
    const answers = await Promise.all([confirm(one), confirm(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const [first, second] = [await claim(one, ticket), await claim(other, ticket)];
    expect(first).toEqual(second);
    if (first.state !== 'paired' || first.token === undefined) throw new Error(first.state);
    for (const server of [other, one]) expect((await server.get('counties', first.token)).status).toBe(200);
    const { items } = (await at(one, await one.makeUser('admin', 'pairing-admin'))('GET', 'admin/displays'))
      .body as {
      items: { name: string; revokedAt?: string }[];
    };
    expect(items.filter(({ name, revokedAt }) => name === '大厅' && revokedAt === undefined)).toHaveLength(1);
  });

  const remote = async ({ address }: Server, options: ConstructorParameters<typeof Viewer>[1]) => {
    const viewer = await new Viewer(address, { transports: ['websocket'], ...options }).connected();
    closing.push(() => viewer.close());
    return viewer;
  };

  test('are driven from either server, and tell who drives what they show', async () => {
    const { one, other } = servers;
    const { id, token } = await one.makeDisplay();
    const wall = new Hung(await remote(one, { auth: { token } }));
    await wall.join();
    const hand = async (server: Server, name: string): Promise<Driver> => {
      const { cookie } = await server.makeUser('operator', name);
      const driver = new Driver(await remote(server, { extraHeaders: { cookie, origin: server.address } }));
      await driver.follow();
      return driver;
    };
    const [near, far] = [await hand(one, 'near-hand'), await hand(other, 'far-hand')];
    await until('the far hand sees the wall', () => far.displays.get(id)?.pages === 1);
    expect(await far.drive([id], { scope: town, cover: 'blank' })).toMatchObject({ ok: true });
    await until('the wall is told', () => wall.last?.view.cover === 'blank');
    wall.viewer.socket.emit('remote-shown', {
      ...{ rev: 1, scope: town, scene: 'overview', turning: false, mode: 'live', byHand: false },
    });
    await until('the far hand sees what it shows', () => far.displays.get(id)?.shown?.rev === 1);
    // Two hands at once: both are obeyed, whichever is first.
    const both = await Promise.all([near.drive([id], { cover: null }), far.drive([id], { sound: false })]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    await until('the wall has both', () => wall.last?.rev === 3);
    expect(wall.last?.view).toEqual({ scope: town, sound: false });
    for (const driver of [near, far])
      await until('so do both hands', () => driver.displays.get(id)?.rev === 3);
    wall.viewer.close();
    await until('the far hand sees it go', () => far.displays.get(id)?.pages === 0);
    // It comes back at the other server, to what it was to show.
    const again = new Hung(await remote(other, { auth: { token } }));
    await again.join();
    await until('it shows it again', () => again.last?.rev === 3);
    expect(again.last?.view).toEqual({ scope: town, sound: false });
  });
});
