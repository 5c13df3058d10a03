import { describe, expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import type { Delta, WatchSnapshot } from '../../../../shared/wire/live.ts';
import { advance, fromSnapshot } from '../../../../web/live/replica.ts';

const snapshot: WatchSnapshot = {
  ok: true,
  wire: 1,
  scope: 'area:330127',
  epoch: 'e1',
  rev: 7,
  asOf: '2026-11-22T09:42:08.000Z',
  board: {
    day: '2026-11-22',
    now: { onDuty: 3, alerts: 1 },
    alerts: { a: { title: 'x' } },
  } as unknown as Board,
};

const delta = (from: number, to: number, patch: Delta['patch'], epoch = 'e1'): Delta => ({
  scope: 'area:330127',
  epoch,
  from,
  to,
  asOf: '2026-11-22T09:42:09.000Z',
  patch,
});

describe('a replica of a board', () => {
  const replica = fromSnapshot(snapshot);

  test('follows deltas from its own revision, and removes what is gone', () => {
    const next = advance(replica, delta(7, 8, { now: { onDuty: 4 }, alerts: { a: null } }));
    expect(next?.rev).toBe(8);
    expect(next?.board.now).toEqual({ onDuty: 4, alerts: 1 });
    expect(next?.board.alerts).toEqual({});
    expect(next?.asOf).toBe(Date.parse('2026-11-22T09:42:09.000Z'));
  });

  test('stays as it was for whoever still holds it', () => {
    advance(replica, delta(7, 8, { now: { onDuty: 9 } }));
    expect(replica.board.now.onDuty).toBe(3);
  });

  test('takes deltas that were joined into one', () => {
    expect(advance(replica, delta(7, 12, { now: { onDuty: 5 } }))?.rev).toBe(12);
  });

  test('lets pass what it already has', () => {
    expect(advance(replica, delta(5, 7, { now: { onDuty: 1 } }))).toBe(replica);
  });

  test('asks to be watched again after a gap, an overlap and in another epoch', () => {
    expect(advance(replica, delta(8, 9, {}))).toBeUndefined();
    expect(advance(replica, delta(6, 8, {}))).toBeUndefined();
    expect(advance(replica, delta(7, 8, {}, 'e2'))).toBeUndefined();
  });
});
