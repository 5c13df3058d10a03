/** One activity or order by itself: what is known of it, and the events that made it so. No word of a resident. */
import type { Register } from '../county/register.ts';
import type { Activity } from '../domain/activity.ts';
import { answeredAt, isOpen, type ServiceOrder, takingPart } from '../domain/service-order.ts';
import { formatInstant } from '../domain/time.ts';
import type { JournalEvent } from '../events/journal-event.ts';
import { isEventType } from '../events/registry.ts';
import { given } from '../measures/contribution-context.ts';
import { minutesUntil } from '../measures/order-rates.ts';
import { nextLimit } from '../measures/orders.ts';
import type { ItemAnswer, ItemFact, ItemStep, ItemTeam } from '../wire/http.ts';

/** A thing has a handful of events; software that goes wild may send it thousands. */
const maxSteps = 200;

const units = {
  instant: { zh: '时刻', en: 'instant' },
  minutes: { zh: '分钟', en: 'minutes' },
  people: { zh: '人次', en: 'attendances' },
  score: { zh: '分', en: 'points of 5' },
};

type Known = [label: ItemFact['label'], value: number | undefined, unit: keyof typeof units];

/** The facts that are known, in their order; instants are milliseconds here. */
const factsOf = (rows: readonly Known[]): ItemFact[] =>
  rows.flatMap(([label, value, unit]) =>
    value === undefined
      ? []
      : [{ label, value: unit === 'instant' ? formatInstant(value) : value, unit: units[unit] }],
  );

const participants = { zh: '参与人次', en: 'participants' };
const beneficiaries = { zh: '惠及人次', en: 'beneficiaries' };

export const activityFacts = (activity: Activity): ItemFact[] =>
  factsOf([
    [{ zh: '计划开始', en: 'planned start' }, activity.plannedStart, 'instant'],
    [{ zh: '计划结束', en: 'planned end' }, activity.plannedEnd, 'instant'],
    [{ zh: '开始', en: 'started' }, activity.startedAt, 'instant'],
    [{ zh: '结束', en: 'ended' }, activity.ended?.at, 'instant'],
    [{ zh: '取消', en: 'cancelled' }, activity.cancelledAt, 'instant'],
    [participants, activity.ended?.participants, 'people'],
    [beneficiaries, activity.ended?.beneficiaries, 'people'],
  ]);

export const orderFacts = (order: ServiceOrder): ItemFact[] =>
  factsOf([
    [{ zh: '响应用时', en: 'time to respond' }, minutesUntil(order, answeredAt(order)), 'minutes'],
    [{ zh: '办结用时', en: 'time to complete' }, minutesUntil(order, order.completed?.at), 'minutes'],
    [beneficiaries, order.completed?.beneficiaries, 'people'],
    [{ zh: '评分', en: 'rating' }, order.rated?.score, 'score'],
  ]);

/** The limit of an open order [N5]. */
export function limitOf(order: ServiceOrder): Pick<ItemAnswer, 'limitAt' | 'waitsFor'> {
  if (!isOpen(order)) return {};
  const { at, waitsFor } = nextLimit(order);
  return { limitAt: formatInstant(at), waitsFor };
}

export function itemTeam(id: string | undefined, register: Register): ItemTeam | undefined {
  if (id === undefined) return undefined;
  return { id, ...given('name', register.team(id)?.name) };
}

/** The events that take part in a thing [J7] by time, the newest where they are many. */
export function itemSteps(
  thing: Activity | ServiceOrder,
  events: readonly JournalEvent[],
  register: Register,
): ItemStep[] {
  const own =
    thing.kind === 'order' ? takingPart(events, register) : events.filter(({ type }) => isEventType(type));
  return [...own]
    .sort((a, b) => a.at - b.at || a.seq - b.seq)
    .slice(-maxSteps)
    .map((event) => ({
      type: event.type,
      at: formatInstant(event.at),
      site: event.site,
      ...given('team', itemTeam('teamId' in event.data ? event.data.teamId : undefined, register)),
      ...given('score', event.type === 'order.rated' ? event.data.score : undefined),
      seq: event.seq,
    }));
}
