import type { AlertRule } from '../board/board.ts';
import type { Thing } from '../domain/join-thing.ts';
import { answeredAt } from '../domain/service-order.ts';
import { type ContributionContext, given } from '../measures/contribution-context.ts';
import { latenessOf } from '../measures/orders.ts';
import { type AlertDefinition, type AlertSignal, firstEnding } from './alert-rule.ts';

/** One alert for one cause: an order past its due time is no longer reported as unanswered. */
const late =
  (rule: AlertRule) =>
  (thing: Thing, context: ContributionContext): AlertSignal[] => {
    if (thing.kind !== 'order') return [];
    const lateness = latenessOf(thing, context);
    if (lateness?.rule !== rule) return [];
    return [
      {
        severity: thing.urgent ? 'urgent' : 'warning',
        since: lateness.since,
        site: thing.site,
        ...given('town', thing.town),
      },
    ];
  };

export const orderUnanswered: AlertDefinition = {
  rule: 'order-unanswered',
  name: { zh: '超时未响应', en: 'order unanswered' },
  definition: {
    zh: '在办的点单超过响应时限（紧急的按紧急时限）仍未派单或接单。',
    en: 'An open order without an answer past the time to respond.',
  },
  rules: ['A1', 'N5'],
  group: 'thing',
  signals: late('order-unanswered'),
  endings(thing) {
    if (thing.kind !== 'order') return [];
    const { answerBy, dueAt, completed, cancelledAt } = thing;
    const ended = firstEnding(answerBy, [
      ['completed', completed?.at],
      ['cancelled', cancelledAt],
      ['answered', answeredAt(thing)],
    ]);
    // Past its due time it had become the other alert.
    return ended.filter(({ at }) => at <= dueAt);
  },
};

export const orderOverdue: AlertDefinition = {
  rule: 'order-overdue',
  name: { zh: '超时未办结', en: 'order overdue' },
  definition: { zh: '在办的点单超过办结时限。', en: 'An open order past its due time.' },
  rules: ['A1', 'N5'],
  group: 'thing',
  signals: late('order-overdue'),
  endings: (thing) =>
    thing.kind === 'order'
      ? firstEnding(thing.dueAt, [
          ['completed', thing.completed?.at],
          ['cancelled', thing.cancelledAt],
        ])
      : [],
};
