/** The queue: open orders by the time that is left. */
import type { Register } from '../county/register.ts';
import { compareUtf8 } from '../domain/join.ts';
import { isOpen, type ServiceOrder } from '../domain/service-order.ts';
import { formatInstant } from '../domain/time.ts';
import { given } from '../measures/contribution-context.ts';
import { nextLimit } from '../measures/orders.ts';
import type { Board, BoardQueued, QueueStep } from './board.ts';
import type { BoardPart } from './board-part.ts';
import { orderTitle } from './board-text.ts';

export const queueLimit = 30;

/** One order with its limit (ms). */
export interface QueueEntry {
  limit: number;
  id: string;
  row: BoardQueued;
}

const steps: Record<ServiceOrder['holder']['state'], QueueStep> = {
  unoffered: 'placed',
  offered: 'offered',
  held: 'accepted',
};

/** Who has it in hand, as the steps of a queue say it. */
export const stepOf = ({ holder }: ServiceOrder): QueueStep => steps[holder.state];

/** An order as the queue shows it; one that is no longer open has no place in it. */
export function queueEntry(order: ServiceOrder, register: Register): QueueEntry | undefined {
  if (!isOpen(order)) return undefined;
  const { id, site, holder } = order;
  const { at, waitsFor } = nextLimit(order);
  const team = holder.state === 'unoffered' ? undefined : register.team(holder.team)?.name;
  const row: BoardQueued = {
    title: orderTitle(order, register),
    kind: order.orderKind,
    ...given('urgent', order.urgent || undefined),
    site,
    ...given('town', order.town),
    step: stepOf(order),
    ...given('team', team),
    placedAt: formatInstant(order.placedAt),
    limitAt: formatInstant(at),
    waitsFor,
  };
  return { limit: at, id, row };
}

/** The orders with least time left, those past their limit first. */
export function queueOf(parts: readonly BoardPart[], aboveCounty: boolean): Board['queue'] {
  const rows = parts.flatMap(({ queue, register }) =>
    queue.map(({ id, ...entry }) => ({ ...entry, key: aboveCounty ? `${register.code}-${id}` : id })),
  );
  rows.sort((a, b) => a.limit - b.limit || compareUtf8(a.key, b.key));
  return Object.fromEntries(rows.slice(0, queueLimit).map(({ key, row }) => [key, row]));
}
