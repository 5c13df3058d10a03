/** Orders and records that were probably reported twice. */
import type { Contact } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { isOpen } from '../../shared/domain/service-order.ts';
import { orderThing } from '../../shared/domain/thing.ts';
import { addDays, dayOf, formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { duplicateRecordRule, duplicateRecords } from './duplicate-records.ts';
import { likelySame, likenessOf } from './likeness.ts';
import type { OpenOrders } from './open-orders.ts';
import type { Found, QualityContext } from './quality-finding.ts';
import { recordFinding, recordTitle, thingsIn } from './quality-records.ts';
import { type Named, withRequesters } from './similar-orders.ts';
import { titleFor } from './told-order.ts';

/** The doubt that an operator finds groundless. */
export const duplicateOrderRule = 'duplicate-order';

const phoneOf = ({ phone }: Contact = {}): string => phone?.normalize('NFKC').replace(/\D/g, '') ?? '';

/** Only orders that share one of these are held against each other: every pair would be too many. */
const bucketsOf = ({ order, requester }: Named): string[] => [
  `place ${order.town} ${order.category}`,
  ...(phoneOf(requester) === '' ? [] : [`phone ${phoneOf(requester)}`]),
];

/** Pairs of open orders that look the same, the later one first; each later one once, with the likeliest. */
export function duplicateOrders(orders: readonly Named[]) {
  const buckets = new Map<string, Named[]>();
  const pairs: { later: Named; earlier: Named; reasons: string[] }[] = [];
  const byTime = [...orders].sort((a, b) => a.order.placedAt - b.order.placedAt);
  for (const later of byTime) {
    let best: { earlier: Named; score: number; reasons: string[] } | undefined;
    for (const bucket of bucketsOf(later)) {
      for (const earlier of buckets.get(bucket) ?? []) {
        const { score, reasons } = likenessOf(later, earlier);
        if (score >= likelySame && score > (best?.score ?? 0)) best = { earlier, score, reasons };
      }
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), later]);
    }
    if (best && later.order.confirmed?.[duplicateOrderRule] === undefined)
      pairs.push({ later, earlier: best.earlier, reasons: best.reasons });
  }
  return pairs.reverse();
}

export async function duplicateOrderFindings(
  { view, register }: QualityContext,
  { byLimit }: OpenOrders,
  sight: Sight,
): Promise<Found[]> {
  const things = byLimit.map(({ order }) => orderThing(order.id));
  const named = (await withRequesters(view, register.code, things)).filter(({ order }) => isOpen(order));
  return duplicateOrders(named).map(({ later: { order }, earlier, reasons }) => ({
    ...{ kind: 'duplicate-order', rule: duplicateOrderRule },
    zh: `与 ${earlier.order.id} 可能重复：${reasons.join('、')}`,
    thing: orderThing(order.id),
    item: { kind: 'order', id: order.id },
    title: titleFor(order, register, sight),
    site: order.site,
    ...given('town', order.town),
    at: formatInstant(order.placedAt),
    others: [
      {
        thing: orderThing(earlier.order.id),
        title: titleFor(earlier.order, register, sight),
        at: formatInstant(earlier.order.placedAt),
      },
    ],
    facts: [],
    commands: ['confirm'],
  }));
}

/** How far back records are held against each other, and how many of them at the most. */
const recordDays = 14;
const maxRecords = 20_000;

export async function duplicateRecordFindings(context: QualityContext): Promise<Found[]> {
  const { view, register, asOf } = context;
  const today = dayOf(asOf, register.timeZone);
  const filter = { measure: 'serviceRecords', span: { from: addDays(today, -recordDays), to: today } };
  const rows = await view.contributions(register.code, filter, { limit: maxRecords });
  const known = await thingsIn(
    context,
    rows.map(({ thing }) => thing),
  );
  const records = [...known].flatMap(([thing, record]) =>
    record.kind === 'record' ? [{ thing, record }] : [],
  );
  return duplicateRecords(records, register.timeZone).map(({ later, earlier }) => ({
    ...recordFinding(
      'duplicate-record',
      duplicateRecordRule,
      '同一志愿者同一时段的记录可能报了两次',
      later,
      register,
    ),
    others: [{ thing: earlier.thing, title: recordTitle(earlier.record, register) }],
    commands: ['confirm', 'revoke'],
  }));
}
