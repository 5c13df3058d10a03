/** Who asked for orders, from the personal data that is kept apart from the journal. */
import type { Contact } from '../../shared/domain/contact.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { isOpen, winningPlaced } from '../../shared/domain/service-order.ts';
import { orderThing } from '../../shared/domain/thing.ts';
import type { ReadTransaction } from '../store/store.ts';

type View = Pick<ReadTransaction, 'position' | 'eventsOf' | 'personal' | 'entities'>;

/** The event by which each order was placed, by the order's id; an order of which nothing stands has none. */
async function placedSeqs(
  view: View,
  county: string,
  orders: readonly string[],
): Promise<Map<string, number>> {
  const { seq } = await view.position(county);
  const events = await view.eventsOf(county, orders.map(orderThing), seq);
  return new Map(
    orders.flatMap((id) => {
      const placed = winningPlaced(events.get(orderThing(id)) ?? []);
      return placed ? [[id, placed.seq] as const] : [];
    }),
  );
}

/** What is known of whoever asked for each order, by the order's id; unmasked. */
export async function requestersOf(
  view: View,
  county: string,
  orders: readonly string[],
): Promise<Map<string, Contact>> {
  const seqs = await placedSeqs(view, county, orders);
  const personal = await view.personal(county, [...seqs.values()]);
  return new Map(
    [...seqs].flatMap(([id, seq]) => {
      const { requester } = JSON.parse(personal.get(seq) ?? '{}') as { requester?: Contact };
      return requester ? [[id, requester] as const] : [];
    }),
  );
}

/** The open ones of some orders, each with the seq of the event by which it was placed. */
export async function openOrders(
  view: View,
  county: string,
  orders: readonly string[],
): Promise<Map<string, number>> {
  const entities = await view.entities(orders.map(orderThing), county);
  const open = orders.filter((id) => {
    const body = entities.get(orderThing(id))?.body;
    const thing = body === undefined ? undefined : (JSON.parse(body) as Thing);
    return thing?.kind === 'order' && isOpen(thing);
  });
  return placedSeqs(view, county, open);
}
