/** What stands of one order when somebody commands something about it. */
import type { Register } from '../../shared/county/register.ts';
import { joinServiceOrder, type ServiceOrder } from '../../shared/domain/service-order.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { commandOf } from '../store/store.ts';

export interface Situation {
  order: ServiceOrder;
  /** Every event of it that stands. */
  events: readonly JournalEvent[];
  register: Register;
}

/** Undefined where nobody has placed the order yet [J4]. */
export function situationOf(events: readonly JournalEvent[], register: Register): Situation | undefined {
  const order = joinServiceOrder(events, register);
  return order && { order, events, register };
}

/** Teams that were offered the order or took it on, and have not given it back since [J6]. */
export const teamsWith = ({ order }: Situation): string[] =>
  order.asked.filter(({ answer }) => answer !== 'declined').map(({ team }) => team);

/** What an operator does beside the stages: nothing can depend on it. */
const besideStages: ReadonlySet<string> = new Set(['desk.noted', 'desk.called-back', 'desk.confirmed']);

/**
 * The events that an operator takes back together with one of them: all of that command of his. Undefined where it is
 * not his, or where a later event rests on it: a stage on every stage before it, and everything on the order itself.
 */
export function takenBackWith(
  events: readonly JournalEvent[],
  seq: number,
  actor: string,
): JournalEvent[] | undefined {
  const named = events.find((event) => event.seq === seq);
  if (!named || named.actor !== actor || named.type === 'event.retracted') return undefined;
  const command = commandOf(named.id);
  const together = events.filter((event) => event.actor === actor && commandOf(event.id) === command);
  const others = events.filter((event) => !together.includes(event));
  if (together.some(({ type }) => type === 'order.placed')) return others.length === 0 ? together : undefined;
  if (together.every(({ type }) => besideStages.has(type))) return together;
  const since = Math.min(...together.map((event) => event.seq));
  const rests = others.some((event) => event.seq > since && !besideStages.has(event.type));
  return rests ? undefined : together;
}
