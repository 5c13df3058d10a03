/** How a connection ends, and who does not keep up (contract §5). */
import { afterEach, describe, expect, test } from 'vitest';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { metricOf } from '../support/health.ts';
import { type Server, startServer, startServerProcess } from '../support/server.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const town = 'area:330127100';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(...given: Parameters<typeof startServer>): Promise<Server> {
  const server = await startServer(...given);
  closing.push(() => server.stop());
  return server;
}

function view(address: string, options: ConstructorParameters<typeof Viewer>[1] = {}): Viewer {
  const viewer = new Viewer(address, { transports: ['websocket'], reconnection: false, ...options });
  closing.push(() => viewer.close());
  return viewer;
}

async function connections(server: { address: string }): Promise<number> {
  const text = await (await fetch(`${server.address}/metrics`)).text();
  return Number(/^\w*connections\w* (\d+)$/m.exec(text)?.[1]);
}

describe('a display', () => {
  test('sees its own scope alone, and is told at once when it is revoked', async () => {
    const server = await start();
    const { id, token } = await server.makeDisplay(town);
    const { token: other } = await server.makeDisplay(county);
    const viewer = await view(server.address, { auth: { token } }).connected();
    const neighbour = await view(server.address, { auth: { token: other } }).connected();
    expect(await viewer.follow(town)).toMatchObject({ ok: true });
    expect(await viewer.ask({ scope: 'site:330127100001' })).toMatchObject({ ok: true });
    for (const scope of [county, 'area:330127101', 'site:330127-Z', 'area:33'])
      expect(await viewer.ask({ scope }), scope).toMatchObject({ ok: false, code: 'forbidden-scope' });
    await server.cli('display', 'revoke', '--id', id);
    await until('bye revoked', () => viewer.byes[0]?.code === 'revoked', 3000);
    await until('the end of the connection', () => viewer.socket.disconnected, 3000);
    expect(neighbour.socket.connected).toBe(true);
    expect(neighbour.byes).toEqual([]);
  });

  test('without a credential in force nobody connects', async () => {
    const server = await start();
    const { key } = await server.makeKey();
    const { id, token } = await server.makeDisplay(town);
    await server.cli('display', 'revoke', '--id', id);
    await until(
      'the token is out of force',
      async () => (await server.get('counties', token)).status === 401,
    );
    for (const auth of [{}, { token: '' }, { token: 'wmd_x' }, { token }, { token: key }, { token: 5 }]) {
      const viewer = view(server.address, { auth });
      const error = await new Promise<Error>((resolve) => viewer.socket.once('connect_error', resolve));
      expect(error.message, JSON.stringify(auth)).toBe('unauthorized');
    }
  });

  test('gives its token as a header too', async () => {
    const server = await start();
    const { token } = await server.makeDisplay(town);
    const extraHeaders = { authorization: `Bearer ${token}` };
    for (const transports of [['polling'], ['websocket']]) {
      const viewer = await view(server.address, { extraHeaders, transports }).connected();
      expect(await viewer.follow(town)).toMatchObject({ ok: true });
    }
  });
});

describe('a server that stops', () => {
  test.each([['websocket'], ['polling']])(
    'says bye to those who came by %s, and ends with status 0',
    async (transport) => {
      const server = await startServerProcess({ ANONYMOUS_READ: 'true' });
      closing.push(() => server.stop());
      const viewer = await view(server.address, { transports: [transport] }).connected();
      await viewer.follow(county);
      const ended = server.terminate();
      await until('bye', () => viewer.byes.length > 0);
      expect(viewer.byes.map(({ code }) => code)).toEqual(['shutting-down']);
      expect(await ended).toBe(0);
    },
  );
});

/** The socket under a viewer's connection, which can stop reading. */
function lineOf(viewer: Viewer): { pause: () => void; resume: () => void; bufferedAmount: number } {
  const line: unknown = Reflect.get(viewer.socket.io.engine.transport, 'ws');
  return line as ReturnType<typeof lineOf>;
}

/** For what a slow machine needs many times as long for. */
const patienceMs = 100_000;

/** These ask more than any page of ours, to be answered faster than they read. */
const asking = { ANONYMOUS_READ: 'true', RATE_MESSAGES_PER_SECOND: '1000000' };
const limits = { waitingBytes: 200_000, waitingPackets: 64, patienceMs: 1500, totalBytes: 100_000_000 };

