/**
 * An upgrade as it is done: of two servers on one database one after the other is asked to stop and started again,
 * under load. No request that was taken is lost, and no viewer sees a number that the journal does not have.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { databaseOf, type Engine } from '../support/engine.ts';
import { type Answer, countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { started } from '../support/station.ts';
import { SteadyLoad } from '../support/steady-load.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = `area:${countyCode}`;
const restarts = 4;
/** What is promised on a machine that has nothing else to do; one that has is given more. */
const rightWithinMs = 3_000;
const patienceMs = 60_000;
/** As many of the newest are told of (contract §5). */
const feedRows = 30;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startTwo(engine: Engine): Promise<ProcessServer[]> {
  const database = await databaseOf(engine);
  closing.push(() => database.drop());
  const environment = {
    DATABASE_URL: database.url,
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '100000',
  };
  const servers = await Promise.all([startServerProcess(environment), startServerProcess(environment)]);
  for (const server of servers) closing.push(() => server.stop());
  return servers;
}

async function balance(servers: readonly ProcessServer[]): Promise<Balancer> {
  const balancer = await startBalancer(servers.map(({ address }) => address));
  closing.push(() => balancer.stop());
  return balancer;
}

/** Each on a line of its own, as a balancer sends them that keeps none open. */
const postTo =
  ({ address }: Balancer, key: string) =>
  async (body: string): Promise<Answer> => {
    const answer = await fetch(`${address}/api/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        connection: 'close',
      },
      body,
    });
    const { status, headers } = answer;
    return { status, headers, body: (await answer.json()) as Answer['body'] };
  };

/** Where every event begins an activity, a board is one of the journal's only if all that it says of them agrees. */
class Onlooker {
  readonly viewer: Viewer;
  readonly wrong: string[] = [];
  shown = 0;
  boards = 0;

  constructor(address: string) {
    this.viewer = new Viewer(address, { transports: ['websocket'] });
    this.viewer.socket.on('connect', () => {
      void this.viewer.follow(county).then(
        () => this.look(),
        () => undefined,
      );
    });
    this.viewer.socket.on('delta', () => this.look());
    // Whoever was told goodbye comes back by himself, as pages do.
    this.viewer.socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.viewer.socket.connect();
    });
  }

  private look(): void {
    const board = this.viewer.followed.get(county)?.board;
    if (!board) return;
    const sum = (counts: Record<string, { activities: number }>): number =>
      Object.values(counts).reduce((total, { activities }) => total + activities, 0);
    const said = [
      board.now.activitiesRunning,
      board.totals.today.activities,
      sum(board.children),
      sum(board.hours),
    ];
    if (new Set(said).size > 1) this.wrong.push(`disagrees: ${said.join(' ')}`);
    // What was sent again after a restart is told by when it happened, and may be too old for the feed.
    const told = Object.keys(board.feed).map(Number);
    if (
      Math.max(0, ...told) > board.now.activitiesRunning ||
      told.length !== Math.min(feedRows, said[0] ?? 0)
    )
      this.wrong.push(`counts ${said[0]}, and tells of ${told.join(' ')}`);
    if (board.now.activitiesRunning < this.shown) this.wrong.push(`back from ${this.shown}: ${said[0]}`);
    this.shown = board.now.activitiesRunning;
    this.boards += 1;
  }
}

describe.each<Engine>(['sqlite', 'postgres'])('on %s', (engine) => {
  test(`${restarts} restarts in turn lose nothing and show nothing wrong`, { timeout: 600_000 }, async () => {
    const servers = await startTwo(engine);
    const [first, second] = servers;
    if (!first || !second) throw new Error('no servers');
    const { key } = await first.makeKey();
    await until('the key is in force', async () => (await second.post(key, '{}')).status !== 401);
    const viewers = await balance(servers);
    const onlooker = new Onlooker(viewers.address);
    closing.push(() => onlooker.viewer.close());
    const post = postTo(await balance(servers), key);
    const batch = () => [started('330127100-S')];
    const load = new SteadyLoad({ post, batch, posters: 3, pauseMs: 20 });
    await load.takes(20, patienceMs);
    await until('the viewer sees them', () => onlooker.shown > 0, patienceMs);

    const times: number[] = [];
    for (let restart = 0; restart < restarts; restart += 1) {
      // Whoever serves the viewer: he has to go elsewhere.
      const index = viewers.newest;
      const before = onlooker.shown;
      const begun = performance.now();
      const stopped = servers[index]?.terminate();
      await until(
        'the viewer sees more elsewhere',
        () => viewers.newest !== index && onlooker.shown > before,
        patienceMs,
      );
      times.push(Math.round(performance.now() - begun));
      expect(await stopped).toBe(0);
      await servers[index]?.restart();
      await load.takes(10, patienceMs);
    }
    await load.stop();
    const journal = await first.journal();
    load.expectAllIn(journal);
    // At most who stood at the door when it was shut, whom nobody had let in.
    expect(load.broken).toBeLessThanOrEqual(restarts);
    await until('the viewer sees all of it', () => onlooker.shown === journal.length, patienceMs);
    expect(onlooker.wrong).toEqual([]);
    expect(onlooker.boards).toBeGreaterThan(restarts);
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2) - 1]).toBeLessThan(rightWithinMs);
    await until('every event is in the figures', async () => (await first.cli('journal', 'verify')).ok);
  });
});
