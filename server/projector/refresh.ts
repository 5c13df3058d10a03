/** Joins things anew and brings the figures up to what they add now. */
import { feedEntries } from '../../shared/board/feed-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import { isJoinedKind, type JoinedThing, joinThing, type Thing } from '../../shared/domain/join-thing.ts';
import { kindOfThing, siteThing } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import type { EventMark, RefreshSource, ThingUpdate } from '../store/store.ts';
import { stateOf } from './site-state.ts';

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

function updateOf(
  { register, now }: Refreshing,
  name: string,
  thing: Thing | undefined,
  events: readonly JournalEvent[],
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
  const contributions = contributionsOf(thing, { register, moment });
  const town = thing.kind === 'order' ? thing.town : register.townOfSite(thing.site);
  return {
    ...gone,
    id: thing.id,
    site: thing.site,
    ...given('town', town),
    firstSeq: events.reduce((first, { seq }) => Math.min(first, seq), events[0]?.seq ?? 0),
    body: JSON.stringify(thing),
    contributions,
    feed: thing.kind === 'site' ? [] : feedEntries(thing satisfies JoinedThing, events, register),
    ...given('nextChangeAt', moment.nextChangeAt),
    ...given('lastChangeAt', moment.lastChangeAt),
  };
}

async function refreshThings(refreshing: Refreshing, things: readonly string[]): Promise<void> {
  const { source, register, upToSeq } = refreshing;
  const joined = things.filter((thing) => isJoinedKind(kindOfThing(thing)));
  const events = await source.eventsOf(joined, upToSeq);
  await refreshing.save(
    joined.map((name) => {
      const own = events.get(name) ?? [];
      const kind = kindOfThing(name);
      return updateOf(refreshing, name, isJoinedKind(kind) ? joinThing(kind, own, register) : undefined, own);
    }),
  );
}

/** Sites come after things, because their state reads the cells that things have changed. */
async function refreshSites(refreshing: Refreshing, sites: readonly string[]): Promise<void> {
  const { source, register, upToSeq } = refreshing;
  const known = sites.filter((site) => register.site(site));
  const facts = await source.siteFacts(known, upToSeq);
  await refreshing.save(facts.map((fact) => updateOf(refreshing, siteThing(fact.site), stateOf(fact), [])));
}

export interface Touched {
  things: readonly string[];
  sites: readonly string[];
}

/** The things and sites that events, or time, have changed. */
export function touched(
  marks: readonly Omit<EventMark, 'seq' | 'at'>[],
  due: readonly string[],
): { things: string[]; sites: string[] } {
  const things = new Set(due.filter((thing) => kindOfThing(thing) !== 'site'));
  const sites = new Set(
    due.flatMap((thing) => (kindOfThing(thing) === 'site' ? [thing.slice('site:'.length)] : [])),
  );
  for (const { thing, site, targetThing, targetSite } of marks) {
    things.add(thing);
    sites.add(site);
    if (targetThing !== undefined) things.add(targetThing);
    if (targetSite !== undefined) sites.add(targetSite);
  }
  return { things: [...things], sites: [...sites] };
}

/** Looks anew at things and sites; what they added before is taken back. */
export async function refresh(refreshing: Refreshing, { things, sites }: Touched): Promise<void> {
  await refreshThings(refreshing, things);
  await refreshSites(refreshing, sites);
}
