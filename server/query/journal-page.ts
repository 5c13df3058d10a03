/** The journal in order, as CloudEvents; masked readers get no personal data. */
import { withoutNumbers } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import { siteOfSource } from '../../shared/domain/place.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { JournalRow, ReadTransaction } from '../store/store.ts';
import { type Pseudonym, seatOf } from './masking.ts';
import type { Registers } from './registers.ts';

export interface EventsRequest {
  county: string;
  /** The last seq that the reader has; 0 for the beginning. */
  after: number;
  limit: number;
  masked: boolean;
}

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
    data: Record<string, unknown>;
  };
}

export interface EventsAnswer {
  items: JournalItem[];
  /** What to ask for next: the newest seq given, or `after` again. */
  next: number;
}

type Data = Record<string, unknown>;

/** Members that people write freely. */
const writtenMembers = ['title', 'reason', 'venue', 'item'] as const;

/** An order stands at the seat of its town, as everywhere outside. */
function placeAtSeat(data: Data, source: string, register: Register): Data {
  const { lon, lat, ...rest } = data;
  if (lon === undefined && lat === undefined) return rest;
  const { townCode } = data;
  const named = typeof townCode === 'string' && register.town(townCode) ? townCode : undefined;
  return { ...rest, ...seatOf(register, named ?? register.townOfSite(siteOfSource(source) ?? '')) };
}

function maskedData(
  data: Data,
  { source, type }: JournalRow,
  register: Register,
  pseudonym: Pseudonym,
): Data {
  const masked = type === 'order.placed' ? placeAtSeat(data, source, register) : { ...data };
  for (const name of writtenMembers) {
    const text = masked[name];
    if (typeof text === 'string') masked[name] = withoutNumbers(text);
  }
  if (typeof masked.volunteerId === 'string')
    masked.volunteerId = pseudonym(register.code, masked.volunteerId);
  return masked;
}

export async function eventsAnswer(
  view: ReadTransaction,
  registers: Registers,
  pseudonym: Pseudonym,
  { county, after, limit, masked }: EventsRequest,
): Promise<EventsAnswer> {
  const register = await registers.one(view, county);
  const rows = await view.journal(county, after, limit, !masked);
  const items = rows.map((row): JournalItem => {
    const { seq, receivedAt, id, source, type, at, personal } = row;
    const data = JSON.parse(row.data) as Data;
    const whole = { ...data, ...(personal === undefined ? {} : (JSON.parse(personal) as Data)) };
    const event = {
      specversion: '1.0' as const,
      id,
      source,
      type,
      time: formatInstant(at),
      datacontenttype: 'application/json' as const,
      data: masked ? maskedData(data, row, register, pseudonym) : whole,
    };
    return { seq, receivedAt: formatInstant(receivedAt), event };
  });
  return { items, next: items.at(-1)?.seq ?? after };
}
