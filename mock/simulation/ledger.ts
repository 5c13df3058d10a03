/** The ledger: the service of long-serving volunteers before the simulated history begins, entered from paper. */
import { addDays, dayOf } from '../../shared/domain/time.ts';
import { Random } from './random.ts';
import { at } from './rhythm.ts';
import { beginningOf, daysOnRoll } from './roll.ts';
import type { Occurrence, Story } from './story.ts';
import { areaOf, type Volunteer, type World } from './world.ts';

/** Few of those who turn up have done so for years: nearly all stars are theirs. */
const longServing = 0.04;
/** A long tail: most have a star or none, a handful have three and more. */
const meanHours = 195;
const hoursSpread = 1.05;
/** Minutes of one entry: a long day. */
const shortest = 360;
const longest = 720;

/** Entries for each long-serving volunteer before `since`, one a day, since the volunteer was on the roll. */
export function ledger(world: World, since: number): Story[] {
  const areas = [...new Set(world.sites.map(areaOf))];
  const begun = dayOf(since, world.timeZone);
  const beginning = beginningOf(since);
  return areas.flatMap((area, areaIndex) =>
    world.volunteersOf(area).flatMap((volunteer, index): Story[] => {
      const random = new Random(world.run, 'ledger', volunteer.id);
      if (!random.chance(longServing * (world.rates.ledgerShare ?? 1))) return [];
      const key = `l${beginning}-${areaIndex}-${index}`;
      const events = entries(world, volunteer, begun, key, random);
      return events.length === 0 ? [] : [{ key, begins: 0, events }];
    }),
  );
}

function entries(
  world: World,
  { id, site, teamId }: Volunteer,
  begun: string,
  key: string,
  random: Random,
): Occurrence[] {
  const days = random.shuffled(Array.from({ length: daysOnRoll(world, id) - 1 }, (_, n) => n + 1));
  const events: Occurrence[] = [];
  let rest = random.skewed(meanHours, hoursSpread) * 60;
  for (const [n, ago] of days.entries()) {
    if (rest <= 0) break;
    const minutes = random.whole(shortest, longest);
    rest -= minutes;
    const data = {
      recordId: `${world.run}-${key}-${n}`,
      volunteerId: id,
      minutes,
      ...(teamId && { teamId }),
    };
    const time = at(addDays(begun, -ago), random.between(9, 17) * 60, world.timeZone);
    events.push({ type: 'service.recorded', site: site.code, at: time, data });
  }
  return events;
}
