import { type OrderStage, orderStages } from '../board/board.ts';
import { answeredAt, type ServiceOrder } from '../domain/service-order.ts';
import { dayOf, monthOf } from '../domain/time.ts';
import type { Contribution } from './contribution.ts';
import type { ContributionContext } from './contribution-context.ts';
import type { Measure } from './measure.ts';
import { orderAttributes } from './orders.ts';

const share = { zh: '%', en: '%' };

export const orderRateMeasures: Measure[] = [
  {
    id: 'orderStages',
    name: { zh: '四单闭环', en: 'orders of the month by stage' },
    definition: {
      zh: '本月点单中已到达该环节的单数，各环节按各自的记录计。',
      en: 'Of the orders placed this month, how many have reached the stage, each by its own event.',
    },
    unit: { zh: '单', en: 'orders' },
    rules: ['R1'],
    splits: ['key'],
  },
  {
    id: 'responseRate',
    name: { zh: '响应率', en: 'response rate' },
    definition: {
      zh: '本月点单中，时限内已派单或接单的 ÷ 已响应或响应时限已过的；响应前撤单的不计。',
      en: 'Of the orders of the month: answered within the time to respond ÷ answered or past that time; one cancelled before its answer is left out.',
    },
    unit: share,
    rules: ['R2'],
    splits: [],
    rate: true,
  },
  {
    id: 'onTimeRate',
    name: { zh: '按时办结率', en: 'on-time rate' },
    definition: {
      zh: '本月点单中，按时办结的 ÷ 已办结或已过办结时限的；撤单的不计。',
      en: 'Of the orders of the month: completed by the due time ÷ completed or past due; cancelled ones are left out.',
    },
    unit: share,
    rules: ['R3'],
    splits: [],
    rate: true,
  },
  {
    id: 'satisfaction',
    name: { zh: '满意率', en: 'satisfaction' },
    definition: {
      zh: '本月点单中，评4分或5分的 ÷ 已评单的。',
      en: 'Of the orders of the month: rated 4 or 5 ÷ rated.',
    },
    unit: share,
    rules: ['R4'],
    splits: [],
    rate: true,
  },
  {
    id: 'responseMinutesMedian',
    name: { zh: '响应中位', en: 'median minutes to respond' },
    definition: {
      zh: '本月已响应点单从点单到首次派单或接单的整分钟数的中位数。',
      en: 'Median of the whole minutes from placing to the first answer, of the orders of the month that are answered.',
    },
    unit: { zh: '分钟', en: 'minutes' },
    rules: ['R5'],
    splits: [],
    histogram: true,
  },
];

/** When an order reached each stage (ms). */
function reached(order: ServiceOrder): Record<OrderStage, number | undefined> {
  return {
    placed: order.placedAt,
    offered: order.offeredAt,
    accepted: order.acceptedAt,
    completed: order.completed?.at,
    rated: order.rated?.at,
    showcased: order.showcasedAt,
    declined: order.declinedAt,
    cancelled: order.cancelledAt,
  };
}

/** 1 in time, 0 late, undefined where an order does not take part in the response rate [R2]. */
function responded(order: ServiceOrder, { moment }: ContributionContext): 0 | 1 | undefined {
  const answer = answeredAt(order);
  const { cancelledAt, answerBy } = order;
  if (cancelledAt !== undefined && (answer === undefined || cancelledAt < answer)) return undefined;
  if (answer !== undefined) return answer <= answerBy ? 1 : 0;
  return moment.hasPassed(answerBy) ? 0 : undefined;
}

/** 1 by the due time, 0 not, undefined where an order does not take part in the on-time rate [R3]. */
function completedOnTime(order: ServiceOrder, { moment }: ContributionContext): 0 | 1 | undefined {
  if (order.cancelledAt !== undefined) return undefined;
  if (order.completed)
    return order.completed.at <= order.dueAt || order.completed.at <= order.placedAt ? 1 : 0;
  return moment.hasPassed(order.dueAt) ? 0 : undefined;
}

/** Whole minutes from placing an order to an instant; what came before it took none [R5]. */
export const minutesUntil = ({ placedAt }: ServiceOrder, at: number | undefined): number | undefined =>
  at === undefined ? undefined : Math.max(0, Math.floor((at - placedAt) / 60_000));

/** What an order adds to the figures of the month in which it was placed [R1–R5]. */
export function orderRateContributions(order: ServiceOrder, context: ContributionContext): Contribution[] {
  const month = monthOf(dayOf(order.placedAt, context.register.timeZone));
  const common = { ...orderAttributes(order, context), span: { month }, at: order.placedAt };
  const stages = reached(order);
  const contributions: Contribution[] = orderStages.flatMap((stage) => {
    const at = stages[stage];
    return at === undefined ? [] : [{ ...common, at, measure: 'orderStages', amount: 1, key: stage }];
  });
  const rate = (measure: string, part: 0 | 1 | undefined): void => {
    if (part !== undefined) contributions.push({ ...common, measure, amount: part });
  };
  rate('responseRate', responded(order, context));
  rate('onTimeRate', completedOnTime(order, context));
  rate('satisfaction', order.rated && (order.rated.score >= 4 ? 1 : 0));
  const minutes = minutesUntil(order, answeredAt(order));
  if (minutes !== undefined)
    contributions.push({ ...common, measure: 'responseMinutesMedian', amount: minutes });
  return contributions;
}
