import { afterEach, describe, expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import { CountyJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { followReplay } from '../../../support/replays.ts';

const scope = 'area:330127';
const order = { orderId: 'o', kind: 'service', category: 'opera', title: '想看戏' } as const;
const placed = local('2026-11-20 09:00');
const hour = 3_600_000;
const journals: CountyJournal[] = [];

afterEach(async () => {
  for (const journal of journals.splice(0)) await journal.close();
});

/** An order that nobody answers, from a site that is not heard again. */
async function unanswered(now: number): Promise<CountyJournal> {
  const journal = await CountyJournal.open(placed - hour);
  journals.push(journal);
  await journal.append([event('order.placed', 'A1', placed, order)]);
  await journal.project(now);
  return journal;
}

const replayOf = (journal: CountyJournal, from: number, to: number) =>
  followReplay(journal.store, [journal.register], { from, to, basis: 'received', scope });

const told = ({ now }: Board) => [now.ordersOpen, now.ordersOverdue, now.sources.live, now.sources.late];

describe('what time alone changes', () => {
  test.each([
    ['told from nothing', []],
    // The journal is longer before the span than after its beginning.
    ['told from now', [40, 41, 42]],
  ])('[N5, N7] comes with it and goes with it: %s', async (_, minutesBefore) => {
    const journal = await CountyJournal.open(placed - hour);
    journals.push(journal);
    const heard = minutesBefore.map((minutes) => placed - (minutes * hour) / 60);
    await journal.append(heard.map((at) => event('site.heartbeat', 'C', at, {})));
    await journal.append([event('order.placed', 'A1', placed, order)]);
    await journal.project(placed + 40 * hour);
    const replay = await replayOf(journal, placed - hour / 2, placed + 30 * hour);
    const late = heard.length > 0 ? 1 : 0;
    for (const [at, expected] of [
      [placed + 1, [1, 0, 1, late]],
      [placed + hour, [1, 0, 0, 1 + late]],
      [placed + 25 * hour, [1, 1, 0, 1 + late]],
      [placed + hour, [1, 0, 0, 1 + late]],
      [placed + 1, [1, 0, 1, late]],
      [placed - hour / 4, [0, 0, 0, late]],
      [placed + 25 * hour, [1, 1, 0, 1 + late]],
    ] as const)
      expect([at, told(await replay.board(at, scope))]).toEqual([at, expected]);
  });

  test('an answer that comes while the past is replayed is none of the past', async () => {
    const now = placed + 40 * hour;
    const journal = await unanswered(now);
    const replay = await replayOf(journal, placed + hour, now);
    expect(told(await replay.board(placed + 2 * hour, scope))).toEqual([1, 0, 0, 1]);
    const before = await replay.board(placed + 26 * hour, scope);
    expect(told(before)).toEqual([1, 1, 0, 1]);
    await journal.append([
      event('order.completed', 'A1', now + hour, { orderId: 'o' }),
      event('site.heartbeat', 'A1', now + hour, {}),
    ]);
    await journal.project(now + 2 * hour);
    expect((await journal.board(scope)).now.ordersOverdue).toBe(0);
    expect(await replay.board(placed + 26 * hour, scope)).toEqual(before);
    expect(told(await replay.board(placed + 2 * hour, scope))).toEqual([1, 0, 0, 1]);
  });
});

test('[A7] a gap that an activity of the day has closed is there when the day begins', async () => {
  const [first, midnight] = [local('2026-10-01 09:00'), local('2026-11-20 00:00')];
  const journal = await CountyJournal.open(first - hour);
  journals.push(journal);
  const started = (activityId: string, at: number) =>
    event('activity.started', 'A1', at, { activityId, title: '宣讲', category: 'lecture' });
  const heard = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => event('site.heartbeat', 'A1', first + n * hour, {}));
  await journal.append([started('a', first), ...heard]);
  await journal.project(midnight);
  const live = await journal.board(scope);
  await journal.append([started('b', midnight + 9 * hour)]);
  await journal.project(midnight + 10 * hour);
  const now = await journal.board(scope);
  expect(now.alerts).not.toEqual(live.alerts);
  const replay = await replayOf(journal, midnight, midnight + 10 * hour);
  for (const [at, board] of [
    [midnight, live],
    [midnight + 10 * hour, now],
    [midnight, live],
  ] as const)
    expect(await replay.board(at, scope)).toEqual(board);
});
