/**
 * The clock of the machine is set an hour forward over the turn of a day, back again, and forward once more, while the
 * server runs: the journal goes on without a gap, the day turns once, nobody is let in or out who should not be, nothing runs wild,
 * and every figure is still the one that follows from the journal [T3].
 */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import { addDays, dayOf, startOfDay } from '../../shared/domain/time.ts';
import { type MovedClock, makeMovedClock } from '../support/moved-clock.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = `area:${countyCode}`;
const zone = 'Asia/Shanghai';
const hourMs = 3_600_000;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Seconds of work that the process has done so far. */
function workOf(server: ProcessServer): number {
  const fields = readFileSync(`/proc/${server.pid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One county under a clock that moves: what a station, a viewer and a user find. */
class Scene {
  sent = 0;

  constructor(
    readonly clock: MovedClock,
    readonly server: ProcessServer,
    readonly key: string,
    readonly viewer: Viewer,
    private user: SignedIn,
  ) {}

  get board(): Board {
    const followed = this.viewer.followed.get(county);
    if (!followed) throw new Error('no board');
    return followed.board;
  }

  post(at: number) {
    const event = { ...started('330127100-S'), time: new Date(at).toISOString() };
    return this.server.post(this.key, JSON.stringify(event));
  }

  /** An event of now, by the clock of the server, is taken and gets the next number. */
  async expectTaken(): Promise<void> {
    this.sent += 1;
    const { body } = await this.post(this.clock.now());
    expect(body.results).toMatchObject([{ status: 'accepted', seq: this.sent }]);
    await until('it is on the board', () => this.board.now.activitiesRunning === this.sent);
    expect(Math.abs(Date.parse(body.now ?? '') - this.clock.now())).toBeLessThan(60_000);
  }

  /** Viewers hear the clock as before, and the process has no more to do than ever. */
  async expectCalm(): Promise<void> {
    const [clocks, work] = [this.viewer.clocks.length, workOf(this.server)];
    await sleep(6_000);
    const heard = this.viewer.clocks.length - clocks;
    expect(heard).toBeGreaterThanOrEqual(1);
    expect(heard).toBeLessThanOrEqual(5);
    expect(workOf(this.server) - work).toBeLessThan(4);
    expect((await fetch(`${this.server.address}/readyz`)).status).toBe(200);
    expect(this.viewer.byes).toEqual([]);
  }

  async sessionStands(): Promise<boolean> {
    return (await this.user.call('GET', 'session')).status === 200;
  }

  async signInAgain(): Promise<void> {
    const { name, password } = this.user;
    const user = await signIn(this.server.address, name, password);
    if (!user) throw new Error('nobody may sign in');
    this.user = user;
  }

  async expectFiguresOfTheJournal(): Promise<void> {
    await until('every event is in the figures', async () => (await this.server.cli('journal', 'verify')).ok);
    const { body } = await this.server.get<{ board: Board }>(`snapshot?scope=${county}`);
    expect(this.board).toEqual(body.board);
  }

  days() {
    const { day, totals, trend } = this.board;
    return {
      day,
      today: totals.today.activities,
      yesterday: totals.yesterday.activities,
      days: Object.keys(trend).length,
    };
  }
}

async function begin(clock: MovedClock): Promise<Scene> {
  const server = await startServerProcess({ ...clock.environment, ANONYMOUS_READ: 'true' });
  closing.push(() => server.stop());
  const { key } = await server.makeKey();
  const viewer = await new Viewer(server.address, { transports: ['websocket'] }).connected();
  closing.push(() => viewer.close());
  await viewer.follow(county);
  return new Scene(clock, server, key, viewer, await server.makeUser());
}

test('an hour forward, back and forward again', { timeout: 300_000 }, async (context) => {
  const clock = await makeMovedClock();
  if (!clock) return context.skip('libfaketime is not installed.');
  closing.push(clock.remove);
  const today = dayOf(Date.now(), zone);
  const tomorrow = addDays(today, 1);
  const evening = startOfDay(tomorrow, zone) - hourMs / 2;
  clock.move(evening);
  const scene = await begin(clock);
  await scene.expectTaken();
  await scene.expectTaken();
  expect(scene.days()).toEqual({ day: today, today: 2, yesterday: 0, days: 30 });

  clock.move(clock.now() + hourMs);
  await until('the day turns', () => scene.board.day === tomorrow);
  expect(scene.days()).toEqual({ day: tomorrow, today: 0, yesterday: 2, days: 30 });
  await scene.expectCalm();
  // An hour without a request ends a session, as far as anybody can tell.
  expect(await scene.sessionStands()).toBe(false);
  await scene.signInAgain();
  await scene.expectTaken();
  expect(scene.days()).toMatchObject({ today: 1, yesterday: 2 });

  clock.move(clock.now() - hourMs);
  await scene.expectCalm();
  expect(await scene.sessionStands()).toBe(true);
  // A day that has turned does not turn back, and what comes now is of the day before.
  await scene.expectTaken();
  expect(scene.days()).toEqual({ day: tomorrow, today: 1, yesterday: 3, days: 30 });
  const { body } = await scene.post(clock.now() + hourMs);
  expect(body.results).toMatchObject([{ status: 'rejected', code: 'time-in-future' }]);
  await scene.expectFiguresOfTheJournal();

  clock.move(clock.now() + hourMs);
  await scene.expectCalm();
  await scene.expectTaken();
  expect(scene.days()).toEqual({ day: tomorrow, today: 2, yesterday: 3, days: 30 });
  await scene.expectFiguresOfTheJournal();
  const journal = await scene.server.journal();
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
  expect(journal).toHaveLength(scene.sent);

  const before = scene.board;
  await scene.server.restart();
  const { body: after } = await scene.server.get<{ board: Board }>(`snapshot?scope=${county}`);
  expect(after.board).toEqual(before);
});
