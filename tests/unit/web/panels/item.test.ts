/** An activity or order as the line of its steps, and which order an alert is about. */
import { describe, expect, test } from 'vitest';
import type { ItemAnswer } from '../../../../shared/wire/http.ts';
import { itemOfAlert } from '../../../../web/panels/alerts/alert-lines.ts';
import { itemLine, waitsForWord } from '../../../../web/panels/item/item-line.ts';

const steps = [
  { id: 'placed' as const, name: '群众点单' },
  { id: 'offered' as const, name: '中心派单' },
  { id: 'accepted' as const, name: '队伍接单' },
  { id: 'rated' as const, name: '群众评单' },
];

const order = (types: string[], more: Partial<ItemAnswer> = {}): ItemAnswer => ({
  ...{ kind: 'order', id: 'o1', title: '点单', site: 's', facts: [], asOf: '2026-11-22T09:00:00.000Z' },
  steps: types.map((type, seq) => ({ type, at: `2026-11-22T0${seq}:00:00.000Z`, site: 's', seq })),
  ...more,
});
const said = (answer: ItemAnswer): string[] =>
  itemLine(answer, steps).map(({ word, state }) => `${word} ${state}`);

describe('the line of an order', () => {
  test('says in the county’s words what was done, what is waited for, what may follow', () => {
    const limitAt = '2026-11-23T09:00:00.000Z';
    expect(said(order(['order.placed'], { limitAt, waitsFor: 'answer' }))).toEqual([
      ...['群众点单 done', '中心派单 now', '队伍接单 ahead', '办结 ahead', '群众评单 ahead'],
    ]);
    expect(said(order(['order.placed', 'order.accepted'], { limitAt, waitsFor: 'completion' }))).toEqual([
      '群众点单 done',
      '队伍接单 done',
      '办结 now',
      '群众评单 ahead',
    ]);
  });

  test('waits for nothing once it is completed: a rating may never come', () => {
    expect(said(order(['order.placed', 'order.completed']))).toEqual([
      ...['群众点单 done', '办结 done', '群众评单 ahead'],
    ]);
  });

  test('keeps what was declined, and ends where it is cancelled', () => {
    expect(said(order(['order.placed', 'order.offered', 'order.declined', 'order.cancelled']))).toEqual([
      ...['群众点单 done', '中心派单 done', '退单 stopped', '撤单 stopped'],
    ]);
  });

  test('names who is waited for', () => {
    const team = { id: 't1', name: '文化联盟' };
    expect(waitsForWord(order(['order.placed'], { waitsFor: 'answer' }))).toBe('等待实践中心派单');
    expect(waitsForWord(order(['order.placed', 'order.offered'], { waitsFor: 'answer', team }))).toBe(
      '等待 文化联盟 接单',
    );
    expect(waitsForWord(order(['order.placed'], { waitsFor: 'completion', team }))).toBe(
      '等待 文化联盟 办结',
    );
    expect(waitsForWord(order(['order.placed', 'order.completed']))).toBeUndefined();
  });
});

test('the line of an activity goes from its publication to its end', () => {
  const activity = order(['activity.published'], { kind: 'activity' });
  expect(said(activity)).toEqual(['发布 done', '开始 now', '结束 ahead']);
  expect(said(order(['activity.started', 'activity.ended'], { kind: 'activity' }))).toEqual([
    ...['开始 done', '结束 done'],
  ]);
});

test('an alert of an order leads to it, whatever its id; one of a place to none', () => {
  expect(itemOfAlert({ alerts: 1, id: 'order-overdue:330127:a:b' })).toEqual({ kind: 'order', id: 'a:b' });
  expect(itemOfAlert({ alerts: 1, id: 'site-silent:330127100' })).toBeUndefined();
});
