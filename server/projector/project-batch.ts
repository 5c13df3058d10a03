/** One step of the projector: some events and what time has changed, in one transaction. */
import { feedEntries } from '../../shared/board/feed-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import { isJoinedKind, type JoinedThing, joinThing, type Thing } from '../../shared/domain/join-thing.ts';
import { kindOfThing, siteThing } from '../../shared/domain/thing.ts';
import { addDays, dayOf, startOfDay } from '../../shared/domain/time.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import type { EventMark, Position, ProjectionTransaction, ThingUpdate } from '../store/store.ts';
import { CellSum } from './difference.ts';
import { stateOf } from './site-state.ts';

/** Events of one batch where nothing else waits for the transaction. */
const wholeBatch = 2000;

export interface BatchResult {
  position: Position;
  /** Events taken from the journal. */
  taken: number;
  /** Places whose figures may have changed. */
  places: Set<string>;
  /** Whether there may be more to take at once. */
  more: boolean;
}

/** What the steps of one batch share. */
interface Batch {
  transaction: ProjectionTransaction;
  register: Register;
  now: number;
  /** Nothing after this event takes part yet, so that what is stored is what the journal says up to its position. */
  upToSeq: number;
  places: Set<string>;
}

function notePlaces({ places, register }: Batch, site: string, town: string | undefined): void {
  places.add(register.code).add(`s:${site}`);
  if (town !== undefined) places.add(town);
}

/** The turn of a day changes every board, although no thing changes with it [T3]. */
function noteAllPlaces(batch: Batch): void {
  const { towns, sites } = batch.register.county;
  for (const { code } of towns) batch.places.add(code);
  for (const { code, town } of sites) notePlaces(batch, code, town);
}

function updateOf(
  batch: Batch,
  name: string,
  thing: Thing | undefined,
  events: readonly JournalEvent[],
): ThingUpdate {
  const { register, now } = batch;
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
  };
}

async function save(batch: Batch, updates: readonly ThingUpdate[]): Promise<void> {
  const { transaction, register } = batch;
  const before = await transaction.contributionsOf(updates.map(({ thing }) => thing));
  const cells = new CellSum(register.code);
  for (const { thing, contributions, site, town } of updates) {
    const previous = before.get(thing) ?? [];
    cells.replace(previous, contributions);
    for (const place of previous) notePlaces(batch, place.site, place.town);
    if (site) notePlaces(batch, site, town);
  }
  await transaction.saveThings(updates);
  await transaction.addToCells(cells.changes());
}

async function refreshThings(batch: Batch, things: readonly string[]): Promise<void> {
  const joined = things.filter((thing) => isJoinedKind(kindOfThing(thing)));
  const events = await batch.transaction.eventsOf(joined, batch.upToSeq);
  await save(
    batch,
    joined.map((name) => {
      const own = events.get(name) ?? [];
      const kind = kindOfThing(name);
      return updateOf(
        batch,
        name,
        isJoinedKind(kind) ? joinThing(kind, own, batch.register) : undefined,
        own,
      );
    }),
  );
}

/** Sites come after things, because their state reads the cells that things have changed. */
async function refreshSites(batch: Batch, sites: readonly string[]): Promise<void> {
  const known = sites.filter((site) => batch.register.site(site));
  const facts = await batch.transaction.siteFacts(known, batch.upToSeq);
  await save(
    batch,
    facts.map((fact) => updateOf(batch, siteThing(fact.site), stateOf(fact), [])),
  );
}

function touched(marks: readonly EventMark[], due: readonly string[]): { things: string[]; sites: string[] } {
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

/** The first instant of the day after the one of `asOf`: boards turn with it [T3]. */
export const nextDayAt = (asOf: number, timeZone: string): number =>
  startOfDay(addDays(dayOf(asOf, timeZone), 1), timeZone);

/**
 * Takes up to `limit` events after the projector's position and up to `limit` things that time has changed by `now`.
 * Things are joined anew from all their events, so a batch may be cut anywhere without a difference.
 */
export async function projectBatch(
  transaction: ProjectionTransaction,
  register: Register,
  now: number,
  limit: number,
): Promise<BatchResult> {
  const position = await transaction.position();
  const asOf = Math.max(now, position.asOf);
  const marks = await transaction.marksAfter(position.seq, limit);
  const upToSeq = marks.at(-1)?.seq ?? position.seq;
  const batch: Batch = { transaction, register, now: asOf, upToSeq, places: new Set() };
  const due = await transaction.thingsDue(asOf, limit);
  const dayTurned = asOf >= nextDayAt(position.asOf, register.timeZone);
  if (marks.length === 0 && due.length === 0 && !dayTurned) {
    return { position, taken: 0, places: batch.places, more: false };
  }
  if (dayTurned) noteAllPlaces(batch);
  const { things, sites } = touched(marks, due);
  await refreshThings(batch, things);
  // A site that has never been heard of has figures too: at the beginning all sites are looked at.
  const isBeginning = position.asOf === 0;
  await refreshSites(batch, isBeginning ? register.county.sites.map(({ code }) => code) : sites);
  const next = { seq: upToSeq, asOf };
  await transaction.savePosition(next);
  return {
    position: next,
    taken: marks.length,
    places: batch.places,
    more: marks.length === limit || due.length === limit,
  };
}

/** Projects a county's whole journal from nothing, within the transaction it is given. */
export async function projectAll(
  transaction: ProjectionTransaction,
  register: Register,
  now: number,
): Promise<Position> {
  await transaction.clear();
  for (;;) {
    const { more, position } = await projectBatch(transaction, register, now, wholeBatch);
    if (!more) return position;
  }
}
