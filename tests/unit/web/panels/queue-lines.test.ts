import { describe, expect, test } from 'vitest';
import type { BoardQueued } from '../../../../shared/board/board.ts';
import { queueLines, stepWord } from '../../../../web/panels/queue/queue-lines.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 22, hour)).toISOString();
const order = (placed: number, limit: number, more: Partial<BoardQueued> = {}): BoardQueued => ({
  title: '文化类点单 · 威坪镇',
  kind: 'service',
  site: '330127101-S',
  step: 'placed',
  placedAt: at(placed),
  limitAt: at(limit),
  waitsFor: 'answer',
  ...more,
});
const now = Date.parse(at(12));

describe('the queue', () => {
  test('[N5] has the least time left first, and equal times by key', () => {
    const lines = queueLines(
      { c: order(0, 20), b: order(6, 18), a: order(0, 8), d: order(2, 18) },
      now,
      false,
    );
    expect(lines.map(({ key }) => key)).toEqual(['a', 'b', 'd', 'c']);
    expect(lines.map(({ left }) => left)).toEqual([0, 0.5, 0.375, 0.4]);
  });

  test('[N5] a limit is passed only after it', () => {
    const overdueAt = (ms: number): boolean | undefined =>
      queueLines({ a: order(0, 12) }, now + ms, false)[0]?.overdue;
    expect([overdueAt(0), overdueAt(1)]).toEqual([false, true]);
  });

  test('says what it waits for, and how long that still is or has been over', () => {
    const [late, soon] = queueLines(
      { a: order(0, 9), b: order(0, 14, { waitsFor: 'completion', step: 'accepted' }) },
      now,
      false,
    );
    expect([late?.time, soon?.time]).toEqual(['响应超时 3 小时 0 分', '办结剩 2 小时 0 分']);
  });

  test('knows the order of a county by its own id above that county', () => {
    const queue = { '330127-7-x': order(0, 20) };
    expect(queueLines(queue, now, true)[0]).toMatchObject({ key: '330127-7-x', id: '7-x' });
    expect(queueLines(queue, now, false)[0]).toMatchObject({ id: '330127-7-x' });
  });

  test('calls the steps of a wish by their own words', () => {
    const words = (kind: BoardQueued['kind']): string[] =>
      (['placed', 'offered', 'accepted'] as const).map((step) => stepWord(order(0, 1, { kind, step })));
    expect(words('service')).toEqual(['待派单', '待接单', '办理中']);
    expect(words('wish')).toEqual(['待认领', '待认领', '已认领']);
  });
});
