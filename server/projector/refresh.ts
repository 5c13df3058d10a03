/**
 * Joins things anew and brings the figures up to what they add now. What else changes because of a thing, a record
 * beside it or its town, is looked at where the change concerns it, and left alone where it does not.
 */
import { activityOfRecord, foundAnew, type RecordChange } from '../../shared/domain/beside.ts';
import type { JoinedThing, Thing } from '../../shared/domain/join-thing.ts';
import { beforePublished } from '../../shared/domain/plausibility.ts';
import { type NamedRecord, sameServed, servedOf } from '../../shared/domain/served.ts';
import { activityThing, kindOfThing } from '../../shared/domain/thing.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import type { RefreshSource, ThingUpdate } from '../store/store.ts';
import { type BesideSource, fromJournal, limitsOf, type Neighbourhood, neighbourhoodOf } from './beside.ts';
import { joinAll, type Telling, type ToldThing, updateOfTold, updatesOfPlaces } from './thing-update.ts';
import type { Touched } from './touched.ts';
import { ActivityChanges } from './town-changes.ts';

/** What the steps of one refreshing share. */
export interface Refreshing extends Telling {
  /** Takes back what things added before, which it answers by thing, and adds what they add now. */
  save(updates: readonly ThingUpdate[]): Promise<ReadonlyMap<string, readonly Contribution[]>>;
  /** Told how many of the things are done, now and then. */
  pause?(done: number): Promise<void>;
}

/** Things that are told at once. */
const chunkSize = 1000;

const namedRecord = (thing: string, state: Thing | undefined): NamedRecord | undefined =>
  state?.kind === 'record' ? { thing, record: state } : undefined;

const recordsOf = (told: readonly ToldThing[]): NamedRecord[] =>
  told.flatMap(({ name, thing }) => namedRecord(name, thing) ?? []);

async function storedThings(
  source: Pick<RefreshSource, 'bodiesOf'>,
  names: readonly string[],
): Promise<Map<string, Thing>> {
  const bodies = names.length === 0 ? [] : await source.bodiesOf(names);
  return new Map([...bodies].map(([name, body]) => [name, JSON.parse(body) as Thing]));
}

/** Things as they were just told, and all others as they are stored. */
const asTold = (source: RefreshSource, told: readonly ToldThing[]): BesideSource => {
  const known = new Map(told.map(({ name, thing }) => [name, thing]));
  return {
    recordsBeside: (things, withinMs) => source.recordsBeside(things, withinMs),
    thingsOf: async (names) => {
      const others = names.filter((name) => !known.has(name));
      const found = (await storedThings(source, others)) as Map<string, JoinedThing>;
      for (const name of names) {
        const thing = known.get(name);
        if (thing) found.set(name, thing);
      }
      return found;
    },
  };
};

/** What is another one to the records beside it than it was before it was told. */
interface Changes {
  records: RecordChange[];
  /** When activities were published, before and now. */
  activities: { name: string; before?: number | undefined; after?: number | undefined }[];
}

async function changesOf({ source, register }: Telling, told: readonly ToldThing[]): Promise<Changes> {
  const limits = limitsOf(register);
  const seen = told.filter(({ name }) => ['record', 'activity'].includes(kindOfThing(name)));
  const stored = await storedThings(
    source,
    seen.map(({ name }) => name),
  );
  const changes: Changes = { records: [], activities: [] };
  for (const { name, thing } of seen) {
    const known = stored.get(name);
    if (kindOfThing(name) === 'record') {
      const [before, after] = [namedRecord(name, known), namedRecord(name, thing)];
      if (!sameServed(before && servedOf(before, limits), after && servedOf(after, limits)))
        changes.records.push({ before, after });
    } else {
      const before = known?.kind === 'activity' ? known.publishedAt : undefined;
      const after = thing?.kind === 'activity' ? thing.publishedAt : undefined;
      if (before !== after) changes.activities.push({ name, before, after });
    }
  }
  return changes;
}

const nameOf = ({ before, after }: RecordChange): string => (after ?? before)?.thing ?? '';

/** Records that show something else because of changes, without those that are told already. */
function concerned(
  { records, activities }: Changes,
  told: readonly NamedRecord[],
  { pairs, others }: Neighbourhood,
  limits: ReturnType<typeof limitsOf>,
): string[] {
  const changed = new Set(records.map(nameOf));
  const near = new Set([...changed].flatMap((name) => pairs.get(name) ?? []));
  const standing = [...told, ...others.values()].filter(
    ({ thing }) => near.has(thing) && !changed.has(thing),
  );
  const found = new Set(
    foundAnew(
      records,
      standing.flatMap((one) => servedOf(one, limits) ?? []),
      limits,
    ),
  );
  for (const { name, before, after } of activities)
    for (const other of pairs.get(name) ?? []) {
      const record = others.get(other)?.record;
      const own = record && activityThing(record.site, activityOfRecord(record) ?? '') === name;
      if (!own) continue;
      const [was, is] = [before, after].map(
        (at) => at !== undefined && beforePublished(record, { publishedAt: at }),
      );
      if (Boolean(was) !== Boolean(is)) found.add(other);
    }
  return [...found].filter((name) => others.has(name));
}

