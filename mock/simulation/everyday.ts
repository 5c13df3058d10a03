/** The rest of a county's life: duty at institutes, registrations, gifts for points, projects. */
import type { Site } from '../../shared/county/county.ts';
import { phrases, projects as projectTitles } from '../content/content.ts';
import { Random } from './random.ts';
import { at, dayMs, minuteMs, minuteOfDay, withinHours } from './rhythm.ts';
import { Roster } from './roster.ts';
import { serviceEvents } from './service.ts';
import type { Habitude, Occurrence, Story } from './story.ts';
import { areaOf, type World } from './world.ts';

const compact = (day: string): string => day.replaceAll('-', '');

/** Volunteers on duty at the center and the institutes, in the morning or the afternoon. */
export function duty(world: World): Habitude {
  const desks = world.sites.filter(
    ({ tier }) => tier === 'center' || tier === 'branch' || tier === 'institute',
  );
  return {
    name: 'duty',
    reach: { before: 0, after: 18 },
    stories(day, layer) {
      const roster = new Roster(world, `duty ${day} ${layer}`);
      const random = new Random(world.run, 'duty', day, layer);
      const keen = random.shuffled(desks.flatMap((site) => [0, 1].map((half) => ({ site, half }))));
      return keen.slice(0, random.count(world.rates.dutyShiftsPerDay)).map(({ site, half }, n) => {
        const key = `d${compact(day)}-${layer}-${n}`;
        const from = at(day, (half === 0 ? 8.3 : 13.9) * 60 + random.between(0, 25), world.timeZone);
        const [volunteer = { id: 'unknown' }] = roster.take(areaOf(site), 1);
        const to = from + random.whole(150, 200) * minuteMs;
        const service = { recordId: `${world.run}-${key}`, site: site.code, volunteer, from, to };
        return { key, begins: from, events: serviceEvents(world, service, random) };
      });
    },
  };
}

/** New volunteers; a few leave again. */
export function registrations(world: World): Habitude {
  return {
    name: 'registrations',
    reach: { before: 0, after: 26 },
    stories(day, layer) {
      const count = new Random(world.run, 'registrations', day, layer).count(world.rates.registrationsPerDay);
      return Array.from({ length: count }, (_, n): Story => {
        const random = new Random(world.run, 'registration', day, layer, n);
        const site = connected(world, random);
        const key = `v${compact(day)}-${layer}-${n}`;
        const volunteerId = `${world.county.profile.code}-N${world.run}-${key}`;
        const teams = world.teamsOf(areaOf(site));
        const registeredAt = at(
          day,
          minuteOfDay(random, 'registrations', layer > 0) + random.next(),
          world.timeZone,
        );
        const data = {
          volunteerId,
          ...(teams.length > 0 && { teamId: random.pick(teams).id }),
          name: `${random.pick(phrases.surnames)}某某`,
        };
        const events: Occurrence[] = [
          { type: 'volunteer.registered', site: site.code, at: registeredAt, data },
        ];
        if (random.chance(0.03)) {
          const leftAt = registeredAt + random.between(2, 24) * dayMs;
          events.push({ type: 'volunteer.left', site: site.code, at: leftAt, data: { volunteerId } });
        }
        return { key, begins: registeredAt, events };
      });
    },
  };
}

/** Gifts for points, handed out at institutes and stations. */
export function redemptions(world: World): Habitude {
  return {
    name: 'redemptions',
    reach: { before: 0, after: 1 },
    stories(day, layer) {
      const count = new Random(world.run, 'redemptions', day, layer).count(world.rates.redemptionsPerDay);
      return Array.from({ length: count }, (_, n): Story => {
        const random = new Random(world.run, 'redemption', day, layer, n);
        const site = connected(world, random);
        const redeemedAt = at(
          day,
          minuteOfDay(random, 'requests', layer > 0) + random.next(),
          world.timeZone,
        );
        const data = {
          volunteerId: random.pick(world.volunteersOf(areaOf(site))).id,
          points: random.whole(2, 12) * 10,
          item: random.pick(phrases.gifts),
        };
        const events: Occurrence[] = [{ type: 'points.redeemed', site: site.code, at: redeemedAt, data }];
        return { key: `g${compact(day)}-${layer}-${n}`, begins: redeemedAt, events };
      });
    },
  };
}

/** Projects, stage by stage in the county's own order; some rest where they are. */
export function projects(world: World): Habitude {
  const stages = world.county.profile.projectStages;
  const perDay = stages.length > 0 ? world.rates.projectsPerMonth / 30 : 0;
  return {
    name: 'projects',
    reach: { before: 0, after: 100 },
    stories(day, layer) {
      const count = new Random(world.run, 'projects', day, layer).count(perDay);
      return Array.from({ length: count }, (_, n): Story => {
        const random = new Random(world.run, 'project', day, layer, n);
        const site = random.chance(0.4) ? world.center : world.instituteOf(random.pick(world.sites));
        const town = world.county.towns.find(({ code }) => code === site.town);
        const key = `p${compact(day)}-${layer}-${n}`;
        const title = `${town ? `${town.short}·` : ''}${random.pick(projectTitles)}`;
        const events: Occurrence[] = [];
        let time = at(day, random.between(9, 17) * 60, world.timeZone);
        for (const { id: stage } of stages) {
          const data = { projectId: `${world.run}-${key}`, title, stage };
          events.push({ type: 'project.advanced', site: site.code, at: time, data });
          if (random.chance(0.12)) break;
          time = withinHours(time + random.between(3, 14) * dayMs, 9, 17, world.timeZone, random);
        }
        return { key, begins: events[0]?.at ?? time, events };
      });
    },
  };
}

/** A site that has a line to the platform at all. */
function connected(world: World, random: Random): Site {
  const site = random.pick(world.sites);
  return world.connectionOf(site) === 'silent' ? world.instituteOf(site) : site;
}
