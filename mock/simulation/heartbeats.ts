/** Heartbeats: that a site is there at all. Machines send them every ten minutes, poorer lines once a day. */
import type { Site } from '../../shared/county/county.ts';
import { dayOf, startOfDay } from '../../shared/domain/time.ts';
import { hashOf, Random } from './random.ts';
import { at, dayMs, minuteMs } from './rhythm.ts';
import type { Habitude, Occurrence, Story } from './story.ts';
import type { World } from './world.ts';

const beatMs = 10 * minuteMs;
/** A silent site is heard of for a few weeks and then for months not at all. */
const silentCycleDays = 200;
const silentHeardDays = 30;

/** Days between the heartbeats of a connected site in a history, where its ten minutes are left out. */
const sparseDays = 6;

function isHeard(world: World, site: Site, day: string): boolean {
  const connection = world.connectionOf(site);
  if (connection === 'daily') return true;
  const days = Date.parse(`${day}T00:00:00Z`) / dayMs + hashOf(`${world.run}|cycle|${site.code}`);
  return connection === 'silent' ? days % silentCycleDays < silentHeardDays : days % sparseDays === 0;
}

/** Heartbeats of a history: enough of them to know when a site was last heard of. */
export function dailyHeartbeats(world: World): Habitude {
  return {
    name: 'heartbeats',
    reach: { before: 0, after: 0 },
    stories(day, layer) {
      if (layer > 0) return [];
      return world.sites.flatMap((site, index): Story[] => {
        if (!isHeard(world, site, day)) return [];
        const random = new Random(world.run, 'heartbeat', day, site.code);
        const beatAt = at(day, random.between(7.5, 9.5) * 60, world.timeZone);
        const key = `h${day.replaceAll('-', '')}-${index}`;
        return [{ key, begins: beatAt, prompt: true, events: [heartbeat(world, site, beatAt, random)] }];
      });
    },
  };
}

/** The heartbeats of connected sites after `from` up to `to`, every ten minutes at each site's own moment. */
export function pulses(world: World, from: number, to: number): Story[] {
  const stories: Story[] = [];
  world.sites.forEach((site, index) => {
    const connection = world.connectionOf(site);
    if (connection !== 'steady' && connection !== 'daytime') return;
    const phase = hashOf(`${world.run}|phase|${site.code}`) % beatMs;
    for (let beat = Math.floor((from - phase) / beatMs) + 1; beat * beatMs + phase <= to; beat += 1) {
      const beatAt = beat * beatMs + phase;
      if (!isConnected(world, site, connection, beatAt)) continue;
      const random = new Random(world.run, 'pulse', site.code, beat);
      const events = [heartbeat(world, site, beatAt, random)];
      stories.push({ key: `b${index}-${beat}`, begins: beatAt, prompt: true, events });
    }
  });
  return stories;
}

/** By day only for some; and now and then a line is down for some hours. */
function isConnected(world: World, site: Site, connection: 'steady' | 'daytime', ms: number): boolean {
  const day = dayOf(ms, world.timeZone);
  const minute = (ms - startOfDay(day, world.timeZone)) / minuteMs;
  if (connection === 'daytime' && (minute < 7 * 60 || minute > 21 * 60)) return false;
  const random = new Random(world.run, 'line', site.code, day);
  if (!random.chance(0.015)) return true;
  const down = random.between(7, 19) * 60;
  return minute < down || minute > down + random.between(2, 5) * 60;
}

function heartbeat(world: World, site: Site, beatAt: number, random: Random): Occurrence {
  const minute = (beatAt - startOfDay(dayOf(beatAt, world.timeZone), world.timeZone)) / minuteMs;
  const open = minute > 7.5 * 60 && minute < 20.5 * 60;
  const people = open ? Math.round(random.skewed(site.tier === 'institute' ? 9 : 4, 0.8)) : 0;
  return { type: 'site.heartbeat', site: site.code, at: beatAt, data: { people } };
}
