/** The wall in the hand (contract §7): pairing, driving, who may, and what survives. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SharedClock } from '../../server/threads/clock.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type {
  DriveRequest,
  PairedDisplay,
  PairingOffer,
  PairingState,
  ShownView,
} from '../../shared/wire/remote.ts';
import { Driver, Hung } from '../support/remote.ts';
import { type ProcessServer, type Server, startServer, startServerProcess } from '../support/server.ts';
import { call, type SignedIn } from '../support/signed-in.ts';
import { eventOf } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const town = 'area:330127100';
const shownElse: Omit<ShownView, 'rev' | 'scope'> = {
  scene: 'overview',
  turning: false,
  mode: 'live',
  byHand: false,
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Address = Pick<Server, 'address'>;

function connect({ address }: Address, options: ConstructorParameters<typeof Viewer>[1]): Viewer {
  const viewer = new Viewer(address, { transports: ['websocket'], ...options });
  closing.push(() => viewer.close());
  return viewer;
}

async function hang(server: Address, token: string): Promise<Hung> {
  const display = new Hung(await connect(server, { auth: { token } }).connected());
  await display.join();
  return display;
}

async function take(server: Address, user: SignedIn): Promise<Driver> {
  const extraHeaders = { cookie: user.cookie, origin: server.address };
  return new Driver(await connect(server, { extraHeaders }).connected());
}

const askForCode = async ({ address }: Address, ticket?: string) =>
  (await call<PairingOffer>(address, 'POST', 'pairing', { body: ticket === undefined ? {} : { ticket } }))
    .body;
const claim = async ({ address }: Address, ticket: string) =>
  (await call<PairingState>(address, 'POST', 'pairing/claim', { body: { ticket } })).body;
const confirm = (user: SignedIn, code: string, scope = county, name = ' 一楼大厅 ') =>
  user.call<PairedDisplay & { code?: string }>('POST', 'pairing/confirm', { code, name, scope });

/** What the audit log says of displays. */
async function audited(admin: SignedIn, action: string): Promise<string[]> {
  const { body } = await admin.call<{ items: { actor: string; target?: string; result: string }[] }>(
    'GET',
    `audit?action=${action}&limit=200`,
  );
  return body.items.map(({ actor, target = '', result }) => `${actor} ${target} ${result}`);
}

