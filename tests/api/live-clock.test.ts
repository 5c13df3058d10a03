/** What time alone changes comes as a delta, without an event and without a restart [T3, N5, N7]. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SharedClock } from '../../server/threads/clock.ts';
import type { Board } from '../../shared/board/board.ts';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, placed, type StationEvent } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const site = 'site:330127100001';
const code = '330127100001';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const clock = new SharedClock();

let server: Server;
let viewer: Viewer;
let key: string;

beforeAll(async () => {
  clock.set(Date.parse('2026-11-30T23:50:00+08:00'));
  server = await startServer({ ANONYMOUS_READ: 'true' }, { clock });
  ({ key } = await server.makeKey());
  viewer = await new Viewer(server.address).connected();
  for (const scope of [county, site]) await viewer.follow(scope);
});
afterAll(async () => {
  viewer.close();
  await server.stop();
});

const board = (scope = county): Board | undefined => viewer.followed.get(scope)?.board;

async function send(...events: StationEvent[]): Promise<void> {
  const time = new Date(clock.now()).toISOString();
  const { status } = await server.post(key, JSON.stringify(events.map((event) => ({ ...event, time }))));
  expect(status).toBe(200);
}

async function expectSame(): Promise<void> {
  for (const scope of [county, site]) {
    const snapshot = await until('the revision of the snapshot', async () => {
      const now = (await server.get<SnapshotAnswer>(`snapshot?scope=${scope}`)).body;
      return viewer.followed.get(scope)?.rev === now.rev && now;
    });
    expect(viewer.followed.get(scope)?.board).toEqual(snapshot.board);
  }
}

test('[T3] the day and the month turn by themselves', async () => {
  await send(ended(code, 40), ended(code, 2), placed(code));
  await until('the figures of the last day of a month', () => board()?.totals.today.activities === 2);
  await until('the site’s too', () => board(site)?.totals.today.ordersPlaced === 1);
  expect(board()).toMatchObject({
    day: '2026-11-30',
    totals: { month: { activities: 2, beneficiaries: 42 } },
  });
  clock.set(Date.parse('2026-11-30T23:59:59.500+08:00'));
  await until('the next day', () => board()?.day === '2026-12-01' && board(site)?.day === '2026-12-01');
  const turned = {
    today: { activities: 0, beneficiaries: 0 },
    yesterday: { activities: 2, beneficiaries: 42 },
    month: { activities: 0, beneficiaries: 0, ordersPlaced: 0 },
    lastMonth: { activities: 2, beneficiaries: 42, ordersPlaced: 1 },
    year: { activities: 2 },
  };
  for (const scope of [county, site]) {
    expect(board(scope)?.totals).toMatchObject(turned);
    expect(board(scope)?.orders.month.placed).toBe(0);
    expect(
      Object.keys(board(scope)?.trend ?? {})
        .sort()
        .at(-1),
    ).toBe('2026-12-01');
    expect(Object.values(board(scope)?.hours ?? {}).every(({ activities }) => activities === 0)).toBe(true);
  }
  expect(viewer.gaps).toBe(0);
  await expectSame();
});

test('[N7] a site that sends nothing is no longer live', async () => {
  await until('the site was live', () => board(site)?.now.sources.live === 1);
  clock.advance(16 * minuteMs);
  await until('it is late', () => board(site)?.now.sources.late === 1);
  expect(board(site)?.now.sources).toEqual({ live: 0, late: 1, silent: 0 });
  await expectSame();
});

test('[N5] an order falls overdue', async () => {
  expect(board()?.now).toMatchObject({ ordersOpen: 1, ordersOverdue: 0 });
  clock.advance(dayMs);
  await until(
    'unanswered past a day',
    () => board()?.now.ordersOverdue === 1 && board(site)?.now.ordersOverdue === 1,
  );
  await expectSame();
});

test('[T3] the year turns, and many days at once', async () => {
  clock.set(Date.parse('2027-01-01T00:00:00+08:00'));
  await until('the next year', () => board()?.day === '2027-01-01' && board(site)?.day === '2027-01-01');
  expect(board()?.totals).toMatchObject({
    year: { activities: 0 },
    month: { activities: 0 },
    yesterday: { activities: 0 },
  });
  await expectSame();
});
