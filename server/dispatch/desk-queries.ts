/** What the desk reads, for the reader thread: each query is one view of the store. */
import type { Register } from '../../shared/county/register.ts';
import { orderThing } from '../../shared/domain/thing.ts';
import type { OrderDetail, QueueAnswer, SuggestionsAnswer } from '../../shared/wire/desk.ts';
import type { QualityAnswer } from '../../shared/wire/quality.ts';
import type { HistoryRow, ReadTransaction, Store } from '../store/store.ts';
import { standingEvents } from './history.ts';
import { OpenOrdersOf } from './open-orders.ts';
import { type OrderRequest, orderDetail } from './order-detail.ts';
import { Quality, type QualityRequest } from './quality.ts';
import { type QueueRequest, queueAnswer } from './queue.ts';
import { situationOf } from './situation.ts';
import { suggestionsFor } from './suggestions.ts';
import { TeamRecordsOf } from './team-records.ts';

export interface ThingRequest {
  county: string;
  thing: string;
}

/** Requests and answers can pass between threads. Counties are known to exist. */
export interface DeskQueries {
  deskQueue(request: QueueRequest): Promise<QueueAnswer>;
  /** Undefined where there is no such order. */
  deskOrder(request: OrderRequest): Promise<OrderDetail | undefined>;
  deskSuggestions(request: { county: string; id: string }): Promise<SuggestionsAnswer | undefined>;
  deskQuality(request: QualityRequest): Promise<QualityAnswer>;
  /** What a command is decided on: the journal itself, ahead of every figure. */
  deskHistory(request: ThingRequest): Promise<HistoryRow[]>;
}

export interface DeskQueryOptions {
  store: Pick<Store, 'read'>;
  register: (view: ReadTransaction, county: string) => Promise<Register>;
  /** A clock that never goes back (ms). */
  elapsed?: () => number;
}

export function createDeskQueries({
  store,
  register,
  elapsed = () => performance.now(),
}: DeskQueryOptions): DeskQueries {
  const open = new OpenOrdersOf();
  const quality = new Quality(open, elapsed);
  const records = new TeamRecordsOf();
  const ask = <T>(county: string, work: (view: ReadTransaction, register: Register) => Promise<T>) =>
    store.read(async (view) => work(view, await register(view, county)));
  return {
    deskQueue: async (request) => {
      const answer = await ask(request.county, async (view, county) =>
        queueAnswer(view, county, await open.read(view, county.code), request),
      );
      // Whoever opens the queue will soon look for a team; what fails here is told to him who asks then.
      ask(request.county, (view, county) => records.read(view, county)).catch(() => undefined);
      return answer;
    },
    deskOrder: (request) => ask(request.county, (view, county) => orderDetail(view, county, request)),
    deskSuggestions: ({ county: code, id }) =>
      ask(code, async (view, county) => {
        const rows = await view.history(code, orderThing(id));
        const situation = situationOf(standingEvents(rows), county);
        if (!situation) return undefined;
        const [orders, known] = [await open.read(view, code), await records.read(view, county)];
        return { items: suggestionsFor(situation.order, county, orders, known) };
      }),
    deskQuality: (request) => ask(request.county, (view, county) => quality.answer(view, county, request)),
    deskHistory: ({ county, thing }) => store.read((view) => view.history(county, thing)),
  };
}
