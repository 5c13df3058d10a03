/** The stories of a county's sites as events, in the order of their times; the same for the same numbers. */
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { event } from '../support/journal-events.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A small generator (mulberry32): benches tell the same story in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export interface Stories {
  county: County;
  /** How many events, at least. */
  count: number;
  /** Stories begin between these instants (ms). */
  from: number;
  to: number;
  /** Names these stories: no event of another name is a repetition of one of these. */
  name: string;
}

interface Setting {
  site: string;
  team: string;
  at: number;
  id: string;
  volunteer: string;
  category: string;
}

/** An activity with six people who serve at it: 15 events. */
function activity({ site, team, at, id, category }: Setting, volunteers: readonly string[]): JournalEvent[] {
  const activityId = `A${id}`;
  const end = at + 2 * hourMs;
  return [
    event('activity.started', site, at, { activityId, title: `活动${id}`, category, teamId: team }, `${id}s`),
    ...volunteers.flatMap((volunteerId, n) => [
      event(
        'volunteer.checked-in',
        site,
        at + n * minuteMs,
        { recordId: `R${id}-${n}`, volunteerId, activityId, teamId: team },
        `${id}i${n}`,
      ),
      event('volunteer.checked-out', site, end + n * minuteMs, { recordId: `R${id}-${n}` }, `${id}o${n}`),
    ]),
    event('activity.ended', site, end, { activityId, participants: 40, beneficiaries: 60 }, `${id}e`),
    event('points.granted', site, end, { volunteerId: volunteers[0] ?? '', points: 20 }, `${id}p`),
  ];
}

/** An order from placing to rating, a registration, two heartbeats: 8 events. */
function order({ site, team, at, id, volunteer, category }: Setting): JournalEvent[] {
  const orderId = `O${id}`;
  const placed = { orderId, kind: 'service' as const, category, title: `点单${id}` };
  return [
    event('order.placed', site, at, placed, `${id}a`),
    event('order.offered', site, at + hourMs, { orderId, teamId: team }, `${id}b`),
    event('order.accepted', site, at + 2 * hourMs, { orderId, teamId: team }, `${id}c`),
    event('order.completed', site, at + 9 * hourMs, { orderId, beneficiaries: 3 }, `${id}d`),
    event('order.rated', site, at + 10 * hourMs, { orderId, score: 5 }, `${id}r`),
    event('volunteer.registered', site, at, { volunteerId: volunteer }, `${id}v`),
    event('site.heartbeat', site, at, {}, `${id}h`),
    event('site.heartbeat', site, at + 10 * minuteMs, {}, `${id}k`),
  ];
}

/** Six who serve together, each of them once: nearly no record is doubted, as in life. A busy site has more people. */
function six(random: (below: number) => number, first: number, among: number): string[] {
  const start = random(among);
  return Array.from({ length: 6 }, (_, n) => `V${first + ((start + n * 7) % among)}`);
}

/** `count` events. Half of the stories are told by a tenth of the sites, as in life. */
export function storiesOf({ county, count, from, to, name }: Stories): JournalEvent[] {
  const random = randomFrom(count + name.length);
  const sites = county.sites.filter(({ tier }) => tier !== 'center').map(({ code }) => code);
  const volunteers = sites.length * 20;
  const categories = county.profile.categories.map(({ id }) => id);
  const events: JournalEvent[] = [];
  for (let n = 0; events.length < count; n++) {
    const among = random(2) === 0 ? Math.ceil(sites.length / 10) : sites.length;
    const index = random(among);
    const site = sites[index] ?? '';
    const setting = {
      site,
      team: `T${site.slice(1)}`,
      at: from + random(Math.max(1, to - from)),
      id: `${name}${n}`,
      volunteer: `V${random(volunteers)}`,
      category: categories[random(categories.length)] ?? '',
    };
    const people = six(random, index * 20, index < sites.length / 10 ? 200 : 20);
    events.push(...activity(setting, people), ...order(setting));
  }
  return events.sort((a, b) => a.at - b.at).slice(0, count);
}
