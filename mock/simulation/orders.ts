/** Orders and wishes: from a resident's request to the rating, with all the ways in which that goes wrong. */
import type { Site } from '../../shared/county/county.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { phrases } from '../content/content.ts';
import { answering, completing, type Order } from './order-stages.ts';
import { Random } from './random.ts';
import { at, dayMs, hourMs, minuteMs, minuteOfDay, requestFactor, withinHours } from './rhythm.ts';
import { eventIdOf, type Habitude, type Occurrence, type Story } from './story.ts';
import type { World } from './world.ts';

/** What becomes of an order, with how often. */
const fates = [
  { fate: 'answered', share: 0.93 },
  { fate: 'answered late', share: 0.02 },
  { fate: 'withdrawn', share: 0.03 },
  { fate: 'forgotten', share: 0.007 },
  { fate: 'entered by mistake', share: 0.005 },
] as const;

export function orders(world: World): Habitude {
  return {
    name: 'orders',
    reach: { before: 1, after: 32 },
    stories(day, layer) {
      const random = new Random(world.run, 'orders', day, layer);
      const count = random.count(world.rates.ordersPerDay * requestFactor(day));
      return Array.from({ length: count }, (_, n) => story(world, day, n, layer));
    },
  };
}

function story(world: World, day: string, n: number, layer: number): Story {
  const random = new Random(world.run, 'order', day, layer, n);
  const key = `o${day.replaceAll('-', '')}-${layer}-${n}`;
  const { order, placed } = placing(world, day, `${world.run}-${key}`, layer, random);
  const { fate } = random.weighted(fates, ({ share }) => share);
  const events: Occurrence[] = [placed, ...consequences(world, order, fate, key, random)];
  return { key, begins: order.placedAt, events };
}

function consequences(
  world: World,
  order: Order,
  fate: (typeof fates)[number]['fate'],
  key: string,
  random: Random,
): Occurrence[] {
  const { orderId, site, placedAt } = order;
  const cancelled = (after: number): Occurrence => ({
    type: 'order.cancelled',
    site: site.code,
    at: withinHours(placedAt + after, 8, 21, world.timeZone, random),
    data: { orderId, reason: random.pick(phrases.orderCancelled) },
  });
  switch (fate) {
    case 'withdrawn':
      return [cancelled(random.between(0.3, 14) * hourMs)];
    case 'forgotten':
      return [cancelled(random.between(3, 8) * dayMs)];
    case 'entered by mistake': {
      const data = { eventId: eventIdOf(world.run, key, 0), reason: '误操作，作废' };
      return [
        { type: 'event.retracted', site: site.code, at: placedAt + random.whole(2, 40) * minuteMs, data },
      ];
    }
    case 'answered':
    case 'answered late': {
      const delay = fate === 'answered' ? 0 : random.between(26, 52) * hourMs;
      const answer = answering(world, order, placedAt + delay, random);
      if (random.chance(0.012)) {
        const at = answer.acceptedAt + random.between(2, 40) * hourMs;
        return [...answer.events, cancelled(at - placedAt)];
      }
      return [...answer.events, ...completing(world, order, answer, random)];
    }
  }
}

/** Where requests come in: at the village's own station, over the counter of the institute, or at the center's line. */
function placeOf(world: World, random: Random): { site: Site; home: Site } {
  const home = random.pick(world.sites);
  const share = random.next();
  if (share < 0.2 || world.connectionOf(home) === 'silent') return { site: world.center, home };
  return { site: share < 0.4 ? world.instituteOf(home) : home, home };
}

function placing(
  world: World,
  day: string,
  orderId: string,
  layer: number,
  random: Random,
): { order: Order; placed: Occurrence } {
  const { site, home } = placeOf(world, random);
  const town = home.town ? world.county.towns.find(({ code }) => code === home.town) : undefined;
  const wish = random.chance(world.rates.wishShare);
  const choice = random.pick(wish ? world.titles.wishes : world.titles.orders);
  const urgent = !wish && random.chance(0.06);
  const placedAt = at(day, minuteOfDay(random, 'requests', layer > 0) + random.next(), world.timeZone);
  const dueAt = random.chance(0.15)
    ? withinHours(placedAt + random.between(3, 10) * dayMs, 17, 18, world.timeZone, random)
    : undefined;
  const order: Order = {
    orderId,
    site,
    area: home.town ?? home.code,
    placedAt,
    dueAt: dueAt ?? placedAt + world.county.profile.sla.completionDays * dayMs,
    urgent,
    wish,
  };
  const data = {
    orderId,
    kind: wish ? ('wish' as const) : ('service' as const),
    category: choice.category,
    title: choice.title,
    ...(town && { townCode: town.code }),
    ...(urgent && { urgent }),
    ...(dueAt !== undefined && { dueAt: formatInstant(dueAt) }),
    ...(town && random.chance(0.3) && pointNear(town, random)),
    requester: requesterOf(town?.name, random),
  };
  return { order, placed: { type: 'order.placed', site: site.code, at: placedAt, data } };
}

const pointNear = (town: { lon: number; lat: number }, random: Random): { lon: number; lat: number } => ({
  lon: Math.round((town.lon + random.between(-0.03, 0.03)) * 10_000) / 10_000,
  lat: Math.round((town.lat + random.between(-0.03, 0.03)) * 10_000) / 10_000,
});

/** Obviously nobody: 某某 for a name, a telephone number that begins with 000, a village that is 某村. */
function requesterOf(
  town: string | undefined,
  random: Random,
): { name: string; phone: string; address?: string } {
  return {
    name: `${random.pick(phrases.surnames)}某某`,
    phone: `000${String(random.whole(0, 99_999_999)).padStart(8, '0')}`,
    ...(town && { address: `${town}某村${random.whole(1, 9)}组` }),
  };
}
