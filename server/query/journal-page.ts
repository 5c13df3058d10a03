/** The journal in order, as CloudEvents; of persons each reader gets what his sight allows. */
import type { Register } from '../../shared/county/register.ts';
import { type Contact, maySeeRequesters } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { JournalRow, ReadTransaction } from '../store/store.ts';
import { maskedData, maskedPersonal } from './masked-event.ts';
import type { Pseudonym } from './masking.ts';
import type { Registers } from './registers.ts';
import { openOrders, requestersOf } from './requesters.ts';

export interface EventsRequest {
  county: string;
  /** The last seq that the reader has; 0 for the beginning. */
  after: number;
  limit: number;
  sight: Sight;
}

type Data = Record<string, unknown>;

export interface JournalItem {
  seq: number;
  receivedAt: string;
  event: {
    specversion: '1.0';
    id: string;
    source: string;
    type: string;
    time: string;
    datacontenttype: 'application/json';
    /** Who commanded it, where it is the command of an operator. */
    actor?: string;
    data: Data;
  };
}

export interface EventsAnswer {
  items: JournalItem[];
  /** What to ask for next: the newest seq given, or `after` again. */
  next: number;
}

interface Told {
  row: JournalRow;
  data: Data;
  personal: Data;
}

/** The order that an event is a stage of, or a command on. */
const orderOf = ({ row, data }: Told): string | undefined =>
  /^(order|desk)\./.test(row.type) && typeof data.orderId === 'string' ? data.orderId : undefined;

/** Whether somebody has written something that may name whom the order is for. */
const hasText = ({ personal }: Told): boolean =>
  ['comment', 'text', 'note'].some((name) => personal[name] !== undefined);

/** Which events an operator sees as they are: those of open orders, without an order placed that does not count. */
async function seenAsTheyAre(
  view: ReadTransaction,
  { county, sight }: EventsRequest,
  events: readonly Told[],
): Promise<(told: Told) => boolean> {
  if (sight !== 'open-contacts') return () => false;
  const open = await openOrders(view, county, [...new Set(events.flatMap((told) => orderOf(told) ?? []))]);
  return (told) => {
    const placed = open.get(orderOf(told) ?? '');
    return placed !== undefined && (told.row.type !== 'order.placed' || told.row.seq === placed);
  };
}

interface Masking {
  sight: Sight;
  register: Register;
  pseudonym: Pseudonym;
  /** By the order's id. */
  requesters: ReadonlyMap<string, Contact>;
}

function dataOf(told: Told, { sight, register, pseudonym, requesters }: Masking): Data {
  const masked = maskedData(told.data, told.row, register, pseudonym);
  switch (sight) {
    case 'public': {
      // Whom an alert was given to is no business of the public.
      const { to, ...rest } = masked;
      return told.row.type.startsWith('desk.') ? rest : masked;
    }
    case 'inside':
      return masked;
    default:
      return {
        ...masked,
        ...maskedPersonal(told.row.type, told.personal, requesters.get(orderOf(told) ?? '')),
      };
  }
}

export async function eventsAnswer(
  view: ReadTransaction,
  registers: Registers,
  pseudonym: Pseudonym,
  request: EventsRequest,
): Promise<EventsAnswer> {
  const { county, after, limit, sight } = request;
  const register = await registers.one(view, county);
  const events = (await view.journal(county, after, limit, maySeeRequesters(sight))).map(
    (row): Told => ({
      row,
      data: JSON.parse(row.data) as Data,
      personal: JSON.parse(row.personal ?? '{}') as Data,
    }),
  );
  const asItIs = await seenAsTheyAre(view, request, events);
  const writtenAbout = events.flatMap((told) => (hasText(told) ? (orderOf(told) ?? []) : []));
  const requesters = await requestersOf(view, county, [...new Set(writtenAbout)]);
  const items = events.map((told): JournalItem => {
    const { seq, receivedAt, id, source, type, at, actor } = told.row;
    const event = {
      specversion: '1.0' as const,
      id,
      source,
      type,
      time: formatInstant(at),
      datacontenttype: 'application/json' as const,
      ...(actor !== undefined && sight !== 'public' && { actor }),
      data: asItIs(told)
        ? { ...told.data, ...told.personal }
        : dataOf(told, { sight, register, pseudonym, requesters }),
    };
    return { seq, receivedAt: formatInstant(receivedAt), event };
  });
  return { items, next: items.at(-1)?.seq ?? after };
}
