import { expect, test } from 'vitest';
import type { BoardAlert } from '../../../../shared/board/board.ts';
import { alertLines, groupNote, itemOfAlert } from '../../../../web/panels/alerts/alert-lines.ts';

const alert = (rule: BoardAlert['rule'], scope: string, more: Partial<BoardAlert> = {}): BoardAlert => ({
  ...{ rule, severity: 'info', title: '某站', scope, count: 1, since: '2026-11-22T01:00:00.000Z' },
  ...more,
});
const townOf = (scope: string) =>
  scope.startsWith('site:A') ? { code: '330127001', name: '甲镇' } : undefined;

test('several of one rule in one town are one line, since the oldest', () => {
  const lines = alertLines(
    {
      a: alert('open-check-in', 'site:A1'),
      b: alert('open-check-in', 'site:A2', { since: '2026-11-21T01:00:00.000Z' }),
      c: alert('open-check-in', 'site:B1'),
      d: alert('implausible-hours', 'site:A1'),
    },
    townOf,
  );
  expect(lines.map(({ id, title, scope, alerts }) => ({ id, title, scope, alerts }))).toEqual([
    { id: 'b', title: '甲镇 2 条记录', scope: 'area:330127001', alerts: 2 },
    { id: 'c', title: '某站', scope: 'site:B1', alerts: 1 },
    { id: 'd', title: '某站', scope: 'site:A1', alerts: 1 },
  ]);
  expect(lines[0]?.since).toBe('2026-11-21T01:00:00.000Z');
  expect(groupNote(lines)).toBe('4 项合为 3 组');
  expect(groupNote(lines.slice(1))).toBeUndefined();
});

test('orders stand each by itself, and so does what somebody has taken on', () => {
  const lines = alertLines(
    {
      a: alert('low-rating', 'area:330127001'),
      b: alert('low-rating', 'area:330127001'),
      c: alert('open-check-in', 'site:A1', { acknowledgedBy: '王**' }),
      d: alert('open-check-in', 'site:A1'),
    },
    townOf,
  );
  expect(lines.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});

test('what is to rest stands last', () => {
  const lines = alertLines({
    a: alert('order-overdue', 'area:330127001', {
      severity: 'urgent',
      snoozedUntil: '2026-11-22T09:00:00.000Z',
    }),
    b: alert('site-silent', 'area:330127001'),
  });
  expect(lines.map(({ id }) => id)).toEqual(['b', 'a']);
});

test('an alert of an order or an activity opens its card', () => {
  const item = (id: string, alerts = 1) => itemOfAlert({ id, alerts });
  expect(item('low-rating:330127:a:b')).toEqual({ kind: 'order', id: 'a:b' });
  expect(item('implausible-hours:330127:activity:A1:x:y')).toEqual({
    kind: 'activity',
    site: 'A1',
    id: 'x:y',
  });
  expect(item('implausible-hours:330127:record:A1:r')).toBeUndefined();
  expect(item('implausible-hours:330127:activity:A1:x', 2)).toBeUndefined();
  expect(item('site-silent:330127001')).toBeUndefined();
});
