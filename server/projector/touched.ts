/** Which things are to be looked at because of events, or of time. */
import type { Register } from '../../shared/county/register.ts';
import { besideMs } from '../../shared/domain/beside.ts';
import { kindOfThing, siteThing, townThing } from '../../shared/domain/thing.ts';
import type { EventMark, RefreshSource } from '../store/store.ts';

/** Keys of things that are made by events, and of those that also read cells: sites and towns. */
export interface Touched {
  things: string[];
  places: string[];
}

const isPlace = (thing: string): boolean => ['site', 'town'].includes(kindOfThing(thing));

/** What events, or time, have changed. What changes because of that is found when it has. */
export function touched(
  marks: readonly Pick<EventMark, 'thing' | 'site' | 'targetThing' | 'targetSite'>[],
  due: readonly string[],
): Touched {
  const things = new Set(due.filter((thing) => !isPlace(thing)));
  const places = new Set(due.filter(isPlace));
  for (const { thing, site, targetThing, targetSite } of marks) {
    things.add(thing);
    places.add(siteThing(site));
    if (targetThing === undefined || targetSite === undefined) continue;
    things.add(targetThing);
    places.add(siteThing(targetSite));
  }
  return { things: [...things], places: [...places] };
}

/** The site of an activity, which is a part of its name. */
const siteOfActivity = (thing: string): string => thing.split(':')[1] ?? '';

/** What is touched, with everything that may change because of it: records beside others, towns of activities. */
export async function withDependents(
  source: Pick<RefreshSource, 'recordsBeside'>,
  register: Register,
  { things, places }: Touched,
): Promise<Touched> {
  const activities = things.filter((thing) => kindOfThing(thing) === 'activity');
  const towns = activities.flatMap((thing) => register.townOfSite(siteOfActivity(thing)) ?? []);
  const seen = [...things.filter((thing) => kindOfThing(thing) === 'record'), ...activities];
  const { maxShiftMinutes } = register.county.profile.limits;
  const beside = seen.length === 0 ? [] : await source.recordsBeside(seen, besideMs(maxShiftMinutes));
  return {
    things: [...new Set([...things, ...beside.map(({ record }) => record)])],
    places: [...new Set([...places, ...towns.map(townThing)])],
  };
}

/** Every site and town of a register: one that has never been heard of has figures too. */
export const allPlaces = ({ county }: Register): string[] => [
  ...county.sites.map(({ code }) => siteThing(code)),
  ...county.towns.map(({ code }) => townThing(code)),
];
