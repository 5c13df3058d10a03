/** The queue: open orders by the time that is left, as far as a filter wants them [N4, N5, R2]. */
import { stepOf } from '../../shared/board/queue-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import { compareUtf8 } from '../../shared/domain/join.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import { orderThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { QueueAnswer, QueueQuery } from '../../shared/wire/desk.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { OpenOrders, Waiting } from './open-orders.ts';
import { queueRow, titleFor } from './told-order.ts';

/** Where a page begins: after an order with this instant and id. */
export interface QueuePlace {
  at: number;
  id: string;
}

export interface QueueRequest extends Omit<QueueQuery, 'cursor' | 'limit'> {
  sight: Sight;
  limit: number;
  after?: QueuePlace;
}

const encode = ({ at, order }: Waiting): string =>
  Buffer.from(JSON.stringify([at, order.id])).toString('base64url');

/** The place in a cursor; undefined for what is none. */
export function placeInQueue(cursor: string): QueuePlace | undefined {
  try {
    const [at, id, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    return typeof at === 'number' && typeof id === 'string' && rest.length === 0 ? { at, id } : undefined;
  } catch {
    return undefined;
  }
}

/** What a search looks into: nothing that this reader does not see. */
function wordsOf(order: ServiceOrder, register: Register, sight: Sight): string {
  const { holder, town, site } = order;
  const team = holder.state === 'unoffered' ? undefined : holder.team;
  return [
    titleFor(order, register, sight),
    order.id,
    town && register.town(town)?.name,
    register.site(site)?.name,
    team && (register.team(team)?.name ?? team),
  ]
    .join('\n')
    .toLowerCase();
}

/** Whether a filter wants an order. */
function wants(request: QueueRequest, register: Register, asOf: number) {
  const { town, category, step, only, search = '' } = request;
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return ({ at, order }: Waiting): boolean => {
    if (town !== undefined && order.town !== town) return false;
    if (category !== undefined && register.categoryKey(order.category) !== category) return false;
    if (step !== undefined && stepOf(order) !== step) return false;
    if (only === 'urgent' && !order.urgent) return false;
    // A limit is met at equality and passed only after.
    if (only === 'overdue' && at >= asOf) return false;
    if (words.length === 0) return true;
    const text = wordsOf(order, register, request.sight);
    return words.every((word) => text.includes(word));
  };
}

const isAfter = ({ at, order }: Waiting, place: QueuePlace): boolean =>
  at > place.at || (at === place.at && compareUtf8(order.id, place.id) > 0);

export async function queueAnswer(
  view: ReadTransaction,
  register: Register,
  orders: OpenOrders,
  request: QueueRequest,
): Promise<QueueAnswer> {
  const { sight, limit, after, only } = request;
  const { asOf } = orders.position;
  const list = only === 'low-rating' ? orders.lowRated : orders.byLimit;
  const wanted = list.filter(wants(request, register, asOf));
  const rest = after ? wanted.filter((row) => isAfter(row, after)) : wanted;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const seen = await view.newestSeqs(
    register.code,
    page.map(({ order }) => orderThing(order.id)),
  );
  return {
    items: page.map(({ order }) => queueRow(order, register, sight, seen.get(orderThing(order.id)) ?? 0)),
    cursor: last && rest.length > page.length ? encode(last) : null,
    total: wanted.length,
    asOf: formatInstant(asOf),
  };
}
