/** Orders that look like the same request as others. */
import type { Register } from '../../shared/county/register.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import { compareUtf8 } from '../../shared/domain/join.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import { addDays, dayOf, formatInstant } from '../../shared/domain/time.ts';
import type { SimilarOrder } from '../../shared/wire/desk.ts';
import type { ReadTransaction } from '../store/store.ts';
import { likelySame, likenessDays, likenessOf, type Requested } from './likeness.ts';
import { stateOf, titleFor } from './told-order.ts';

/** Of a busy fortnight the newest are looked at. */
const maxLookedAt = 2000;
const maxShown = 8;

export interface Named extends Requested {
  order: ServiceOrder;
}

/** Orders with who asked for them; the first event of nearly every order is the one that placed it. */
export async function withRequesters(
  view: ReadTransaction,
  county: string,
  things: readonly string[],
): Promise<Named[]> {
  const entities = [...(await view.entities(things, county)).values()];
  const personal = await view.personal(
    county,
    entities.map(({ firstSeq }) => firstSeq),
  );
  return entities.flatMap(({ body, firstSeq }) => {
    const order = JSON.parse(body) as Thing;
    const { requester } = JSON.parse(personal.get(firstSeq) ?? '{}') as { requester?: Contact };
    return order.kind === 'order' ? [{ order, requester }] : [];
  });
}

/** The orders placed in the days around one. */
async function around(view: ReadTransaction, register: Register, at: number): Promise<Named[]> {
  const day = dayOf(at, register.timeZone);
  const span = { from: addDays(day, -likenessDays), to: addDays(day, likenessDays) };
  const rows = await view.contributions(
    register.code,
    { measure: 'ordersPlaced', span },
    { limit: maxLookedAt },
  );
  return withRequesters(
    view,
    register.code,
    rows.map(({ thing }) => thing),
  );
}

/** The likeliest first; those that were merged into it stand before all. */
export async function similarOrders(
  view: ReadTransaction,
  register: Register,
  one: Named,
  sight: Sight,
): Promise<SimilarOrder[]> {
  const { id } = one.order;
  const found = (await around(view, register, one.order.placedAt))
    .filter(({ order }) => order.id !== id)
    .map((other) => ({
      ...likenessOf(one, other),
      order: other.order,
      merged: other.order.mergedInto === id,
    }))
    .filter(({ order, merged, score }) => merged || (order.cancelledAt === undefined && score >= likelySame));
  found.sort(
    (a, b) => Number(b.merged) - Number(a.merged) || b.score - a.score || compareUtf8(a.order.id, b.order.id),
  );
  return found.slice(0, maxShown).map(({ order, merged, score, reasons }) => ({
    id: order.id,
    title: titleFor(order, register, sight),
    placedAt: formatInstant(order.placedAt),
    state: stateOf(order),
    merged,
    score,
    reasons,
  }));
}
