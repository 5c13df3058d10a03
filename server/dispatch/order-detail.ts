/** One order with everything that its reader may know. */
import type { Register } from '../../shared/county/register.ts';
import { type Contact, contactFor, maySeeRequesters, textFor } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { answeredAt, winningPlaced } from '../../shared/domain/service-order.ts';
import { orderThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { OrderDetail } from '../../shared/wire/desk.ts';
import type { ReadTransaction } from '../store/store.ts';
import { possibleCommands } from './decide.ts';
import { historyLines, newestOf, standingEvents } from './history.ts';
import { similarOrders } from './similar-orders.ts';
import { situationOf } from './situation.ts';
import { queueRow, stateOf } from './told-order.ts';

export interface OrderRequest {
  county: string;
  id: string;
  sight: Sight;
  /** `user:<name>`. */
  actor: string;
  /** Whether he may command. */
  commands: boolean;
}

const instant = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : formatInstant(ms);

/** Undefined where nobody has placed such an order, or who did has taken it back. */
export async function orderDetail(
  view: ReadTransaction,
  register: Register,
  { county, id, sight, actor, commands }: OrderRequest,
): Promise<OrderDetail | undefined> {
  const rows = await view.history(county, orderThing(id));
  const events = standingEvents(rows);
  const situation = situationOf(events, register);
  if (!situation) return undefined;
  const { order } = situation;
  // What is personal is read for those alone who may see some of it.
  const seqs = maySeeRequesters(sight) ? rows.map(({ seq }) => seq) : [];
  const personal = await view.personal(county, seqs);
  const said = <T>(seq: number | undefined): Partial<T> =>
    JSON.parse((seq === undefined ? undefined : personal.get(seq)) ?? '{}') as Partial<T>;
  const { requester } = said<{ requester: Contact }>(winningPlaced(events)?.seq);
  const ratedSeq = events.filter(({ type, at }) => type === 'order.rated' && at === order.rated?.at).at(-1);
  const { comment } = said<{ comment: string }>(ratedSeq?.seq);
  return {
    ...queueRow(order, register, sight, newestOf(rows)),
    state: stateOf(order),
    ...given('mergedInto', order.mergedInto),
    dueAt: formatInstant(order.dueAt),
    answerBy: formatInstant(order.answerBy),
    ...given('answeredAt', instant(answeredAt(order))),
    ...given('completedAt', instant(order.completed?.at)),
    ...given('beneficiaries', order.completed?.beneficiaries),
    ...given('comment', comment === undefined ? undefined : textFor(sight, order, requester, comment)),
    ...given('calledBackAt', instant(order.calledBackAt)),
    ...given('requester', contactFor(sight, order, requester)),
    commands: commands ? possibleCommands(situation, { actor }) : [],
    history: historyLines(rows, {
      order,
      requester,
      register,
      sight,
      actor: commands ? actor : '',
      personal,
    }),
    similar: await similarOrders(view, register, { order, requester }, sight),
  };
}
