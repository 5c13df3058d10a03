import { describe, expect, test } from 'vitest';
import { Register } from '../../../../shared/county/register.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import { withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { townA } from '../../../support/small-county.ts';
import { boards, counties, openToldStore } from '../query/store.ts';

const now = local('2026-11-22 12:00');
const placed = (orderId: string, time: string, more: { urgent?: boolean; dueAt?: string } = {}) =>
  event('order.placed', 'A1', time, {
    orderId,
    kind: 'service',
    category: 'opera',
    title: '想看戏，电话13800138000',
    ...more,
  });
const stage = (type: 'order.offered' | 'order.accepted' | 'order.declined', orderId: string, time: string) =>
  event(type, 'IA', time, { orderId, teamId: 'TA' });
const iso = (time: string): string => new Date(local(time)).toISOString();

const orders: JournalEvent[] = [
  placed('late', '2026-11-20 08:00'),
  placed('urgent', '2026-11-22 11:30', { urgent: true }),
  placed('offered', '2026-11-21 09:00'),
  stage('order.offered', 'offered', '2026-11-21 10:00'),
  placed('held', '2026-11-16 09:00'),
  stage('order.offered', 'held', '2026-11-16 10:00'),
  stage('order.accepted', 'held', '2026-11-16 11:00'),
  placed('refused', '2026-11-17 09:00'),
  stage('order.accepted', 'refused', '2026-11-17 10:00'),
  stage('order.declined', 'refused', '2026-11-17 11:00'),
  placed('done', '2026-11-17 09:00'),
  event('order.completed', 'A1', '2026-11-18 09:00', { orderId: 'done' }),
];

describe('the queue', () => {
  test('[N4] [N5] open orders by the time that is left, with who has them and what they wait for', () =>
    withJournal(orders, now, async (journal) => {
      const { queue } = await journal.board();
      expect(
        Object.entries(queue)
          .sort(([, a], [, b]) => (a.limitAt < b.limitAt ? -1 : 1))
          .map(([id, { limitAt, step, team, waitsFor }]) => [id, limitAt, step, team, waitsFor]),
      ).toEqual([
        ['late', iso('2026-11-21 08:00'), 'placed', undefined, 'answer'],
        ['urgent', iso('2026-11-22 13:30'), 'placed', undefined, 'answer'],
        ['held', iso('2026-11-23 09:00'), 'accepted', '甲队', 'completion'],
        ['refused', iso('2026-11-24 09:00'), 'placed', undefined, 'completion'],
        ['offered', iso('2026-11-28 09:00'), 'offered', '甲队', 'completion'],
      ]);
      expect(queue.urgent).toEqual({
        title: '戏曲类点单 · 甲镇',
        kind: 'service',
        urgent: true,
        site: 'A1',
        town: townA,
        step: 'placed',
        placedAt: iso('2026-11-22 11:30'),
        limitAt: iso('2026-11-22 13:30'),
        waitsFor: 'answer',
      });
      expect(Object.keys((await journal.board('site:B1')).queue)).toEqual([]);
      expect(Object.keys((await journal.board(`area:${townA}`)).queue)).toHaveLength(5);
    }));

  test('above a county names the county of each order, and mixes them by the time that is left', async () => {
    const told = await openToldStore();
    try {
      const registers = counties.map((county) => new Register(county));
      const shares = boards.resolve({ kind: 'area', code: '33' }, registers);
      if (!shares) throw new Error('no scope');
      const { board } = await told.store.read((view) => boards.read(view, shares));
      const keys = Object.keys(board.queue);
      expect(new Set(keys.map((key) => key.slice(0, 7)))).toEqual(new Set(['330127-', '330106-']));
      const limits = Object.values(board.queue).map(({ limitAt }) => limitAt);
      expect(limits).toEqual([...limits].sort());
      expect(keys.length).toBe(Math.min(30, board.now.ordersOpen));
    } finally {
      await told.close();
    }
  });

  test('[N5] holds the 30 with least time left', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      placed(`o${index}`, '2026-11-22 09:00', {
        dueAt: new Date(now + ((index * 7) % 40) * 60_000).toISOString(),
      }),
    );
    return withJournal(many, now, async (journal) => {
      const rows = Object.values((await journal.board()).queue);
      expect(rows).toHaveLength(30);
      const last = rows
        .map(({ limitAt }) => limitAt)
        .sort()
        .at(-1);
      expect(last).toBe(new Date(now + 29 * 60_000).toISOString());
    });
  });
});
