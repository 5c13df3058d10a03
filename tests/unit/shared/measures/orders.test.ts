import { describe, expect, test } from 'vitest';
import type { ServiceOrder } from '../../../../shared/domain/service-order.ts';
import { nextLimit } from '../../../../shared/measures/orders.ts';
import { amountsOf, daysOf, figuresAt, nextChangeOf } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { answerBy, dueAt, sampleOrder as order, placedAt } from '../../../support/sample-order.ts';

const now = local('2026-11-20 12:00');

const at = (more: Partial<ServiceOrder>, when: number, measure: string): number[] =>
  amountsOf(figuresAt(order(more), when), measure);

describe('[M7] orders and wishes by the day placed and the day completed', () => {
  const done = { completed: { at: local('2026-12-01 00:01'), beneficiaries: 7 } };

  test('[M7] an order', () => {
    const figures = figuresAt(order(done), now);
    expect(daysOf(figures, 'ordersPlaced')).toEqual(['2026-11-20']);
    expect(daysOf(figures, 'ordersCompleted')).toEqual(['2026-12-01']);
    expect(amountsOf(figures, 'wishesPlaced')).toEqual([]);
    expect(amountsOf(figures, 'wishesCompleted')).toEqual([]);
  });

  test('[M7] a wish is in both pairs', () => {
    const figures = figuresAt(order({ ...done, orderKind: 'wish' }), now);
    expect(daysOf(figures, 'ordersPlaced')).toEqual(['2026-11-20']);
    expect(daysOf(figures, 'wishesPlaced')).toEqual(['2026-11-20']);
    expect(daysOf(figures, 'ordersCompleted')).toEqual(['2026-12-01']);
    expect(daysOf(figures, 'wishesCompleted')).toEqual(['2026-12-01']);
  });

  test('[M7] a cancelled order still counts as placed, and as completed where it was', () => {
    expect(at({ cancelledAt: now }, now, 'ordersPlaced')).toEqual([1]);
    expect(at({ cancelledAt: now, ...done }, now, 'ordersCompleted')).toEqual([1]);
  });

  test('[M2] beneficiaries of an order count on the day completed', () => {
    const figures = figuresAt(order(done), now);
    expect(amountsOf(figures, 'beneficiaries')).toEqual([7]);
    expect(daysOf(figures, 'beneficiaries')).toEqual(['2026-12-01']);
  });

  test('[J6] the team that holds it completed it', () => {
    const figures = figuresAt(order({ ...done, holder: { state: 'held', team: 'TB' } }), now);
    expect(figures.find(({ measure }) => measure === 'ordersCompleted')?.team).toBe('TB');
  });
});

describe('[N4] open orders', () => {
  test('[N4] placed, neither completed nor cancelled', () => {
    expect(at({}, now, 'ordersOpen')).toEqual([1]);
    expect(at({ completed: { at: now, beneficiaries: 0 } }, now, 'ordersOpen')).toEqual([]);
    expect(at({ cancelledAt: now }, now, 'ordersOpen')).toEqual([]);
  });
});

describe('[N5] overdue orders', () => {
  test('[N5] unanswered past the time to answer, not at it', () => {
    expect(at({}, answerBy, 'ordersOverdue')).toEqual([]);
    expect(at({}, answerBy + 1, 'ordersOverdue')).toEqual([1]);
  });

  test('[N5] an offer or an acceptance is an answer, however late', () => {
    expect(at({ offeredAt: answerBy + 5 }, answerBy + 10, 'ordersOverdue')).toEqual([]);
    expect(at({ acceptedAt: answerBy + 5 }, answerBy + 10, 'ordersOverdue')).toEqual([]);
  });

  test('[N5] past its due time, answered or not, and counted once', () => {
    expect(at({ offeredAt: placedAt }, dueAt, 'ordersOverdue')).toEqual([]);
    expect(at({ offeredAt: placedAt }, dueAt + 1, 'ordersOverdue')).toEqual([1]);
    expect(at({}, dueAt + 1, 'ordersOverdue')).toEqual([1]);
  });

  test('[N5] a due time before it was placed has passed', () => {
    expect(at({ dueAt: placedAt - 1, offeredAt: placedAt }, placedAt, 'ordersOverdue')).toEqual([1]);
  });

  test('[N5] only while it is open', () => {
    expect(at({ cancelledAt: now }, dueAt + 1, 'ordersOverdue')).toEqual([]);
    expect(at({ completed: { at: dueAt + 1, beneficiaries: 0 } }, dueAt + 2, 'ordersOverdue')).toEqual([]);
  });

  test('[N4] [N5] an open order is found by the limit that comes next for it', () => {
    const limit = (more: Partial<ServiceOrder>): number[] =>
      figuresAt(order(more), now).flatMap((own) => (own.measure === 'ordersByLimit' ? [own.at] : []));
    expect(limit({})).toEqual([answerBy]);
    expect(limit({ dueAt: answerBy - 1 })).toEqual([answerBy - 1]);
    expect(limit({ offeredAt: now })).toEqual([dueAt]);
    expect(limit({ acceptedAt: now, declinedAt: now })).toEqual([dueAt]);
    expect(limit({ cancelledAt: now })).toEqual([]);
    expect(limit({ completed: { at: now, beneficiaries: 0 } })).toEqual([]);
    expect(nextLimit(order())).toEqual({ at: answerBy, waitsFor: 'answer' });
    expect(nextLimit(order({ offeredAt: now }))).toEqual({ at: dueAt, waitsFor: 'completion' });
  });

  test('[N5] tells when time alone changes it', () => {
    expect(nextChangeOf(order(), now)).toBe(answerBy + 1);
    expect(nextChangeOf(order({ offeredAt: now }), now)).toBe(dueAt + 1);
    expect(nextChangeOf(order({ cancelledAt: now, offeredAt: placedAt }), now)).toBeUndefined();
  });
});
