/** What service records are looked at together with. */
import type { Register } from '../../shared/county/register.ts';
import type { Activity } from '../../shared/domain/activity.ts';
import { activityOfRecord, type Beside, besideMs } from '../../shared/domain/beside.ts';
import { isJoinedKind, type JoinedThing, joinThing } from '../../shared/domain/join-thing.ts';
import { isNear, type NamedRecord, type Served, servedOf } from '../../shared/domain/served.ts';
import { activityThing, kindOfThing } from '../../shared/domain/thing.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { RecordBeside, RefreshSource } from '../store/store.ts';

/** Where records and activities are found that others are looked at together with. */
export interface BesideSource {
  recordsBeside(things: readonly string[], withinMs: number): Promise<RecordBeside[]>;
  /** Things as they stand; one that does not has no entry. */
  thingsOf(names: readonly string[]): Promise<Map<string, JoinedThing>>;
}

/** Things as the journal tells them up to a seq, whatever is stored of them. */
export const fromJournal = (
  source: Pick<RefreshSource, 'eventsOf' | 'recordsBeside'>,
  register: Register,
  upToSeq: number,
): BesideSource => ({
  recordsBeside: (things, withinMs) => source.recordsBeside(things, withinMs),
  thingsOf: async (names) => {
    const found = new Map<string, JoinedThing>();
    for (const [name, events] of await source.eventsOf(names, upToSeq, { aside: true })) {
      const kind = kindOfThing(name);
      const thing = isJoinedKind(kind) ? joinThing(kind, events, register) : undefined;
      if (thing) found.set(name, thing);
    }
    return found;
  },
});

export const limitsOf = ({ county, timeZone }: Register) => ({
  maxShiftMinutes: county.profile.limits.maxShiftMinutes,
  timeZone,
});

/** A record that is told from its events, with what it says of time. */
interface Told extends NamedRecord {
  served: Served | undefined;
}

const activityOf = ({ record }: NamedRecord): string | undefined => {
  const id = activityOfRecord(record);
  return id === undefined ? undefined : activityThing(record.site, id);
};

async function activitiesOf(
  source: BesideSource,
  records: readonly NamedRecord[],
): Promise<Map<string, Activity>> {
  const names = [...new Set(records.flatMap((record) => activityOf(record) ?? []))];
  const things = names.length === 0 ? [] : await source.thingsOf(names);
  return new Map([...things].flatMap(([name, thing]) => (thing.kind === 'activity' ? [[name, thing]] : [])));
}

/** Things with others that are looked at together with them. */
type Pairs = Map<string, string[]>;

async function pairsOf(source: BesideSource, names: readonly string[], withinMs: number): Promise<Pairs> {
  const pairs: Pairs = new Map();
  for (const { thing, record } of names.length === 0 ? [] : await source.recordsBeside(names, withinMs)) {
    const known = pairs.get(thing);
    if (known) known.push(record);
    else pairs.set(thing, [record]);
  }
  return pairs;
}

export interface Neighbourhood {
  /** By record. */
  beside: Map<string, Beside>;
  /** Things as they were asked for, with the records that are looked at together with them. */
  pairs: Pairs;
  /** What those records say that are not among the told ones. */
  others: Map<string, NamedRecord>;
}

/** What told records are looked at together with; and what is near to other `names`, for the sake of that. */
export async function neighbourhoodOf(
  source: BesideSource,
  register: Register,
  records: readonly NamedRecord[],
  names: readonly string[] = [],
): Promise<Neighbourhood> {
  const limits = limitsOf(register);
  const withinMs = besideMs(limits.maxShiftMinutes);
  const told = new Map(
    records.map((one): [string, Told] => [one.thing, { ...one, served: servedOf(one, limits) }]),
  );
  // Whoever has only checked in is in nobody's way yet.
  const serving = records.flatMap(({ thing }) => (told.get(thing)?.served ? [thing] : []));
  const pairs = await pairsOf(source, [...new Set([...serving, ...names])], withinMs);
  const unknown = [...new Set([...pairs.values()].flat())].filter((name) => !told.has(name));
  const others = new Map<string, NamedRecord>();
  for (const [thing, record] of unknown.length === 0 ? [] : await source.thingsOf(unknown))
    if (record.kind === 'record') others.set(thing, { thing, record });
  const served = new Map([...others].map(([thing, one]) => [thing, servedOf(one, limits)]));
  const activities = await activitiesOf(source, records);
  const besideOne = (one: NamedRecord): Beside => {
    const own = told.get(one.thing)?.served;
    const near = !own
      ? []
      : (pairs.get(one.thing) ?? []).flatMap((name) => {
          const other = told.get(name)?.served ?? served.get(name);
          return other && isNear(own, other, withinMs) ? [other] : [];
        });
    return { served: near, ...given('activity', activities.get(activityOf(one) ?? '')) };
  };
  return { beside: new Map(records.map((one) => [one.thing, besideOne(one)])), pairs, others };
}
