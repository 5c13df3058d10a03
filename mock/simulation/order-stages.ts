/** What the center and the teams make of an order once somebody has placed it. */
import type { Site, Team } from '../../shared/county/county.ts';
import { comments, phrases } from '../content/content.ts';
import { Random } from './random.ts';
import { dayMs, hourMs, minuteMs, withinHours } from './rhythm.ts';
import { serviceEvents } from './service.ts';
import type { Occurrence } from './story.ts';
import type { World } from './world.ts';

export interface Order {
  orderId: string;
  /** Where it was placed; only this site may rate, show or cancel it [J7]. */
  site: Site;
  /** Town of the resident, or the site without a town. */
  area: string;
  placedAt: number;
  dueAt: number;
  urgent: boolean;
  wish: boolean;
}

export interface Answer {
  events: Occurrence[];
  acceptedAt: number;
  team?: Team;
}

const declinedAtOnce = 0.09;
const givenBack = 0.03;
const takenUnasked = 0.1;

/** The office answers by day; for urgent orders somebody is always there. */
function officeMoment(world: World, order: Order, ms: number, random: Random): number {
  return order.urgent ? ms : withinHours(ms, 8, 19, world.timeZone, random);
}

/** Offers, refusals and the acceptance that holds. Without any team in the county the order waits for ever. */
export function answering(world: World, order: Order, from: number, random: Random): Answer {
  const team = teamFor(world, order, random);
  if (!team) return { events: [], acceptedAt: from };
  const wait = (meanMinutes: number, since: number): number => {
    const mean = order.urgent ? meanMinutes / 5 : meanMinutes;
    return officeMoment(world, order, since + random.waiting(mean) * minuteMs + minuteMs, random);
  };
  const events: Occurrence[] = [];
  let clock = from;
  const offer = (to: Team): void => {
    clock = wait(35, clock);
    events.push({ type: 'order.offered', site: world.center.code, at: clock, data: byTeam(order, to) });
  };
  const accept = (by: Team): void => {
    clock = wait(75, clock);
    events.push({
      type: 'order.accepted',
      site: world.siteOfTeam(by).code,
      at: clock,
      data: byTeam(order, by),
    });
  };
  const decline = (by: Team): void => {
    clock = wait(60, clock);
    const data = { ...byTeam(order, by), reason: random.pick(phrases.orderDeclined) };
    events.push({ type: 'order.declined', site: world.siteOfTeam(by).code, at: clock, data });
  };
  if (!random.chance(takenUnasked)) offer(team);
  let holder = team;
  if (random.chance(declinedAtOnce) || random.chance(givenBack)) {
    if (random.chance(0.3)) accept(team);
    decline(team);
    holder = teamFor(world, order, random) ?? team;
    offer(holder);
  }
  accept(holder);
  return { events, acceptedAt: clock, team: holder };
}

const byTeam = (order: Order, team: Team): { orderId: string; teamId: string } => ({
  orderId: order.orderId,
  teamId: team.id,
});

/** A team of the resident's own town, or one that serves the whole county. */
function teamFor(world: World, order: Order, random: Random): Team | undefined {
  const own = world.teamsOf(random.chance(0.75) ? order.area : world.center.code);
  const teams = own.length > 0 ? own : world.county.teams;
  return teams.length > 0 ? random.pick(teams) : undefined;
}

/** Carrying out, and what the resident says of it. */
export function completing(world: World, order: Order, answer: Answer, random: Random): Occurrence[] {
  const { orderId } = order;
  const doneAt = completionOf(world, order, answer.acceptedAt, random);
  const team = answer.team;
  if (!team) return [];
  if (doneAt === undefined) {
    const at = withinHours(order.dueAt + random.between(2, 8) * dayMs, 9, 17, world.timeZone, random);
    return [
      {
        type: 'order.cancelled',
        site: order.site.code,
        at,
        data: { orderId, reason: '未能办成，与点单人商定撤单' },
      },
    ];
  }
  const from = world.siteOfTeam(team).code;
  const beneficiaries = order.wish ? random.whole(1, 3) : Math.max(1, Math.round(random.skewed(12, 0.7)));
  return [
    ...service(world, order, team, doneAt, random),
    { type: 'order.completed', site: from, at: doneAt, data: { orderId, beneficiaries } },
    ...judging(world, order, doneAt, random),
  ];
}

