/**
 * Lines as they are: cut anywhere, late, slow, or open and dead. What was acknowledged to a station is there once, and a
 * page never says that it is live when it is not.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Random } from '../../mock/simulation/random.ts';
import type { Board } from '../../shared/board/board.ts';
import { postOnce, ResendingStation } from '../support/resending-station.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { SimulatedViewer } from '../support/simulation/viewers.ts';
import { type StationEvent, served, started } from '../support/station.ts';
import { type Break, fairWeather, TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const site = '330127100-S';
const county = `area:${countyCode}`;
const open = { ANONYMOUS_READ: 'true', RATE_REQUESTS_PER_SECOND: '100000' };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function proxyBefore(target: string): Promise<TcpProxy> {
  const proxy = await TcpProxy.before(target, new Random('network', 7));
  closing.push(() => proxy.stop());
  return proxy;
}

const running = async (server: ProcessServer): Promise<number> =>
  (await server.get<{ board: Board }>(`snapshot?scope=${county}`)).body.board.now.activitiesRunning;
const head = async (server: ProcessServer): Promise<number> => (await server.journal()).length;

describe('between station and server', () => {
  let server: ProcessServer;
  let key: string;
  beforeAll(async () => {
    server = await startServerProcess(open);
    ({ key } = await server.makeKey());
  });
  afterAll(() => server?.stop());

  test('a request that is cut in the middle of its body stores nothing of it', async () => {
    const proxy = await proxyBefore(server.address);
    const batch = Array.from({ length: 20 }, () => started(site));
    const body = JSON.stringify(batch);
    const before = await head(server);
    // In the head, between two events, within one, before the last letter.
    for (const afterBytes of [0, 40, 400, body.length / 2, body.length])
      for (const how of ['reset', 'silence'] as const) {
        proxy.breakNext({ direction: 'up', afterBytes: Math.floor(afterBytes), how });
        expect(await postOnce({ address: proxy.address, key, patienceMs: 500 }, body)).toBeUndefined();
      }
    expect(await head(server)).toBe(before);
    const answer = await postOnce({ address: proxy.address, key }, body);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 20, duplicates: 0 } });
  });

  test.each<[string, Omit<Break, 'direction'>]>([
    ['cut before the answer', { afterBytes: 0, how: 'reset' }],
    ['cut within the answer', { afterBytes: 300, how: 'reset' }],
    ['silent from the answer on', { afterBytes: 0, how: 'silence' }],
  ])('what was stored on a line that is %s is a duplicate when it comes again', async (_, one) => {
    const proxy = await proxyBefore(server.address);
    const batch = Array.from({ length: 3 }, () => started(site));
    const before = await head(server);
    proxy.breakNext({ direction: 'down', ...one });
    const lost = await postOnce({ address: proxy.address, key, patienceMs: 1_500 }, JSON.stringify(batch));
    expect(lost).toBeUndefined();
    expect(await head(server)).toBe(before + 3);
    const station = new ResendingStation({ address: proxy.address, key });
    const told = await station.deliver(batch);
    expect(told.map(({ status, seq }) => [status, seq])).toEqual(
      batch.map((_event, index) => ['duplicate', before + index + 1]),
    );
  });

  test('of a batch with members that are no good the others are stored, and each is answered', async () => {
    const before = await head(server);
    const good = [started(site), served(site, 30), started(site)];
    const [first, second, third] = good as [StationEvent, StationEvent, StationEvent];
    const batch = [
      first,
      { ...started(site), type: 'activity.flown' },
      second,
      { ...started(site), source: '/sites/nowhere' },
      first,
      { ...started(site), data: { activityId: 7 } },
      { ...second, data: { ...(second.data as object), minutes: 31 } },
      third,
      { source: `/sites/${site}` },
    ];
    const expected = [
      ...['accepted', 'unknown-type', 'accepted', 'unknown-site', 'duplicate', 'invalid-data'],
      ...['id-conflict', 'accepted', 'invalid-envelope'],
    ];
    const told = await new ResendingStation({ address: server.address, key }).deliver(batch);
    expect(told.map(({ status, code }) => code ?? status)).toEqual(expected);
    // Half of it once more, the other half with it, in another order, four times at once.
    const mixed = [...batch].reverse();
    await Promise.all(
      [batch.slice(0, 4), mixed, batch, mixed.slice(0, 5)].map((some) =>
        new ResendingStation({ address: server.address, key }).deliver(some),
      ),
    );
    const rows = (await server.journal()).slice(before);
    expect(rows.map(({ id }) => id)).toEqual(good.map(({ id }) => id));
  });

  test('everything comes over a line that breaks all the time, and is counted once', {
    timeout: 120_000,
  }, async () => {
    const proxy = await proxyBefore(server.address);
    proxy.weather = {
      ...fairWeather,
      delayMs: 2,
      jitterMs: 20,
      breaks: 0.6,
      withinBytes: 5_000,
      silent: 0.1,
    };
    const [begun, shown] = [await server.journal(), await running(server)];
    const options = { address: proxy.address, key, patienceMs: 800, restMs: 5 };
    const stations = Array.from({ length: 6 }, () => new ResendingStation(options));
    const sent: StationEvent[] = [];
    const unanswered = (): number => stations.reduce((sum, station) => sum + station.unanswered, 0);
    await Promise.all(
      stations.map(async (station, index) => {
        // How many lines a request takes, and so how many break, is the client's affair.
        for (let round = 0; round < 16 || unanswered() <= 20; round += 1) {
          const batch = Array.from({ length: 1 + ((index + round) % 9) }, () =>
            started(site, `第${round}场`),
          );
          sent.push(...batch);
          // What another station sends at the same time too is still one event.
          const twin = stations[(index + 1) % stations.length] ?? station;
          await Promise.all([station.deliver(batch), twin.deliver([...batch].reverse())]);
        }
      }),
    );
    const rows = (await server.journal()).slice(begun.length);
    expect(rows.map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
    const acknowledged = new Map(stations.flatMap((station) => [...station.acknowledged]));
    expect(acknowledged.size).toBe(sent.length);
    for (const [name, { seq }] of acknowledged)
      expect(rows[seq - begun.length - 1], name).toMatchObject({ seq });
    expect(stations.flatMap(({ faults }) => faults)).toEqual([]);
    await until('each is counted once', async () => (await running(server)) === shown + sent.length);
    expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
  });
});

describe('between server and viewer', () => {
  let server: ProcessServer;
  let key: string;
  beforeAll(async () => {
    server = await startServerProcess(open);
    ({ key } = await server.makeKey());
  });
  afterAll(() => server?.stop());
  afterEach(() => vi.unstubAllGlobals());

  async function watch(proxy: TcpProxy): Promise<SimulatedViewer> {
    const viewer = new SimulatedViewer(county, proxy.address);
    closing.push(() => viewer.line.close());
    await until('it is live', () => viewer.state === 'live' && viewer.board !== undefined);
    return viewer;
  }
  const send = async (): Promise<void> => {
    expect((await server.post(key, JSON.stringify(started(site)))).status).toBe(200);
  };
  /** It has the server's board, and says that it is live. */
  const isRight = async (viewer: SimulatedViewer, ms = 40_000): Promise<void> => {
    const wanted = await until('all is counted', async () => {
      const { body } = await server.get<{ board: Board }>(`snapshot?scope=${county}`);
      return body.board.now.activitiesRunning === (await head(server)) && body.board;
    });
    await until(
      'it is right again',
      () => {
        if (viewer.state !== 'live') return false;
        return viewer.board?.now.activitiesRunning === wanted.now.activitiesRunning;
      },
      ms,
    );
  };

  test('a line that is cut is made anew, and nothing is missing', async () => {
    const proxy = await proxyBefore(server.address);
    const viewer = await watch(proxy);
    for (let cut = 0; cut < 5; cut += 1) {
      await send();
      expect(proxy.cut()).toBeGreaterThan(0);
      await send();
      await isRight(viewer);
    }
    expect(viewer.states).toContain('reconnecting');
    expect(viewer.faults).toEqual([]);
  });

  test('on a line that is open and dead it soon says so, and finds another one by itself', async () => {
    const proxy = await proxyBefore(server.address);
    const viewer = await watch(proxy);
    expect(proxy.silence()).toBeGreaterThan(0);
    await send();
    await until('it says so', () => viewer.state === 'reconnecting', 12_000);
    // The transport by itself would take three quarters of a minute.
    await isRight(viewer, 25_000);
  });

  test('what comes late is not called live, however evenly it comes', async () => {
    const proxy = await proxyBefore(server.address);
    const viewer = await watch(proxy);
    let words = 0;
    viewer.line.socket.on('clock', () => words++);
    proxy.weather = { ...fairWeather, delayMs: 6_600 };
    await until('it is no longer live', () => viewer.state !== 'live', 12_000);
    await send();
    const { length } = viewer.states;
    const heard = words;
    // By now one comes every two seconds again, each of them old, until the page gives this line up.
    await until('a word comes after another', () => words > heard + 1 || !viewer.line.socket.connected);
    expect(viewer.states.slice(length)).toEqual([]);
    proxy.weather = fairWeather;
    await isRight(viewer);
  });

  test('a slow line shows every figure a little later, and none that never was', async () => {
    const proxy = await proxyBefore(server.address);
    proxy.weather = { ...fairWeather, delayMs: 150, jitterMs: 300, bytesPerSecond: 100_000 };
    const viewer = await watch(proxy);
    for (let round = 0; round < 20; round += 1) await send();
    await isRight(viewer);
    expect(viewer.states).toEqual(['reconnecting', 'live']);
  });
});
