/** Joins things anew and brings the figures up to what they add now. */
import { feedEntries } from '../../shared/board/feed-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import { type Beside, besideMs } from '../../shared/domain/beside.ts';
import { isJoinedKind, type JoinedThing, joinThing, type Thing } from '../../shared/domain/join-thing.ts';
import { kindOfThing, siteThing, townThing } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import type { EventMark, RefreshSource, ThingUpdate } from '../store/store.ts';
import { besideOf } from './beside.ts';
import { stateOf } from './site-state.ts';
import { readTowns } from './town-state.ts';

/** What the steps of one refreshing share. */
export interface Refreshing {
  /** The journal, and the cells of sites, as far as they take part. */
  source: RefreshSource;
  register: Register;
  /** The instant at which things are looked at (ms). */
  now: number;
  /** Nothing after this event takes part yet, so that what is stored is what the journal says up to its position. */
  upToSeq: number;
  /** Takes back what the things added before, and adds what they add now. */
  save(updates: readonly ThingUpdate[]): Promise<void>;
}

function townOf(thing: Thing, register: Register): string | undefined {
  if (thing.kind === 'town') return thing.id;
  return thing.kind === 'order' ? thing.town : register.townOfSite(thing.site);
}

function updateOf(
  { register, now }: Refreshing,
  name: string,
  thing: Thing | undefined,
  events: readonly JournalEvent[],
  beside?: Beside,
): ThingUpdate {
  const id = name.slice(name.lastIndexOf(':') + 1);
  const gone = {
    thing: name,
    kind: kindOfThing(name),
    id,
    site: '',
    firstSeq: 0,
    contributions: [],
    feed: [],
  };
  if (!thing) return gone;
  const moment = new Moment(now);
  const contributions = contributionsOf(thing, { register, moment, ...given('beside', beside) });
  const town = townOf(thing, register);
  return {
    ...gone,
    id: thing.id,
    site: thing.site,
    ...given('town', town),
    firstSeq: events.reduce((first, { seq }) => Math.min(first, seq), events[0]?.seq ?? 0),
    body: JSON.stringify(thing),
    contributions,
    feed:
      thing.kind === 'site' || thing.kind === 'town'
        ? []
        : feedEntries(thing satisfies JoinedThing, events, register),
    ...given('nextChangeAt', moment.nextChangeAt),
    ...given('lastChangeAt', moment.lastChangeAt),
  };
}

async function refreshThings(refreshing: Refreshing, things: readonly string[]): Promise<void> {
  const { source, register, upToSeq } = refreshing;
  const joined = things.filter((thing) => isJoinedKind(kindOfThing(thing)));
  const events = await source.eventsOf(joined, upToSeq);
  const told = joined.map((name) => {
    const kind = kindOfThing(name);
    const own = events.get(name) ?? [];
    return { name, own, thing: isJoinedKind(kind) ? joinThing(kind, own, register) : undefined };
  });
  const beside = await besideOf(
    source,
    register,
    told.flatMap(({ name, thing }) => (thing?.kind === 'record' ? [{ thing: name, record: thing }] : [])),
    upToSeq,
  );
  await refreshing.save(
    told.map(({ name, own, thing }) => updateOf(refreshing, name, thing, own, beside.get(name))),
  );
}

/** What is left of the key of a site or a town. */
const codesOf = (places: readonly string[], kind: 'site' | 'town'): string[] =>
  places.flatMap((place) => (kindOfThing(place) === kind ? [place.slice(kind.length + 1)] : []));

/** Sites and towns come after things, because their states read the cells that things have changed. */
async function refreshPlaces(refreshing: Refreshing, places: readonly string[]): Promise<void> {
  const { source, register, upToSeq } = refreshing;
  const sites = codesOf(places, 'site').filter((site) => register.site(site));
  const facts = await source.siteFacts(sites, upToSeq);
  const towns = await readTowns(
    source,
    register,
    codesOf(places, 'town').filter((town) => register.town(town)),
  );
  await refreshing.save([
    ...facts.map((fact) => updateOf(refreshing, siteThing(fact.site), stateOf(fact), [])),
    ...towns.map((town) => updateOf(refreshing, townThing(town.id), town, [])),
  ]);
}

/** Keys of things that are made by events, and of those that also read cells: sites and towns. */
export interface Touched {
  things: string[];
  places: string[];
  /** Of those things, the ones whose change may concern the records beside them. */
  withBeside: string[];
}

const isPlace = (thing: string): boolean => ['site', 'town'].includes(kindOfThing(thing));

/** What events, or time, have changed. */
export function touched(
  register: Register,
  marks: readonly Omit<EventMark, 'seq' | 'at'>[],
  due: readonly string[],
): Touched {
  const things = new Set(due.filter((thing) => !isPlace(thing)));
  const places = new Set(due.filter(isPlace));
  const withBeside = new Set<string>();
  const note = (thing: string, site: string, type: string): void => {
    things.add(thing);
    places.add(siteThing(site));
    const kind = kindOfThing(thing);
    const town = kind === 'activity' ? register.townOfSite(site) : undefined;
    if (town !== undefined) places.add(townThing(town));
    // Of an activity, records are held against when it was published alone.
    if (kind === 'record' || (kind === 'activity' && publishing.has(type))) withBeside.add(thing);
  };
  for (const { type, thing, site, targetThing, targetSite } of marks) {
    note(thing, site, type);
    if (targetThing !== undefined && targetSite !== undefined) note(targetThing, targetSite, type);
  }
  return { things: [...things], places: [...places], withBeside: [...withBeside] };
}

const publishing: ReadonlySet<string> = new Set(['activity.published', 'event.retracted']);

/** What is touched, with the records that are to be looked at anew because of it. */
export async function withRecordsBeside<T extends Touched>(
  source: Pick<RefreshSource, 'recordsBeside'>,
  register: Register,
  names: T,
): Promise<T> {
  if (names.withBeside.length === 0) return names;
  const { maxShiftMinutes } = register.county.profile.limits;
  const found = await source.recordsBeside(names.withBeside, besideMs(maxShiftMinutes));
  return { ...names, things: [...new Set([...names.things, ...found.map(({ record }) => record)])] };
}

/** Every site and town of a register: one that has never been heard of has figures too. */
export const allPlaces = ({ county }: Register): string[] => [
  ...county.sites.map(({ code }) => siteThing(code)),
  ...county.towns.map(({ code }) => townThing(code)),
];

/** Looks anew at things and places; what they added before is taken back. */
export async function refresh(
  refreshing: Refreshing,
  { things, places }: Pick<Touched, 'things' | 'places'>,
): Promise<void> {
  await refreshThings(refreshing, things);
  await refreshPlaces(refreshing, places);
}
