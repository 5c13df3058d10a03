/** The data of an event as it leaves the server: what it says, without whom it is about. */
import type { Register } from '../../shared/county/register.ts';
import {
  type Contact,
  maskedContact,
  maskedName,
  maskedText,
  withoutNumbers,
} from '../../shared/domain/contact.ts';
import { siteOfSource } from '../../shared/domain/place.ts';
import { type JournalEventType, journalDefinitions } from '../../shared/events/registry.ts';
import type { JournalRow } from '../store/store.ts';
import { type Pseudonym, seatOf } from './masking.ts';

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

/** The members that nobody's personal data is in: numbers struck out, volunteers by their pseudonym. */
export function maskedData(
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

/** How each personal member that has a schema is masked; what stations send besides is told to nobody. */
const masks: Readonly<Record<string, (value: unknown, requester: Contact | undefined) => unknown>> = {
  requester: (value) => maskedContact(value as Contact),
  name: (value) => maskedName(String(value)),
  comment: (value, requester) => maskedText(String(value), requester),
  text: (value, requester) => maskedText(String(value), requester),
  note: (value, requester) => maskedText(String(value), requester),
  /** How many: a picture, or the name of its file, may show anybody. */
  photos: (value) => (typeof value === 'number' ? value : Array.isArray(value) ? value.length : 1),
};

/** The personal members of an event with their contact data masked, and with that of whom its order is for. */
export function maskedPersonal(type: string, personal: Data, requester: Contact | undefined): Data {
  const { personal: members = [] } = journalDefinitions[type as JournalEventType];
  return Object.fromEntries(
    Object.entries(personal).flatMap(([name, value]) => {
      const mask = members.includes(name) && masks[name];
      return mask ? [[name, mask(value, requester)]] : [];
    }),
  );
}