describe('a viewer that stops reading', () => {
  test('is told too-slow, and what waits for it is bounded', async () => {
    const server = await start(asking, { slowReaders: limits });
    const viewer = await view(server.address).connected();
    await viewer.follow(county);
    let received = 0;
    viewer.socket.io.engine.on('data', (data: string) => {
      received += data.length;
    });
    lineOf(viewer).pause();
    // Each answer would be a whole board: many times what the server may keep for one viewer.
    let asked = 0;
    while (viewer.socket.connected && (await connections(server)) > 0) {
      for (let i = 0; i < 100; i += 1) void viewer.ask({ scope: county }).catch(() => {});
      asked += 100;
    }
    const { length } = JSON.stringify(viewer.followed.get(county));
    lineOf(viewer).resume();
    await until('bye', () => viewer.byes.length > 0);
    expect(viewer.byes.map(({ code }) => code)).toEqual(['too-slow']);
    // What stood in the buffers of the system, and a fixed amount of the server's own.
    expect(received).toBeLessThan(30_000_000);
    expect(asked * length).toBeGreaterThan(received);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  test('and not even what it is told last is cut, which makes room for another', async () => {
    const server = await start({ ...asking, MAX_VIEWERS: '1' }, { slowReaders: limits });
    const viewer = await view(server.address).connected();
    lineOf(viewer).pause();
    while ((await connections(server)) > 0)
      for (let i = 0; i < 100; i += 1) void viewer.ask({ scope: county }).catch(() => {});
    const next = view(server.address, { reconnection: true });
    // Without the cut it would be the heartbeat that ends the connection, in three times that.
    await until('there is room', () => next.socket.connected, 15_000);
    expect(viewer.byes).toEqual([]);
  });

  test('costs only what a board is, when nothing is asked', async () => {
    const patient = { ...limits, waitingPackets: 2, waitingBytes: 10_000 };
    const server = await start(asking, { slowReaders: patient });
    const { key } = await server.makeKey();
    const viewer = await view(server.address, { transports: ['polling'], upgrade: false }).connected();
    await viewer.follow(county);
    const poll = viewer.socket.io.engine.transport as unknown as { doPoll: () => void };
    const { doPoll } = poll;
    let waiting = false;
    poll.doPoll = () => {
      waiting = true;
    };
    const events = (): string => JSON.stringify([started('330127100001'), started('330127100002')]);
    while ((await connections(server)) > 0) expect((await server.post(key, events())).status).toBe(200);
    expect(waiting).toBe(true);
    poll.doPoll = doPoll;
    doPoll.call(poll);
    await until('bye', () => viewer.byes.length > 0);
    expect(viewer.byes.map(({ code }) => code)).toEqual(['too-slow']);
  });

  /** Asks for boards without reading any; answers how many were given, once the others have been refused. */
  async function askFor(count: number, viewer: Viewer, address: string): Promise<number> {
    const given = () => metricOf(address, 'cockpit_boards_given_total');
    const refused = () => metricOf(address, 'cockpit_shed_total{what="board"}');
    const [givenBefore, refusedBefore] = [await given(), await refused()];
    for (let i = 0; i < count; i += 1) void viewer.ask({ scope: county }).catch(() => {});
    return until(
      'all that was asked for is given or refused',
      async () => {
        const more = (await given()) - givenBefore;
        return more + (await refused()) - refusedBefore === count && { more };
      },
      patienceMs,
    ).then(({ more }) => more);
  }

  /** Lets a viewer ask more than its line can take, and the board move on meanwhile; then it reads again. */
  async function readAgain(
    slowReaders: typeof limits,
    askMuch: (ask: (count: number) => Promise<number>) => Promise<void>,
  ): Promise<{ viewer: Viewer; revs: number[] }> {
    const server = await start(asking, { slowReaders });
    const { key } = await server.makeKey();
    const viewer = await view(server.address).connected();
    await viewer.follow(county);
    const revs: number[] = [];
    viewer.socket.io.engine.on('data', (data: string) => {
      const [, , rev] = /"(rev|to)":(\d+)/.exec(data) ?? [];
      if (rev !== undefined) revs.push(Number(rev));
    });
    lineOf(viewer).pause();
    await askMuch((count) => askFor(count, viewer, server.address));
    const snapshot = async (): Promise<SnapshotAnswer> =>
      (await server.get<SnapshotAnswer>(`snapshot?scope=${county}`)).body;
    const { rev } = await snapshot();
    for (let i = 0; i < 5; i += 1)
      expect((await server.post(key, JSON.stringify(started('330127100001')))).status).toBe(200);
    await until('the board has moved on', async () => (await snapshot()).rev > rev);
    lineOf(viewer).resume();
    const newest = await until('the newest board', async () => {
      const now = await snapshot();
      return viewer.followed.get(county)?.rev === now.rev && now;
    });
    expect(viewer.followed.get(county)?.board).toEqual(newest.board);
    expect(viewer.byes).toEqual([]);
    return { viewer, revs };
  }

  const patient = { ...limits, waitingPackets: 10_000, patienceMs: 600_000, totalBytes: 1e9 };

  test('and reads again in time is brought to the newest board', async () => {
    const { viewer } = await readAgain(patient, async (ask) => {
      // The system's own buffers take what they can; then nothing more is given.
      while ((await ask(200)) > 0);
    });
    // Set aside, it was told that it is behind by a delta that fits no older board.
    expect(viewer.deltas.some(({ from, to }) => from === to)).toBe(true);
  });

  test('and is not yet behind is given everything in its order', async () => {
    // Those of the second round wait in the server until all of the first has gone.
    const { viewer, revs } = await readAgain({ ...patient, waitingBytes: 1e9 }, async (ask) => {
      expect(await ask(2000)).toBe(2000);
      expect(await ask(100)).toBe(100);
    });
    expect(viewer.deltas.length).toBeGreaterThan(0);
    expect(viewer.gaps).toBe(0);
    expect(revs).toEqual([...revs].sort((a, b) => a - b));
  });
});
