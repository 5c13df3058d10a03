/** The open orders of each county by their limits, kept for as long as nothing moves. */
import { alertMeasure } from '../../shared/alerts/alert-rule.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import type { Position, ReadTransaction } from '../store/store.ts';

/** An order with the instant (ms) by which it stands in the queue. */
export interface Waiting {
  at: number;
  order: ServiceOrder;
}

export interface OpenOrders {
  position: Position;
  /** By their next limit, then by id. */
  byLimit: readonly Waiting[];
  /** Rated low and not called back, by when they were rated [A4]. */
  lowRated: readonly Waiting[];
}

const all = Number.MAX_SAFE_INTEGER;

async function waitingOf(view: ReadTransaction, county: string, measure: string): Promise<Waiting[]> {
  const rows = await view.contributions(county, { measure, span: 'now' }, { limit: all, oldestFirst: true });
  const entities = await view.entities(
    rows.map(({ thing }) => thing),
    county,
  );
  return rows.flatMap(({ at, thing }) => {
    const body = entities.get(thing)?.body;
    const order = body === undefined ? undefined : (JSON.parse(body) as Thing);
    return order?.kind === 'order' ? [{ at, order }] : [];
  });
}

export class OpenOrdersOf {
  readonly #known = new Map<string, OpenOrders>();

  /** As the projector left them in this view. */
  async read(view: ReadTransaction, county: string): Promise<OpenOrders> {
    const position = await view.position(county);
    const known = this.#known.get(county);
    if (known?.position.seq === position.seq && known.position.asOf === position.asOf) return known;
    const orders = {
      position,
      byLimit: await waitingOf(view, county, 'ordersByLimit'),
      lowRated: await waitingOf(view, county, alertMeasure('low-rating')),
    };
    this.#known.set(county, orders);
    return orders;
  }
}
