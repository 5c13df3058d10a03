import type { Register } from '../county/register.ts';
import type { Beside } from '../domain/beside.ts';
import { dayOf, hourOf } from '../domain/time.ts';
import type { Contribution } from './contribution.ts';
import type { Moment } from './moment.ts';

export interface ContributionContext {
  register: Register;
  moment: Moment;
  /** What a service record is looked at together with. */
  beside?: Beside;
}

/** The day of an instant and its hour, as a span of a contribution [T1]. */
export const daySpan = (at: number, { register }: ContributionContext): { day: string; hour: string } => ({
  day: dayOf(at, register.timeZone),
  hour: hourOf(at, register.timeZone),
});

/** Site and town of a thing that belongs to its site [P1]. */
export function placeOfSite(
  site: string,
  { register }: ContributionContext,
): Pick<Contribution, 'site' | 'town'> {
  const town = register.townOfSite(site);
  return town === undefined ? { site } : { site, town };
}

/** A member of an object literal that is there only where it has a value. */
export const given = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
