/** An order in the words of the desk, as far as somebody may know it (contract §7). */
import { boardTitle, orderTitle } from '../../shared/board/board-text.ts';
import { stepOf } from '../../shared/board/queue-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import { seesContacts } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { awaitsCallBack, isOpen, type ServiceOrder } from '../../shared/domain/service-order.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { nextLimit } from '../../shared/measures/orders.ts';
import type { OrderDetail, QueueRow } from '../../shared/wire/desk.ts';

/** What a resident wrote may hold a number of his; only who sees contact data of the order reads it whole. */
export function titleFor(order: ServiceOrder, register: Register, sight: Sight): string {
  if (sight === 'public' || order.title.trim() === '') return orderTitle(order, register);
  return seesContacts(sight, order) ? order.title : boardTitle(order.title);
}

/** A team by its name; of one that the register does not know, its id. */
export const teamOf = (id: string, register: Register): { id: string; name: string } => ({
  id,
  name: register.team(id)?.name ?? id,
});

export function stateOf(order: ServiceOrder): OrderDetail['state'] {
  if (order.mergedInto !== undefined) return 'merged';
  if (order.cancelledAt !== undefined) return 'cancelled';
  return isOpen(order) ? 'open' : 'completed';
}

/** What an order waits for, and since or until when; what waits for nothing tells its due time. */
function waitOf(order: ServiceOrder): Pick<QueueRow, 'limitAt' | 'waitsFor'> {
  if (!isOpen(order) && order.rated && awaitsCallBack(order))
    return { limitAt: formatInstant(order.rated.at), waitsFor: 'call-back' };
  const { at, waitsFor } = nextLimit(order);
  return { limitAt: formatInstant(at), waitsFor };
}

export function queueRow(order: ServiceOrder, register: Register, sight: Sight, seen: number): QueueRow {
  const { id, site, town, holder } = order;
  return {
    id,
    kind: order.orderKind,
    title: titleFor(order, register, sight),
    category: register.categoryKey(order.category),
    site,
    ...given('town', town),
    urgent: order.urgent,
    step: stepOf(order),
    ...given('team', holder.state === 'unoffered' ? undefined : teamOf(holder.team, register)),
    placedAt: formatInstant(order.placedAt),
    ...waitOf(order),
    ...given('rating', order.rated?.score),
    seen,
    declined: order.declines,
    notes: order.notes,
  };
}