/** When an order is done: mostly in time, sometimes late, rarely never. */
function completionOf(world: World, order: Order, acceptedAt: number, random: Random): number | undefined {
  const fate = random.next();
  if (fate < 0.006) return undefined;
  const room = Math.max(order.dueAt - acceptedAt, 6 * hourMs);
  const taken =
    fate < 0.04
      ? room + random.between(0.2, 4) * dayMs
      : Math.min(random.waiting(order.urgent ? 5 : 40) * hourMs + 2 * hourMs, room * 0.85);
  return withinHours(acceptedAt + taken, 9, 20, world.timeZone, random);
}

/** One or two volunteers whose time is recorded for the order. */
function service(world: World, order: Order, team: Team, doneAt: number, random: Random): Occurrence[] {
  if (order.wish || !random.chance(0.6)) return [];
  const people = world.volunteersOf(order.area);
  return Array.from({ length: random.whole(1, 2) }, (_, index) => {
    const from = Math.max(order.placedAt + 10 * minuteMs, doneAt - random.whole(35, 120) * minuteMs);
    const volunteer = { ...random.pick(people), teamId: team.id };
    const recordId = `${order.orderId}-r${index}`;
    const site = world.siteOfTeam(team).code;
    return serviceEvents(
      world,
      { recordId, site, volunteer, from, to: doneAt, orderId: order.orderId },
      random,
    );
  }).flat();
}

function judging(world: World, order: Order, doneAt: number, random: Random): Occurrence[] {
  if (!random.chance(0.72)) return [];
  const { orderId, site } = order;
  const score = scoreOf(random);
  const { text } = random.pick(comments.filter((comment) => comment.score === score));
  const ratedAt = withinHours(doneAt + random.between(0.5, 44) * hourMs, 7, 22, world.timeZone, random);
  const comment = random.chance(0.5) ? { comment: text } : {};
  const events: Occurrence[] = [
    { type: 'order.rated', site: site.code, at: ratedAt, data: { orderId, score, ...comment } },
  ];
  if (score <= 2) events.push(...ratedAnew(world, order, ratedAt));
  const shows = world.county.profile.orderSteps.some(({ id }) => id === 'showcased');
  if (shows && score >= 4 && random.chance(0.4)) {
    const at = ratedAt + random.between(5, 600) * minuteMs;
    const data = {
      orderId,
      consent: true as const,
      text: random.pick(phrases.showcase),
      photos: random.whole(1, 3),
    };
    events.push({ type: 'order.showcased', site: site.code, at, data });
  }
  return events;
}

/** How often a team comes again after a low score, and the resident rates anew. */
const madeGood = 0.92;

function ratedAnew(world: World, { orderId, site }: Order, ratedAt: number): Occurrence[] {
  const random = new Random(world.run, 'rated anew', orderId);
  if (!random.chance(madeGood)) return [];
  const at = withinHours(ratedAt + random.between(6, 60) * hourMs, 8, 21, world.timeZone, random);
  const score = random.chance(0.6) ? 4 : 3;
  return [{ type: 'order.rated', site: site.code, at, data: { orderId, score } }];
}

const scoreOf = (random: Random): number =>
  random.weighted(
    [
      { score: 5, share: 66 },
      { score: 4, share: 24 },
      { score: 3, share: 6 },
      { score: 2, share: 3 },
      { score: 1, share: 1 },
    ],
    ({ share }) => share,
  ).score;
