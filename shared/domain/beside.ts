import type { Activity } from './activity.ts';
import type { NamedRecord } from './plausibility.ts';
import type { ServiceRecord } from './service-record.ts';

/** What a service record is looked at together with: others of its volunteer near to it, and its activity. */
export interface Beside {
  records: readonly NamedRecord[];
  activity?: Activity;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Records that begin farther from each other than this share neither a day nor a stretch of plausible length (ms). */
export const besideMs = (maxShiftMinutes: number): number =>
  Math.max(25 * hourMs, maxShiftMinutes * minuteMs);

const volunteerOf = ({ recorded, checkIn }: ServiceRecord): string | undefined =>
  (recorded ?? checkIn)?.volunteer;

/** The instants (ms) at which a record names its volunteer. */
const instantsOf = ({ recorded, checkIn }: ServiceRecord, volunteer: string): number[] =>
  [recorded, checkIn].flatMap((named) => (named?.volunteer === volunteer ? [named.at] : []));

/** The others among some records that are of the same volunteer and near to one. */
export function recordsNear(
  { thing, record }: NamedRecord,
  others: readonly NamedRecord[],
  withinMs: number,
): NamedRecord[] {
  const volunteer = volunteerOf(record);
  if (volunteer === undefined) return [];
  const own = instantsOf(record, volunteer);
  return others.filter(
    (other) =>
      other.thing !== thing &&
      volunteerOf(other.record) === volunteer &&
      instantsOf(other.record, volunteer).some((at) => own.some((mine) => Math.abs(mine - at) <= withinMs)),
  );
}

/** The activity of its own site that a record says it was for. */
export const activityOfRecord = ({ recorded, checkIn }: ServiceRecord): string | undefined =>
  checkIn?.activity ?? recorded?.activity;
