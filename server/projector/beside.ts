/** What service records are looked at together with. */
import type { Register } from '../../shared/county/register.ts';
import { type Activity, joinActivity } from '../../shared/domain/activity.ts';
import { activityOfRecord, type Beside, besideMs, recordsNear } from '../../shared/domain/beside.ts';
import type { NamedRecord } from '../../shared/domain/plausibility.ts';
import { joinServiceRecord } from '../../shared/domain/service-record.ts';
import { activityThing } from '../../shared/domain/thing.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { RefreshSource } from '../store/store.ts';

type Source = Pick<RefreshSource, 'eventsOf' | 'recordsBeside'>;

const activityOf = ({ record }: NamedRecord): string | undefined => {
  const id = activityOfRecord(record);
  return id === undefined ? undefined : activityThing(record.site, id);
};

async function activitiesOf(
  source: Source,
  records: readonly NamedRecord[],
  upToSeq: number,
): Promise<Map<string, Activity>> {
  const names = [...new Set(records.flatMap((record) => activityOf(record) ?? []))];
  const events = names.length === 0 ? new Map() : await source.eventsOf(names, upToSeq, { aside: true });
  return new Map(
    names.flatMap((name) => {
      const activity = joinActivity(events.get(name) ?? []);
      return activity ? [[name, activity]] : [];
    }),
  );
}

/** The records near to some of them, and the activities that these were for. */
export async function besideOf(
  source: Source,
  register: Register,
  records: readonly NamedRecord[],
  upToSeq: number,
): Promise<Map<string, Beside>> {
  if (records.length === 0) return new Map();
  const withinMs = besideMs(register.county.profile.limits.maxShiftMinutes);
  const pairs = await source.recordsBeside(
    records.map(({ thing }) => thing),
    withinMs,
  );
  const known = new Map(records.map((named) => [named.thing, named]));
  const unknown = [...new Set(pairs.map(({ record }) => record))].filter((name) => !known.has(name));
  for (const [thing, events] of await source.eventsOf(unknown, upToSeq, { aside: true })) {
    const record = joinServiceRecord(events);
    if (record) known.set(thing, { thing, record });
  }
  const near = new Map<string, NamedRecord[]>();
  for (const { thing, record } of pairs) {
    const named = known.get(record);
    if (named) near.set(thing, [...(near.get(thing) ?? []), named]);
  }
  const activities = await activitiesOf(source, records, upToSeq);
  return new Map(
    records.map((named) => [
      named.thing,
      {
        records: recordsNear(named, near.get(named.thing) ?? [], withinMs),
        ...given('activity', activities.get(activityOf(named) ?? '')),
      },
    ]),
  );
}
