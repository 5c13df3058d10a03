/** What a service record is looked at together with, and whose look changes where one changes. */
import type { Activity } from './activity.ts';
import { type Implausible, implausibleTogether } from './plausibility.ts';
import { isNear, type NamedRecord, type Served, type ServiceLimits, sameServed, servedOf } from './served.ts';
import type { ServiceRecord } from './service-record.ts';

/** Others of its volunteer near to a record, and its activity. */
export interface Beside {
  served: readonly Served[];
  activity?: Activity;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Records that begin farther from each other than this share neither a day nor a stretch of plausible length (ms). */
export const besideMs = (maxShiftMinutes: number): number =>
  Math.max(25 * hourMs, maxShiftMinutes * minuteMs);

/** The activity of its own site that a record says it was for. */
export const activityOfRecord = ({ recorded, checkIn }: ServiceRecord): string | undefined =>
  checkIn?.activity ?? recorded?.activity;

/** A record that is another one, or that came or went. */
export interface RecordChange {
  before: NamedRecord | undefined;
  after: NamedRecord | undefined;
}

/** The records of one volunteer before some changes and after them. */
interface Both {
  before: Served[];
  after: Served[];
}

const sameFindings = (one: readonly Implausible[], other: readonly Implausible[]): boolean =>
  one.length === other.length &&
  one.every(({ rule, at }, index) => rule === other[index]?.rule && at === other[index]?.at);

/**
 * Those of some other records that show something else because of changes. The others are all that are near to a
 * changed record; what lies farther away is as it was.
 */
export function foundAnew(
  changes: readonly RecordChange[],
  others: readonly Served[],
  limits: ServiceLimits,
): string[] {
  const volunteers = new Map<string, Both>();
  const add = (when: keyof Both, served: Served | undefined): void => {
    if (!served) return;
    const both = volunteers.get(served.volunteer) ?? { before: [], after: [] };
    volunteers.set(served.volunteer, both);
    both[when].push(served);
  };
  for (const change of changes) {
    const before = change.before && servedOf(change.before, limits);
    const after = change.after && servedOf(change.after, limits);
    if (sameServed(before, after)) continue;
    add('before', before);
    add('after', after);
  }
  const concerned = others.filter(({ volunteer }) => volunteers.has(volunteer));
  for (const other of concerned) {
    add('before', other);
    add('after', other);
  }
  const withinMs = besideMs(limits.maxShiftMinutes);
  const found = (other: Served, all: readonly Served[]): Implausible[] =>
    implausibleTogether(
      other,
      all.filter((one) => isNear(other, one, withinMs)),
      limits,
    );
  return concerned.flatMap((other) => {
    const { before = [], after = [] } = volunteers.get(other.volunteer) ?? {};
    return sameFindings(found(other, before), found(other, after)) ? [] : [other.thing];
  });
}
