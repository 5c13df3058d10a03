/** The time that one record says somebody has served: all that other records of its volunteer are held against. */
import { countedService, type ServiceRecord } from './service-record.ts';
import { dayNumber } from './time.ts';

const minuteMs = 60_000;

/** One record of a volunteer, with the key of its thing. */
export interface NamedRecord {
  thing: string;
  record: ServiceRecord;
}

export interface Served {
  thing: string;
  volunteer: string;
  /** The instants (ms) at which it names its volunteer. */
  namedAt: readonly number[];
  /** Minutes that it counts, by the day of an instant (ms). */
  counted?: { minutes: number; at: number; day: number };
  stretch?: Stretch;
}

/** From when to when somebody served (ms). */
export interface Stretch {
  from: number;
  to: number;
}

export interface ServiceLimits {
  maxShiftMinutes: number;
  timeZone: string;
}

/** From when to when somebody served, where both are known; a revoked record is nobody's service. */
export function stretchOf(record: ServiceRecord): Stretch | undefined {
  const { checkIn, checkedOutAt, recorded, revokedAt } = record;
  if (revokedAt !== undefined || !checkIn) return undefined;
  const to = recorded ? checkIn.at + recorded.minutes * minuteMs : checkedOutAt;
  return to === undefined || to <= checkIn.at ? undefined : { from: checkIn.at, to };
}

/** Undefined where a record says of no time that somebody has served: no other one is held against it. */
export function servedOf(
  { thing, record }: NamedRecord,
  { maxShiftMinutes, timeZone }: ServiceLimits,
): Served | undefined {
  const { recorded, checkIn } = record;
  const volunteer = (recorded ?? checkIn)?.volunteer;
  const counted = countedService(record, maxShiftMinutes);
  const stretch = stretchOf(record);
  if (volunteer === undefined || (!counted && !stretch)) return undefined;
  const namedAt = [recorded, checkIn].flatMap((named) => (named?.volunteer === volunteer ? [named.at] : []));
  const served: Served = { thing, volunteer, namedAt };
  if (counted) {
    const { minutes, at } = counted;
    served.counted = { minutes, at, day: dayNumber(at, timeZone) };
  }
  if (stretch) served.stretch = stretch;
  return served;
}

/** Whether another record of the same volunteer begins no farther away than that. */
export const isNear = (one: Served, other: Served, withinMs: number): boolean =>
  one.volunteer === other.volunteer &&
  one.thing !== other.thing &&
  one.namedAt.some((at) => other.namedAt.some((others) => Math.abs(at - others) <= withinMs));

/** Whether two states of one record are the same to the others. */
export function sameServed(one: Served | undefined, other: Served | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.volunteer === other.volunteer &&
    one.counted?.minutes === other.counted?.minutes &&
    one.counted?.at === other.counted?.at &&
    one.stretch?.from === other.stretch?.from &&
    one.stretch?.to === other.stretch?.to &&
    one.namedAt.length === other.namedAt.length &&
    one.namedAt.every((at, index) => at === other.namedAt[index])
  );
}