/** Tells things and saves what became of them; answers the records that show something else because of it. */
async function refreshOnce(
  refreshing: Refreshing,
  things: readonly string[],
  activityChanges: ActivityChanges,
): Promise<string[]> {
  const { source, register } = refreshing;
  const told = await joinAll(refreshing, things);
  const records = recordsOf(told);
  const changes = await changesOf(refreshing, told);
  const changed = [...changes.records.map(nameOf), ...changes.activities.map(({ name }) => name)];
  const neighbourhood = await neighbourhoodOf(asTold(source, told), register, records, changed);
  const updates = told.map((one) => updateOfTold(refreshing, one, neighbourhood.beside.get(one.name)));
  activityChanges.note(updates, await refreshing.save(updates));
  return concerned(changes, records, neighbourhood, limitsOf(register));
}

async function refreshPlaces(
  refreshing: Refreshing,
  places: readonly string[],
  activityChanges: ActivityChanges,
): Promise<void> {
  const towns = await activityChanges.towns(refreshing.source);
  const updates = await updatesOfPlaces(refreshing, [...new Set([...places, ...towns])]);
  if (updates.length > 0) await refreshing.save(updates);
}

/**
 * Looks anew at things and places; what they added before is taken back. Sites and towns come after things, because
 * their states read the cells that things have changed.
 */
export async function refresh(refreshing: Refreshing, { things, places }: Touched): Promise<void> {
  const activityChanges = new ActivityChanges(refreshing.register);
  // What is told later all the same need not be told before it.
  const ahead = new Set(things);
  for (let done = 0; done < things.length; done += chunkSize) {
    for (let next: readonly string[] = things.slice(done, done + chunkSize); next.length > 0; ) {
      for (const thing of next) ahead.delete(thing);
      const found = await refreshOnce(refreshing, next, activityChanges);
      next = found.filter((thing) => !ahead.has(thing));
    }
    await refreshing.pause?.(Math.min(done + chunkSize, things.length));
  }
  await refreshPlaces(refreshing, places, activityChanges);
}

/** Tells things by the journal; answers the records that stand beside those that stand. */
async function refreshTold(
  refreshing: Refreshing,
  things: readonly string[],
  activityChanges: ActivityChanges,
): Promise<Iterable<string>> {
  const { source, register, upToSeq } = refreshing;
  const told = await joinAll(refreshing, things);
  const published = told.flatMap(({ name, thing }) =>
    thing?.kind === 'activity' && thing.publishedAt !== undefined ? [name] : [],
  );
  const journal = fromJournal(source, register, upToSeq);
  const { beside, others } = await neighbourhoodOf(journal, register, recordsOf(told), published);
  const updates = told.map((one) => updateOfTold(refreshing, one, beside.get(one.name)));
  activityChanges.note(updates, await refreshing.save(updates));
  return others.keys();
}

/**
 * Does so where nearly all of many things are others, without a look at what is stored of each. Whatever is doubted
 * before it is to be among the things: of the others it looks at those alone that may be doubted now.
 */
export async function refreshMany(refreshing: Refreshing, { things, places }: Touched): Promise<void> {
  const activityChanges = new ActivityChanges(refreshing.register);
  const beside = new Set<string>();
  for (let done = 0; done < things.length; done += chunkSize) {
    const chunk = things.slice(done, done + chunkSize);
    for (const other of await refreshTold(refreshing, chunk, activityChanges)) beside.add(other);
    await refreshing.pause?.(Math.min(done + chunkSize, things.length));
  }
  for (const thing of things) beside.delete(thing);
  const others = [...beside];
  for (let done = 0; done < others.length; done += chunkSize)
    await refreshTold(refreshing, others.slice(done, done + chunkSize), activityChanges);
  await refreshPlaces(refreshing, places, activityChanges);
}

/** What things are by the journal alone. */
export async function tellThings(
  telling: Omit<Telling, 'source'> & { source: Pick<RefreshSource, 'eventsOf' | 'recordsBeside'> },
  things: readonly string[],
): Promise<ThingUpdate[]> {
  const { source, register, upToSeq } = telling;
  const told = await joinAll(telling, things);
  const { beside } = await neighbourhoodOf(fromJournal(source, register, upToSeq), register, recordsOf(told));
  return told.map((one) => updateOfTold(telling, one, beside.get(one.name)));
}

/** What things and places are by the journal alone, and by the cells as they are; nothing changes because of it. */
export const tell = async (telling: Telling, { things, places }: Touched): Promise<ThingUpdate[]> => [
  ...(await tellThings(telling, things)),
  ...(await updatesOfPlaces(telling, places)),
];
