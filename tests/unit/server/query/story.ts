/** A few hundred events that reach every number of a board, the same every time. */
import type { NewEvent } from '../../../../server/store/store.ts';
import { siteOfSource, sourceOfSite } from '../../../../shared/domain/place.ts';
import { thingOf } from '../../../../shared/domain/thing.ts';
import type { EventData, EventType } from '../../../../shared/events/registry.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Wednesday afternoon, so that the week, the month and the year all hold days before it. */
export const now = Date.parse('2026-11-18T08:30:00.000Z');

/** A small linear congruential generator: the story must not change from run to run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

export function makeEvent<T extends EventType>(
  county: string,
  site: string,
  id: string,
  type: T,
  at: number,
  data: EventData<T>,
  personal?: Record<string, unknown>,
): NewEvent {
  const source = sourceOfSite(site);
  return {
    kind: 'event',
    county,
    site: siteOfSource(source) ?? site,
    source,
    id,
    type,
    at,
    receivedAt: at + 1000,
    thing: thingOf(type, site, id, data),
    digest: `${id}-digest`,
    data: JSON.stringify(data),
    ...(personal && { personal: JSON.stringify(personal) }),
  };
}

export function story(county: string, prefix: string, seed: number): NewEvent[] {
  const roll = dice(seed);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[roll(list.length)] ?? list[0];
  const sites = ['center', 'branch', 'i1', 's1', 's1', 's4'].map((name) => `${prefix}.${name}`) as [
    string,
    ...string[],
  ];
  const teams: [string, ...string[]] = ['T.1 a', 'T2', 'T3', 'unknown.team'];
  const categories: [string, ...string[]] = ['talk', 'art', 'plain', 'no-such'];
  const events: NewEvent[] = [];
  const add = <T extends EventType>(site: string, type: T, at: number, data: EventData<T>): void => {
    if (at <= now) events.push(makeEvent(county, site, `e${events.length}`, type, at, data));
  };
  /** Mostly lately, now and then a year ago. */
  const when = () => now - (roll(5) === 0 ? roll(380) * dayMs : roll(40 * 24) * (hourMs / 4));
  for (let n = 0; n < 60; n++) activity(n);
  for (let n = 0; n < 80; n++) record(n);
  for (let n = 0; n < 60; n++) order(n);
  ratedToday();
  for (let n = 0; n < 25; n++) {
    const volunteer = `v${roll(15)}`;
    add(pick(sites), 'volunteer.registered', when(), { volunteerId: volunteer, teamId: pick(teams) });
    if (roll(4) === 0) add(pick(sites), 'volunteer.left', when(), { volunteerId: volunteer });
    add(pick(sites), roll(3) ? 'points.granted' : 'points.redeemed', when(), {
      volunteerId: volunteer,
      points: 1 + roll(50),
    });
    const stage = pick(['solicited', 'closed', 'dropped']);
    add(pick(sites), 'project.advanced', when(), { projectId: `p${roll(9)}`, title: '项目', stage });
    add(pick(sites), 'site.heartbeat', now - roll(60) * 60_000, {});
  }
  return events;

  function activity(n: number): void {
    const [site, at] = [pick(sites), when()];
    const activityId = `a.${n}`;
    const started = { activityId, title: `活动 ${n}`, category: pick(categories), teamId: pick(teams) };
    add(site, 'activity.started', at, started);
    if (roll(6)) {
      const [participants, beneficiaries] = [roll(40), roll(90)];
      add(site, 'activity.ended', at + hourMs, { activityId, participants, beneficiaries });
    } else if (roll(2)) add(site, 'activity.cancelled', at + hourMs, { activityId });
  }

  function record(n: number): void {
    const [site, at] = [pick(sites), when()];
    const work = { recordId: `r.${n}`, volunteerId: `v${roll(15)}`, teamId: pick(teams) };
    const kind = roll(6);
    if (kind === 0) add(site, 'service.recorded', at, { ...work, minutes: 1 + roll(200) });
    else add(site, 'volunteer.checked-in', kind === 5 ? now - roll(20) * hourMs : at, work);
    if (kind > 0 && kind < 5) {
      add(site, 'volunteer.checked-out', at + (5 + roll(240)) * 60_000, { recordId: work.recordId });
    }
    if (roll(9) === 0) add(site, 'service.revoked', at + dayMs, { recordId: work.recordId, reason: '误' });
  }

  function order(n: number): void {
    const [site, at, orderId] = [pick(sites), when(), `o.${n}`];
    const townCode = pick([`${county}100`, `${county}101`, 'nowhere']);
    const kind = pick(['service', 'wish'] as const);
    add(site, 'order.placed', at, {
      orderId,
      kind,
      category: pick(categories),
      title: `请拨 13812345678 第 ${n} 单`,
      townCode,
      urgent: roll(4) === 0,
      lon: 119.123,
      lat: 29.654,
    });
    const teamId = pick(teams);
    const offered = at + roll(40) * hourMs;
    if (roll(4)) add(site, 'order.offered', offered, { orderId, teamId });
    if (roll(3)) add(site, 'order.accepted', offered + hourMs, { orderId, teamId });
    if (roll(6) === 0) add(site, 'order.declined', offered + 2 * hourMs, { orderId, teamId });
    if (roll(2)) {
      const done = offered + roll(10) * dayMs;
      add(site, 'order.completed', done, { orderId, beneficiaries: roll(5) });
      if (roll(3)) add(site, 'order.rated', done + hourMs, { orderId, score: 1 + roll(5) });
      if (roll(4) === 0) add(site, 'order.showcased', done + 2 * hourMs, { orderId, consent: true });
    } else if (roll(4) === 0) add(site, 'order.cancelled', at + roll(50) * hourMs, { orderId });
  }

  /** New enough to stand in the feed with its score. */
  function ratedToday(): void {
    const order = { orderId: 'o.rated' };
    const site = `${prefix}.s1`;
    add(site, 'order.placed', now - 4 * hourMs, { ...order, kind: 'wish', category: 'art', title: '心愿' });
    add(site, 'order.offered', now - 3 * hourMs, { ...order, teamId: 'T2' });
    add(site, 'order.completed', now - hourMs / 30, { ...order, beneficiaries: 3 });
    add(site, 'order.rated', now - hourMs / 60, { ...order, score: 4 });
  }
}
