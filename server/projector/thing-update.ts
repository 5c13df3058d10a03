/** What is stored of a thing as it stands at an instant. */
import { feedEntries } from '../../shared/board/feed-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Beside } from '../../shared/domain/beside.ts';
import { isJoinedKind, type JoinedThing, joinThing, type Thing } from '../../shared/domain/join-thing.ts';
import { kindOfThing, siteThing, townThing } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import type { RefreshSource, ThingUpdate } from '../store/store.ts';
import { stateOf } from './site-state.ts';
import { readTowns } from './town-state.ts';

/** From where, and as of when, things are told. */
export interface Telling {
  /** The journal, and the cells of sites, as far as they take part. */
  source: RefreshSource;
  register: Register;
  /** The instant at which things are looked at (ms). */
  now: number;
  /** Nothing after this event takes part yet, so that what is stored is what the journal says up to its position. */
  upToSeq: number;
}

/** A thing with the events that make it; without a `thing` it is gone. */
export interface ToldThing {
  name: string;
  events: readonly JournalEvent[];
  thing: JoinedThing | undefined;
}

/** Joins things anew; what is made by no events of its own is left out. */
export async function joinAll(
  {
    source,
    register,
    upToSeq,
  }: Pick<Telling, 'register' | 'upToSeq'> & {
    source: Pick<RefreshSource, 'eventsOf'>;
  },
  names: readonly string[],
): Promise<ToldThing[]> {
  const joined = names.filter((name) => isJoinedKind(kindOfThing(name)));
  const found = joined.length === 0 ? new Map() : await source.eventsOf(joined, upToSeq);
  return joined.map((name) => {
    const kind = kindOfThing(name);
    const events = found.get(name) ?? [];
    return { name, events, thing: isJoinedKind(kind) ? joinThing(kind, events, register) : undefined };
  });
}

function townOf(thing: Thing, register: Register): string | undefined {
  if (thing.kind === 'town') return thing.id;
  return thing.kind === 'order' ? thing.town : register.townOfSite(thing.site);
}

function updateOf(
  { register, now }: Pick<Telling, 'register' | 'now'>,
  name: string,
  thing: Thing,
  firstSeq: number,
  beside?: Beside,
): ThingUpdate {
  const moment = new Moment(now);
  return {
    thing: name,
    kind: thing.kind,
    id: thing.id,
    site: thing.site,
    ...given('town', townOf(thing, register)),
    firstSeq,
    body: JSON.stringify(thing),
    contributions: contributionsOf(thing, { register, moment, ...given('beside', beside) }),
    feed: [],
    ...given('nextChangeAt', moment.nextChangeAt),
    ...given('lastChangeAt', moment.lastChangeAt),
  };
}

/** What is left of a thing that is gone. */
export const gone = (name: string): ThingUpdate => ({
  thing: name,
  kind: kindOfThing(name),
  id: name.slice(name.lastIndexOf(':') + 1),
  site: '',
  firstSeq: 0,
  contributions: [],
  feed: [],
});

export function updateOfTold(
  telling: Pick<Telling, 'register' | 'now'>,
  { name, thing, events }: ToldThing,
  beside?: Beside,
): ThingUpdate {
  if (!thing) return gone(name);
  const firstSeq = events.reduce((first, { seq }) => Math.min(first, seq), events[0]?.seq ?? 0);
  const update = updateOf(telling, name, thing, firstSeq, beside);
  return { ...update, feed: feedEntries(thing, events, telling.register) };
}

/** What is left of the key of a site or a town. */
const codesOf = (places: readonly string[], kind: 'site' | 'town'): string[] =>
  places.flatMap((place) => (kindOfThing(place) === kind ? [place.slice(kind.length + 1)] : []));

/** Sites and towns, from the cells as they now are. */
export async function updatesOfPlaces(telling: Telling, places: readonly string[]): Promise<ThingUpdate[]> {
  const { source, register, upToSeq } = telling;
  const sites = codesOf(places, 'site').filter((site) => register.site(site));
  const facts = sites.length === 0 ? [] : await source.siteFacts(sites, upToSeq);
  const towns = await readTowns(
    source,
    register,
    codesOf(places, 'town').filter((town) => register.town(town)),
  );
  return [
    ...facts.map((fact) => updateOf(telling, siteThing(fact.site), stateOf(fact), 0)),
    ...towns.map((town) => updateOf(telling, townThing(town.id), town, 0)),
  ];
}
