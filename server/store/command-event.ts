/** Events that operators' commands make: from the center, with who commanded them. */
import { createHmac } from 'node:crypto';
import { siteOfSource, sourceOfSite } from '../../shared/domain/place.ts';
import { thingOf } from '../../shared/domain/thing.ts';
import type { EventData, JournalEventType } from '../../shared/events/registry.ts';
import { splitData } from '../../shared/events/split-data.ts';
import { eventName, type NewEvent } from './new-event.ts';

/** What a command says happened. */
export type Said = {
  [T in JournalEventType]: {
    type: T;
    data: EventData<T> /** The center, unless it is said of a thing of a site. */;
    site?: string;
  };
}[JournalEventType];

export interface Commanded {
  county: string;
  center: string;
  /** `user:<name>`. */
  actor: string;
  /** As the page made it. */
  commandId: string;
  /** All that it says: the same id with another content is a conflict. */
  content: unknown;
  /** When it was commanded, and when it arrived (ms). */
  at: number;
  receivedAt: number;
  said: readonly [Said, ...Said[]];
}

const prefix = 'desk-';

/** The id of the first event that a command makes: a repetition is found by it. */
export const commandName = (commandId: string): string => prefix + commandId;

/** The command that an event belongs to, by its id; others of the same one differ in what follows the dot. */
export const commandOf = (eventId: string): string => eventId.split('.')[0] ?? eventId;

/**
 * Keyed digest of a command. Its time is no part of it: sent again a minute later, it is still the same command.
 */
export const commandDigest = (
  secret: string,
  { actor, content }: Pick<Commanded, 'actor' | 'content'>,
): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['command', actor, content]))
    .digest('base64url');

function targetOf({ type, data }: Said): string | undefined {
  if (type !== 'event.retracted' || data.eventSource === undefined) return undefined;
  return siteOfSource(data.eventSource) === undefined ? undefined : eventName(data.eventSource, data.eventId);
}

/** The events of a command, as the journal takes them. */
export function commandEvents(secret: string, commanded: Commanded): [NewEvent, ...NewEvent[]] {
  const { county, center, actor, commandId, at, receivedAt, said } = commanded;
  const digest = commandDigest(secret, commanded);
  const [first, ...rest] = said.map((word, n): NewEvent => {
    const site = word.site ?? center;
    const id = n === 0 ? commandName(commandId) : `${commandName(commandId)}.${n}`;
    const { journal, personal } = splitData(word.type, word.data);
    const target = targetOf(word);
    return {
      kind: 'event',
      county,
      site,
      source: sourceOfSite(site),
      id,
      type: word.type,
      at,
      receivedAt,
      thing: thingOf(word.type, site, id, word.data as EventData<JournalEventType>),
      digest,
      actor,
      data: journal,
      ...(target !== undefined && { target }),
      ...(personal !== undefined && { personal }),
    };
  });
  if (!first) throw new Error('a command says something');
  return [first, ...rest];
}
