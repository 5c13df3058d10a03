/** The simulated county: which events its stations deliver in a span of time. Pure; the same on every machine. */
import type { County } from '../../shared/county/county.ts';
import { sourceOfSite } from '../../shared/domain/place.ts';
import { addDays, dayOf, daysBetween, formatInstant, startOfDay } from '../../shared/domain/time.ts';
import type { Rates } from '../rates.ts';
import { activities } from './activities.ts';
import { duty, projects, redemptions, registrations } from './everyday.ts';
import { dailyHeartbeats, pulses } from './heartbeats.ts';
import { ledger } from './ledger.ts';
import { orders } from './orders.ts';
import { Random } from './random.ts';
import { dayMs, hourMs, minuteMs } from './rhythm.ts';
import { roll } from './roll.ts';
import { eventIdOf, type Habitude, type Occurrence, type Story } from './story.ts';
import { createWorld, type World } from './world.ts';

/** An event as a station sends it (contract §2). */
export interface StationEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  data: object;
}

export interface Delivery {
  /** When the station sends it, in ms; never before the event's own time. */
  at: number;
  event: StationEvent;
}

/** Stories that begin from `from` to `to` (ms) are told `density` times as many as the county's own. */
export interface DenseTime {
  density: number;
  from: number;
  to: number;
}

export interface Span {
  /** Deliveries after this instant … */
  after: number;
  /** … up to this one. */
  upTo: number;
  /** Stories that began before this instant are left out: nobody has sent their beginning. The roll is sent here. */
  since: number;
  /** Times that are livelier than the county itself. */
  dense?: readonly DenseTime[];
  /** From when on connected sites are heard every ten minutes; default never, as a history needs no such detail. */
  pulsesFrom?: number;
}

export interface Simulation {
  /** Names the county, its registers and the seed; part of every id. */
  run: string;
  /** In the order of delivery. */
  deliveries(span: Span): Delivery[];
  /** What is delivered on a local day, with nothing left out. */
  day(day: string): Delivery[];
}

export function createSimulation(county: County, rates: Rates, seed: number): Simulation {
  const world = createWorld(county, rates, seed);
  const habitudes = [activities, orders, duty, registrations, redemptions, projects, dailyHeartbeats].map(
    (make) => make(world),
  );
  const deliveries = (span: Span): Delivery[] => {
    const found = rollAt(world, span);
    const take = (story: Story, { from, to }: Time): void => {
      if (story.begins < from || story.begins > to) return;
      for (const delivery of deliver(world, story, from))
        if (delivery.at > span.after && delivery.at <= span.upTo) found.push(delivery);
    };
    for (const { layer, time } of layersOf(span))
      for (const habitude of habitudes)
        for (const day of birthdays(world, habitude, span, time))
          for (const story of habitude.stories(day, layer)) take(story, time);
    if (span.pulsesFrom !== undefined) {
      const from = Math.max(span.pulsesFrom, span.after - minuteMs);
      for (const story of pulses(world, from, span.upTo)) take(story, { from, to: span.upTo });
    }
    return found.sort(byTime);
  };
  return {
    run: world.run,
    deliveries,
    day(day) {
      const [after, upTo] = [day, addDays(day, 1)].map((each) => startOfDay(each, world.timeZone) - 1);
      return deliveries({ after: after ?? 0, upTo: upTo ?? 0, since: 0 });
    },
  };
}

/** Roll and ledger are older than the history, and are delivered as its beginning: one story each millisecond. */
function rollAt(world: World, { after, upTo, since }: Span): Delivery[] {
  if (after >= since + minuteMs) return [];
  const deliveries = [...roll(world, since), ...ledger(world, since)].flatMap(({ key, events }, place) =>
    events.map((occurrence, index) => ({
      at: since + place + 1,
      event: eventOf(occurrence, eventIdOf(world.run, key, index)),
    })),
  );
  return deliveries.filter(({ at }) => at > after && at <= upTo);
}

interface Time {
  from: number;
  to: number;
}

/** The county's own density, and each further layer in the times that have it. */
function layersOf({ since, upTo, dense = [] }: Span): { layer: number; time: Time }[] {
  const own = { layer: 0, time: { from: since, to: Number.POSITIVE_INFINITY } };
  const further = dense.flatMap(({ density, from, to }) =>
    from > upTo ? [] : Array.from({ length: density - 1 }, (_, n) => ({ layer: n + 1, time: { from, to } })),
  );
  return [own, ...further];
}

/** The days whose stories may deliver something in the span; deliveries themselves may be late by two days. */
function birthdays(world: World, habitude: Habitude, span: Span, time: Time): string[] {
  const { before, after } = habitude.reach;
  const first = Math.max(span.after - (after + latestDays) * dayMs, time.from - dayMs);
  const last = Math.min(span.upTo, time.to + dayMs) + before * dayMs;
  return daysBetween(dayOf(first, world.timeZone), dayOf(last, world.timeZone));
}

const byTime = (a: Delivery, b: Delivery): number => a.at - b.at || (a.event.id < b.event.id ? -1 : 1);

const latestDays = 2;
const repeated = 0.015;

/** Most events arrive in seconds; some when the line is back, a few with the ledger of another day; some twice. */
function deliver(world: World, story: Story, since: number): Delivery[] {
  if (isNameless(story, since)) return [];
  return story.events.flatMap((occurrence, index): Delivery[] => {
    if (occurrence.at < since) return [];
    const id = eventIdOf(world.run, story.key, index);
    const random = new Random(id, 'delivery');
    const event = eventOf(occurrence, id);
    const first = Math.ceil(occurrence.at + delayOf(random, story.prompt ?? false));
    const again = random.chance(repeated) ? [{ at: first + random.whole(20, 900) * 1000, event }] : [];
    return [{ at: first, event }, ...again];
  });
}

/** An activity whose announcement was never sent and whose start was not reported: nobody could say what it was. */
const isNameless = ({ events: [first, ...rest] }: Story, since: number): boolean =>
  first?.type === 'activity.published' &&
  first.at < since &&
  rest.every(({ type }) => type !== 'activity.started');

const eventOf = (occurrence: Occurrence, id: string): StationEvent => ({
  specversion: '1.0',
  id,
  source: sourceOfSite(occurrence.site),
  type: occurrence.type,
  time: formatInstant(Math.round(occurrence.at)),
  data: occurrence.data,
});

function delayOf(random: Random, prompt: boolean): number {
  if (prompt) return random.between(200, 3000);
  const share = random.next();
  if (share < 0.01) return random.between(5, 40) * hourMs;
  if (share < 0.05) return random.between(5, 90) * minuteMs;
  return random.between(300, 8000);
}