describe('on a server', () => {
  let server: Server;
  let operator: SignedIn;
  let leader: SignedIn;
  let admin: SignedIn;
  beforeAll(async () => {
    server = await startServer();
    operator = await server.makeUser('operator', '王小明甲');
    leader = await server.makeUser('leader');
    admin = await server.makeUser('admin');
  });
  afterAll(() => server?.stop());

  test('a display shows a code, an operator types it, and the display has a token of its own', async () => {
    const { code, ticket } = await askForCode(server);
    expect(await claim(server, ticket)).toEqual({ state: 'waiting' });
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`.toLowerCase();
    const paired = await confirm(operator, typed);
    expect(paired).toMatchObject({ status: 200, body: { name: '一楼大厅', scope: county } });
    const state = await claim(server, ticket);
    if (state.state !== 'paired') throw new Error(state.state);
    expect(state).toMatchObject({ name: '一楼大厅', scope: county });
    expect(JSON.stringify(paired.body)).not.toContain(state.token);
    expect((await server.get('counties', state.token)).status).toBe(200);
    await hang(server, state.token);
    const driver = await take(server, operator);
    await driver.follow();
    expect(driver.displays.get(paired.body.id)).toMatchObject({ name: '一楼大厅', pages: 1, view: {} });
    // The code has done its work.
    expect((await confirm(operator, code)).status).toBe(404);
    const log = await until('it is in the audit log', async () => {
      const lines = await audited(admin, 'display.pair');
      return lines.some((line) => line.includes(paired.body.id)) && lines;
    });
    expect(log).toContain(`user:王小明甲 ${paired.body.id} 一楼大厅 ${county} done`);
  });

  test('only operators and administrators pair, and only within places that are there', async () => {
    const { code } = await askForCode(server);
    expect((await confirm(leader, code)).status).toBe(403);
    expect((await call(server.address, 'POST', 'pairing/confirm', { body: { code } })).status).toBe(401);
    expect((await confirm(admin, code, 'area:990000')).body.code).toBe('unknown-scope');
    expect((await confirm(admin, code, county, '   ')).status).toBe(400);
    expect((await confirm(admin, code, town)).status).toBe(200);
  });

  test('who guesses codes waits', async () => {
    const guesser = await server.makeUser('operator', '猜码的人');
    const { code } = await askForCode(server);
    for (let n = 0; n < 5; n++) expect((await confirm(guesser, '777777')).status).toBe(404);
    const late = await confirm(guesser, code);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(200);
  });

  test('a display shows what it is told, tells what it shows, and two follow one hand', async () => {
    const { id: one, token } = await server.makeDisplay();
    const { id: two, token: other } = await server.makeDisplay(town);
    const [hall, office] = [await hang(server, token), await hang(server, other)];
    expect(hall.last).toEqual({ rev: 0, view: {} });
    const driver = await take(server, operator);
    await driver.follow();
    const begun = performance.now();
    const driven = await driver.drive([one, two], { scope: town, scene: 'orders', cover: 'names' });
    expect(driven).toMatchObject({ ok: true });
    for (const display of [hall, office])
      await until('it is told', () => display.last?.view.cover === 'names');
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(hall.last).toEqual({ rev: 1, view: { scope: town, scene: 'orders', cover: 'names' }, by: '王**' });
    hall.viewer.socket.emit('remote-shown', {
      ...shownElse,
      rev: 1,
      scope: town,
      scene: 'orders',
      cover: 'names',
    });
    await until('who drives sees it', () => driver.displays.get(one)?.shown?.rev === 1);
    // A second operator takes over; both see who drives.
    const colleague = await server.makeUser('operator', '李大力乙');
    const second = await take(server, colleague);
    await second.follow();
    expect(second.displays.get(one)).toMatchObject({ by: '王小明甲', shown: { scene: 'orders' } });
    await second.drive([one], { cover: null });
    await until('the first sees who drives', () => driver.displays.get(one)?.by === '李大力乙');
    expect(hall.last).toMatchObject({ by: '李**', view: { scope: town, scene: 'orders' } });
    expect(hall.last?.view.cover).toBeUndefined();
    await second.drive([one], null);
    await until('back to normal', () => hall.last?.rev === 3);
    expect(hall.last).toEqual({ rev: 3, view: {} });
    await until('the audit log tells who', async () => {
      const lines = await audited(admin, 'display.drive');
      return lines.some((line) => line === `user:李大力乙 ${one} {"cover":null} done`);
    });
  });

  test('no display shows what its own scope does not cover', async () => {
    const { id, token } = await server.makeDisplay(town);
    const display = await hang(server, token);
    const { key } = await server.makeKey();
    const far = eventOf('order.placed', {
      ...{ orderId: 'far-1', kind: 'service', category: 'culture', title: '想看一场戏' },
      townCode: '330127101',
    });
    expect((await server.post(key, JSON.stringify(far))).status).toBe(200);
    const driver = await take(server, operator);
    const codeOf = async (change: DriveRequest['change'], ids = [id]) => {
      const answer = await driver.drive(ids, change);
      return answer.ok ? 'ok' : answer.code;
    };
    expect(await codeOf({ scope: county })).toBe('forbidden-scope');
    expect(await codeOf({ scope: 'area:330127101' })).toBe('forbidden-scope');
    expect(await codeOf({ scope: 'area:999999999' })).toBe('unknown-scope');
    expect(await codeOf({ scene: 'no-such' })).toBe('unknown-scene');
    expect(await codeOf({ scene: 'auto,no-such' })).toBe('unknown-scene');
    expect(await codeOf({ item: { kind: 'order', id: 'far-1' } })).toBe('unknown-item');
    expect(await codeOf({ cover: 'blank' }, [id, 'unknown'])).toBe('unknown-display');
    expect(await codeOf({ unknown: true } as DriveRequest['change'])).toBe('bad-request');
    expect(display.told).toHaveLength(1);
    expect(await codeOf({ scene: 'auto' })).toBe('ok');
    const { id: whole } = await server.makeDisplay(county);
    await driver.follow();
    await until(
      'the order is there',
      async () => (await codeOf({ item: { kind: 'order', id: 'far-1' } }, [whole])) === 'ok',
    );
  });

  test('who may not drive is refused, and a display drives nothing', async () => {
    const { id, token } = await server.makeDisplay();
    const display = await hang(server, token);
    for (const [user, follows] of [
      [leader, false],
      [admin, true],
    ] as const) {
      const driver = await take(server, user);
      expect(await driver.follow(), user.name).toMatchObject({ ok: follows });
      expect(await driver.drive([id], { cover: 'blank' })).toMatchObject({ ok: false, code: 'forbidden' });
    }
    display.viewer.socket.emit('remote-drive', { displays: [id], change: { cover: 'blank' } }, () => {
      throw new Error('a display was answered');
    });
    expect((await display.join()).rev).toBe(0);
  });

  test('a revoked display is gone within a second, from its wall and from those who drive', async () => {
    const { id, token } = await server.makeDisplay();
    const display = await hang(server, token);
    const driver = await take(server, operator);
    await driver.follow();
    expect(driver.displays.has(id)).toBe(true);
    await server.cli('display', 'revoke', '--id', id);
    const begun = performance.now();
    await until('bye', () => display.viewer.byes[0]?.code === 'revoked');
    await until('it is gone', () => !driver.displays.has(id));
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(await driver.drive([id], null)).toMatchObject({ code: 'unknown-display' });
  });
});

test('a view ends by its time, and what hides the screen stays', async () => {
  const clock = new SharedClock();
  const server = await startServer({}, { clock });
  closing.push(() => server.stop());
  const { id, token } = await server.makeDisplay();
  const display = await hang(server, token);
  const driver = await take(server, await server.makeUser());
  await driver.follow();
  await driver.drive([id], { scope: town, cover: 'names' }, 10);
  expect(driver.displays.get(id)?.until).toBe(
    formatInstant(Date.parse(driver.displays.get(id)?.at ?? '') + 600_000),
  );
  clock.advance(9 * 60_000);
  await driver.drive([id], { sound: false }, 2);
  clock.advance(2 * 60_000);
  await until('the view is over', () => display.last?.rev === 3);
  expect(display.last?.view).toEqual({ cover: 'names' });
  await until('who drives sees it', () => driver.displays.get(id)?.rev === 3);
  expect(driver.displays.get(id)?.until).toBeUndefined();
});

test('what a display is to show survives a restart', async () => {
  const server: ProcessServer = await startServerProcess();
  closing.push(() => server.stop());
  const operator = await server.makeUser();
  const { id, token } = await server.makeDisplay();
  const display = await hang(server, token);
  display.viewer.socket.on('connect', () => void display.join());
  const driver = await take(server, operator);
  await driver.drive([id], { scope: town, cover: 'blank' }, 24 * 60);
  await until('it is told', () => display.last?.rev === 1);
  display.told.length = 0;
  await server.restart();
  // A server that says bye is not come back to by itself.
  display.viewer.socket.connect();
  await until('it is told again', () => display.last?.rev === 1);
  expect(display.last?.view).toEqual({ scope: town, cover: 'blank' });
});
