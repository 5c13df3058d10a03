/** Activities: announced days ahead, held with volunteers and guests, reported with figures. */
import type { Site } from '../../shared/county/county.ts';
import { addDays, formatInstant } from '../../shared/domain/time.ts';
import { phrases } from '../content/content.ts';
import { Random } from './random.ts';
import { activityPace, at, dayMs, hourMs, minuteMs, minuteOfDay, withinHours } from './rhythm.ts';
import { Roster } from './roster.ts';
import { serviceEvents } from './service.ts';
import { eventIdOf, type Habitude, type Occurrence, type Story } from './story.ts';
import { type ActivityChoice, chooseActivity } from './titles.ts';
import { areaOf, type World } from './world.ts';

const cancelled = 0.03;
const startNotReported = 0.015;
const endNotReported = 0.02;
const endCorrected = 0.01;
/** Part of an average day by which a day may begin its activities ahead of its share. */
const unevenness = 0.7;

export function activities(world: World): Habitude {
  const { activitiesPerMonth, busyDays } = world.rates;
  const perDay = activitiesPerMonth / (365 / 12);
  const paceAt = activityPace(busyDays);
  /** How far the round has come when a day begins: nobody is left out, and no two days are alike. */
  const placeAt = (day: string, layer: number): number => {
    const random = new Random(world.run, 'activities', day, layer);
    return Math.floor((paceAt(day) + random.next() * unevenness) * perDay);
  };
  return {
    name: 'activities',
    reach: { before: 10, after: 18 },
    stories(day, layer) {
      const roster = new Roster(world, `${day} ${layer}`);
      const first = placeAt(day, layer);
      return Array.from({ length: Math.max(0, placeAt(addDays(day, 1), layer) - first) }, (_, n) =>
        story(world, hostAt(world, first + layer * 97 + n), day, n, layer, roster),
      );
    },
  };
}

function hostAt(world: World, place: number): Site {
  const length = world.round(0).length;
  return world.round(Math.floor(place / length))[place % length] ?? world.center;
}

interface Plan {
  activityId: string;
  site: Site;
  choice: ActivityChoice;
  teamId?: string;
  start: number;
  end: number;
  publishedAt: number;
}

function story(world: World, site: Site, day: string, n: number, layer: number, roster: Roster): Story {
  const random = new Random(world.run, 'activity', day, layer, n);
  const key = `a${day.replaceAll('-', '')}-${layer}-${n}`;
  const plan = planOf(world, site, day, `${world.run}-${key}`, layer, random);
  const published = publishing(world, plan, random);
  if (random.chance(cancelled)) {
    const notice = Math.max(plan.publishedAt + hourMs, plan.start - random.between(2, 30) * hourMs);
    const data = { activityId: plan.activityId, reason: random.pick(phrases.activityCancelled) };
    const events: Occurrence[] = [
      published,
      { type: 'activity.cancelled', site: site.code, at: notice, data },
    ];
    return { key, begins: plan.publishedAt, events };
  }
  const events = [published, ...holding(world, plan, roster, random)];
  return {
    key,
    begins: plan.start - 40 * minuteMs,
    events: [...events, ...correction(world, key, events, random)],
  };
}

function planOf(
  world: World,
  site: Site,
  day: string,
  activityId: string,
  layer: number,
  random: Random,
): Plan {
  const area = areaOf(site);
  const platform = random.weighted(world.platformWeights(area), ({ weight }) => weight).platform;
  const teams = world.teamsOf(area);
  const rounded = Math.floor(minuteOfDay(random, 'activityStarts', layer > 0) / 10) * 10;
  const start = at(day, rounded, world.timeZone);
  const sameDay = random.chance(0.08);
  const publishedAt = sameDay
    ? start - random.between(2, 4) * hourMs
    : start - random.whole(1, 9) * dayMs - random.between(-40, 100) * minuteMs;
  return {
    activityId,
    site,
    choice: chooseActivity(world.titles, platform, day, random),
    ...(teams.length > 0 && random.chance(0.8) && { teamId: random.pick(teams).id }),
    start,
    end: start + random.whole(6, 15) * 10 * minuteMs,
    publishedAt,
  };
}

function publishing(world: World, plan: Plan, random: Random): Occurrence {
  const { activityId, site, choice, teamId, start, end, publishedAt } = plan;
  return {
    type: 'activity.published',
    site: site.code,
    at: publishedAt,
    data: {
      activityId,
      title: choice.title,
      category: choice.category,
      platform: choice.platform,
      ...(teamId && { teamId }),
      plannedStart: formatInstant(start),
      plannedEnd: formatInstant(end),
      capacity: Math.max(
        10,
        Math.round(world.rates.beneficiariesPerActivity / 10) * 10 + random.whole(0, 3) * 10,
      ),
      venue: site.name,
    },
  };
}

/** The activity itself: its volunteers, its start and its end. */
function holding(world: World, plan: Plan, roster: Roster, random: Random): Occurrence[] {
  const { activityId, site, choice, teamId } = plan;
  const { rates } = world;
  const began = plan.start + Math.round(random.between(-4, 9) * minuteMs);
  const ended = Math.max(began + 30 * minuteMs, plan.end + Math.round(random.between(-12, 20) * minuteMs));
  const volunteers = roster.take(
    areaOf(site),
    Math.max(1, Math.round(random.skewed(rates.volunteersPerActivity, 0.4))),
  );
  const events: Occurrence[] = [];
  if (!random.chance(startNotReported)) {
    const { title, category, platform } = choice;
    const data = { activityId, title, category, platform, ...(teamId && { teamId }) };
    events.push({ type: 'activity.started', site: site.code, at: began, data });
  }
  if (!random.chance(endNotReported)) events.push(ending(world, plan, ended, volunteers.length, random));
  volunteers.forEach((volunteer, index) => {
    const length = Math.min(360, Math.max(25, random.skewed(rates.minutesPerRecord, 0.25)));
    const from = began - Math.round(random.between(5, 35) * minuteMs);
    const service = {
      recordId: `${activityId}-r${index}`,
      site: site.code,
      volunteer,
      from,
      to: from + Math.round(length * minuteMs),
      activityId,
    };
    events.push(...serviceEvents(world, service, random));
  });
  return events;
}

function ending(world: World, plan: Plan, ended: number, volunteers: number, random: Random): Occurrence {
  const served = Math.max(
    1,
    Math.min(1500, Math.round(random.skewed(world.rates.beneficiariesPerActivity, 0.55))),
  );
  const participants = volunteers + Math.round(served * random.between(0.45, 0.85));
  const data = {
    activityId: plan.activityId,
    participants,
    beneficiaries: served,
    photos: random.whole(0, 6),
  };
  return { type: 'activity.ended', site: plan.site.code, at: ended, data };
}

/** A few reports are wrong: the site retracts them and sends them anew, as the contract asks. */
function correction(world: World, key: string, events: readonly Occurrence[], random: Random): Occurrence[] {
  const index = events.findIndex(({ type }) => type === 'activity.ended');
  const report = events[index];
  if (report?.type !== 'activity.ended' || !random.chance(endCorrected)) return [];
  const { site, data } = report;
  const at = withinHours(report.at + random.between(1, 20) * hourMs, 8, 20, world.timeZone, random);
  const beneficiaries = Math.ceil((data.beneficiaries ?? 1) * random.between(0.5, 0.9));
  return [
    {
      type: 'event.retracted',
      site,
      at,
      data: { eventId: eventIdOf(world.run, key, index), reason: random.pick(phrases.retracted) },
    },
    { type: 'activity.ended', site, at: at + minuteMs, data: { ...data, beneficiaries } },
  ];
}
