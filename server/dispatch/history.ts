/** What was said of a thing, as events that stand and as lines that people read. */
import type { Register } from '../../shared/county/register.ts';
import { type Contact, textFor } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { type ServiceOrder, takingPart } from '../../shared/domain/service-order.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { type JournalEventType, journalDefinitions } from '../../shared/events/registry.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { OrderEvent } from '../../shared/wire/desk.ts';
import type { HistoryRow } from '../store/store.ts';
import { takenBackWith } from './situation.ts';
import { teamOf } from './told-order.ts';

/** The events that nothing has taken back, by seq. */
export function standingEvents(rows: readonly HistoryRow[]): JournalEvent[] {
  const gone = new Set(rows.map(({ retracts }) => retracts));
  return rows
    .filter(({ seq, retracts }) => retracts === undefined && !gone.has(seq))
    .map(({ seq, source, id, site, type, at, actor, data }) => {
      // The journal takes only events whose type and data have passed the schema.
      const event = { seq, source, id, site, type, at, data: JSON.parse(data) } as JournalEvent;
      return actor === undefined ? event : { ...event, actor };
    });
}

/** Newest seq of a thing; 0 where nothing was ever said of it. */
export const newestOf = (rows: readonly HistoryRow[]): number => rows.at(-1)?.seq ?? 0;

/** A user by his name. */
export const nameOf = (actor: string): string => actor.replace(/^user:/, '');

const textMembers = ['text', 'note', 'comment', 'reason', 'into'] as const;

function textOf(data: Readonly<Record<string, unknown>>): string | undefined {
  for (const member of textMembers) {
    const text = data[member];
    if (typeof text === 'string' && text !== '') return text;
  }
  return undefined;
}

/** The personal members that the schema knows; what stations send besides is told to nobody. */
function membersOf(type: string, personal = '{}'): Record<string, unknown> {
  const { personal: known = [] } = journalDefinitions[type as JournalEventType];
  const members = Object.entries(JSON.parse(personal) as Record<string, unknown>);
  return Object.fromEntries(members.filter(([name]) => known.includes(name)));
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

export interface HistoryContext {
  order: ServiceOrder;
  requester: Contact | undefined;
  register: Register;
  sight: Sight;
  /** Whose commands can be taken back. */
  actor: string;
  /** Personal members of events, as JSON, by seq. */
  personal: ReadonlyMap<number, string>;
}

/** Every event of an order as a line, with what took it back. */
export function historyLines(rows: readonly HistoryRow[], context: HistoryContext): OrderEvent[] {
  const { order, requester, register, sight, actor, personal } = context;
  const told = (text: string): string => textFor(sight, order, requester, text);
  const events = standingEvents(rows);
  const counting = new Set(takingPart(events, register).map(({ seq }) => seq));
  const retractions = new Map(rows.map((row) => [row.retracts, row]));
  return rows
    .filter(({ retracts }) => retracts === undefined)
    .map((row) => {
      const data = {
        ...(JSON.parse(row.data) as Record<string, unknown>),
        ...membersOf(row.type, personal.get(row.seq)),
      };
      const { teamId } = data;
      const text = textOf(data);
      const retraction = retractions.get(row.seq);
      const leftOut = !retraction && row.type.startsWith('order.') && !counting.has(row.seq);
      return {
        seq: row.seq,
        at: formatInstant(row.at),
        type: row.type,
        site: row.site,
        ...given('team', typeof teamId === 'string' ? teamOf(teamId, register) : undefined),
        ...given('actor', row.actor === undefined ? undefined : nameOf(row.actor)),
        ...given('score', numberOf(data.score)),
        ...given('beneficiaries', numberOf(data.beneficiaries)),
        ...given('text', text === undefined ? undefined : told(text)),
        undoable: takenBackWith(events, row.seq, actor) !== undefined,
        ...given('retracted', retraction && retractionOf(retraction, told)),
        ...given('leftOut', leftOut || undefined),
      };
    });
}

function retractionOf(
  { at, actor, data }: HistoryRow,
  told: (text: string) => string,
): NonNullable<OrderEvent['retracted']> {
  const { reason } = JSON.parse(data) as { reason: string };
  return {
    at: formatInstant(at),
    ...given('actor', actor === undefined ? undefined : nameOf(actor)),
    reason: told(reason),
  };
}
