import { answeredAt, isOpen, type ServiceOrder } from '../domain/service-order.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, daySpan, given } from './contribution-context.ts';
import type { Measure } from './measure.ts';

const unit = { zh: '单', en: 'orders' };

export const orderMeasures: Measure[] = [
  {
    id: 'ordersPlaced',
    name: { zh: '点单', en: 'orders placed' },
    definition: {
      zh: '按点单当日计，含微心愿；撤单的仍计入点单。',
      en: 'By the day placed, wishes included. A cancelled order still counts as placed.',
    },
    unit,
    rules: ['M7'],
    splits: ['category'],
    byHour: true,
  },
  {
    id: 'ordersCompleted',
    name: { zh: '办结', en: 'orders completed' },
    definition: { zh: '按办结当日计，含微心愿。', en: 'By the day completed, wishes included.' },
    unit,
    rules: ['M7'],
    splits: ['category', 'team'],
  },
  {
    id: 'wishesPlaced',
    name: { zh: '微心愿', en: 'wishes placed' },
    definition: { zh: '类型为微心愿的点单，按点单当日计。', en: 'Orders of kind wish, by the day placed.' },
    unit: { zh: '个', en: 'wishes' },
    rules: ['M7'],
    splits: ['category'],
  },
  {
    id: 'wishesCompleted',
    name: { zh: '已圆梦', en: 'wishes completed' },
    definition: {
      zh: '类型为微心愿的点单，按办结当日计。',
      en: 'Orders of kind wish, by the day completed.',
    },
    unit: { zh: '个', en: 'wishes' },
    rules: ['M7'],
    splits: ['category', 'team'],
  },
  {
    id: 'ordersOpen',
    name: { zh: '在办', en: 'orders open' },
    definition: { zh: '已点单、未办结、未撤单。', en: 'Placed, neither completed nor cancelled.' },
    unit,
    rules: ['N4'],
    splits: [],
  },
  {
    id: 'ordersOverdue',
    name: { zh: '超时', en: 'orders overdue' },
    definition: {
      zh: '在办且超过办结时限（有约定时间的按约定时间），或超过响应时限仍未派单或接单（紧急的按紧急时限）。',
      en: 'Open and past the due time (else placed + the days to complete), or unanswered past the hours to respond (the urgent ones where urgent).',
    },
    unit,
    rules: ['N5'],
    splits: [],
  },
  {
    id: 'ordersByLimit',
    name: { zh: '在办点单的时限', en: 'limits of open orders' },
    definition: {
      zh: '在办点单的下一个时限：未派单或接单的为响应时限（约定时间更早的按约定时间），其余为办结时限。',
      en: 'The next limit of each open order: unanswered, the time to respond or an earlier due time; else the due time.',
    },
    unit,
    rules: ['N4', 'N5'],
    splits: [],
  },
  {
    id: 'ordersLeftOut',
    name: { zh: '有未计入环节的点单', en: 'orders with stages left out' },
    definition: {
      zh: '有别的站点报来、不能计入的撤单、评单、晒单或重复点单，尚未核实的点单。',
      en: 'Orders of which another site has reported a stage that does not count, or a second placing, and nobody has looked at it.',
    },
    unit,
    rules: ['J7'],
    splits: [],
  },
];

/** The doubt that an operator finds groundless where stages are left out. */
export const leftOutRule = 'left-out';

/**
 * The next limit (ms) of an open order and what it needs to meet it [N5]. A limit that has passed stays the next one
 * until what was needed is there.
 */
export function nextLimit(order: ServiceOrder): { at: number; waitsFor: 'answer' | 'completion' } {
  if (answeredAt(order) !== undefined) return { at: order.dueAt, waitsFor: 'completion' };
  return { at: Math.min(order.answerBy, order.dueAt), waitsFor: 'answer' };
}

export type Lateness = { rule: 'order-overdue' | 'order-unanswered'; since: number };

/** Why an order is late, the graver reason first [N5]; undefined where it is not. */
export function latenessOf(order: ServiceOrder, { moment }: ContributionContext): Lateness | undefined {
  if (!isOpen(order)) return undefined;
  if (moment.hasPassed(order.dueAt)) return { rule: 'order-overdue', since: order.dueAt };
  if (answeredAt(order) === undefined && moment.hasPassed(order.answerBy)) {
    return { rule: 'order-unanswered', since: order.answerBy };
  }
  return undefined;
}

/** The attributes by which an order's figures are kept. */
export const orderAttributes = (order: ServiceOrder, { register }: ContributionContext) => ({
  site: order.site,
  ...given('town', order.town),
  category: register.categoryKey(order.category),
  platform: register.platformKey(undefined, order.category),
});

/** What an order adds to the figures of days and of now [M2, M7, N4, N5]. */
export function orderContributions(order: ServiceOrder, context: ContributionContext): Contribution[] {
  const common = orderAttributes(order, context);
  const contributions: Contribution[] = [];
  const wish = order.orderKind === 'wish';
  const placed = { ...common, at: order.placedAt, span: daySpan(order.placedAt, context), amount: 1 };
  contributions.push({ ...placed, measure: 'ordersPlaced' });
  if (wish) contributions.push({ ...placed, measure: 'wishesPlaced' });
  if (order.completed) {
    const { at, beneficiaries } = order.completed;
    const team = order.holder.state === 'held' ? order.holder.team : undefined;
    const done = { ...common, at, span: daySpan(at, context), amount: 1, ...given('team', team) };
    contributions.push({ ...done, measure: 'ordersCompleted' });
    if (wish) contributions.push({ ...done, measure: 'wishesCompleted' });
    if (beneficiaries > 0) contributions.push({ ...done, measure: 'beneficiaries', amount: beneficiaries });
  }
  if (isOpen(order)) {
    const open = { ...placed, span: 'now' as const };
    contributions.push({ ...open, measure: 'ordersOpen' });
    contributions.push({ ...open, measure: 'ordersByLimit', at: nextLimit(order).at });
  }
  const { leftOutAt, confirmed } = order;
  if (leftOutAt !== undefined && (confirmed?.[leftOutRule] ?? Number.NEGATIVE_INFINITY) < leftOutAt)
    contributions.push({ ...placed, span: 'now', at: leftOutAt, measure: 'ordersLeftOut' });
  const late = latenessOf(order, context);
  if (late) contributions.push({ ...placed, span: 'now', at: late.since, measure: 'ordersOverdue' });
  return contributions;
}
