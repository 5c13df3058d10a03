/** The roll of volunteers: who had registered before the simulated history begins. */
import { addDays, dayOf } from '../../shared/domain/time.ts';
import { phrases } from '../content/content.ts';
import { Random } from './random.ts';
import { at, minuteMs, minuteOfDay } from './rhythm.ts';
import type { Occurrence, Story } from './story.ts';
import { areaOf, type World } from './world.ts';

/** On every roll most never turn up: so many beside each one who does. */
const restingPerActive = 2;
/** With the longest history of the demonstration still within the 400 days that a station may look back. */
const longestAgoDays = 240;

/** Another beginning makes other events of the same volunteers, and never another content of the same event. */
export const beginningOf = (since: number): string => Math.floor(since / minuteMs).toString(36);

const isPublished = ({ county }: World): boolean => (county.profile.baseline.registeredVolunteers ?? 0) > 0;

const agoOf = (random: Random): number => random.whole(1, longestAgoDays);

/** For how many days before the history begins a volunteer has been on the roll, or in the published number. */
export const daysOnRoll = (world: World, volunteerId: string): number =>
  isPublished(world) ? longestAgoDays : agoOf(new Random(world.run, 'roll', volunteerId));

/**
 * The registrations before `since` of everybody who serves after it, each at the volunteer's own site; none in a
 * county whose published number stands in its profile, because that number holds them.
 */
export function roll(world: World, since: number): Story[] {
  if (isPublished(world)) return [];
  const areas = [...new Set(world.sites.map(areaOf))];
  const begun = dayOf(since, world.timeZone);
  const beginning = beginningOf(since);
  return areas.flatMap((area, areaIndex) =>
    world.volunteersOf(area).flatMap(({ id, site, teamId }, index) =>
      Array.from({ length: 1 + restingPerActive }, (_, n): Story => {
        const volunteerId = n === 0 ? id : `${id}-${n}`;
        const random = new Random(world.run, 'roll', volunteerId);
        const day = addDays(begun, -agoOf(random));
        const registeredAt = at(
          day,
          minuteOfDay(random, 'registrations', false) + random.next(),
          world.timeZone,
        );
        const name = `${random.pick(phrases.surnames)}某某`;
        const data = { volunteerId, ...(teamId && { teamId }), name };
        const events: Occurrence[] = [
          { type: 'volunteer.registered', site: site.code, at: registeredAt, data },
        ];
        return { key: `r${beginning}-${areaIndex}-${index}-${n}`, begins: registeredAt, events };
      }),
    ),
  );
}
