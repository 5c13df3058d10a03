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

const teams: [string, ...string[]] = ['T.1 a', 'T2', 'unknown.team'];
const categories: [string, ...string[]] = ['talk', 'art', 'plain', 'no-such'];

class Storyteller {
  readonly events: NewEvent[] = [];
  readonly #county: string;
  readonly #prefix: string;
  readonly #sites: [string, ...string[]];
  readonly #roll: (below: number) => number;

  constructor(county: string, prefix: string, seed: number) {
    this.#county = county;
    this.#prefix = prefix;
    this.#roll = dice(seed);
    const [first, ...rest] = ['center', 'branch', 'i1', 's1', 's1', 's4'].map((name) => `${prefix}.${name}`);
    this.#sites = [first ?? '', ...rest];
  }

  activity(n: number): void {
    const [site, at] = [this.#pick(this.#sites), this.#when()];
    const activityId = `a.${n}`;
    const more = { category: this.#pick(categories), teamId: this.#pick(teams) };
    this.#add(site, 'activity.started', at, { activityId, title: `活动 ${n}`, ...more });
    if (this.#roll(6)) {
      const [participants, beneficiaries] = [this.#roll(40), this.#roll(90)];
      this.#add(site, 'activity.ended', at + hourMs, { activityId, participants, beneficiaries });
    } else if (this.#roll(2)) this.#add(site, 'activity.cancelled', at + hourMs, { activityId });
  }

  record(n: number): void {
    const [site, at] = [this.#pick(this.#sites), this.#when()];
    const recordId = `r.${n}`;
    const work = { recordId, volunteerId: `v${this.#roll(15)}`, teamId: this.#pick(teams) };
    const kind = this.#roll(6);
    const checkedIn = kind === 5 ? now - this.#roll(20) * hourMs : at;
    if (kind > 0) this.#add(site, 'volunteer.checked-in', checkedIn, work);
    else this.#add(site, 'service.recorded', at, { ...work, minutes: 1 + this.#roll(200) });
    const left = at + (5 + this.#roll(240)) * 60_000;
    if (kind > 0 && kind < 5) this.#add(site, 'volunteer.checked-out', left, { recordId });
    if (this.#roll(9) === 0) this.#add(site, 'service.revoked', at + dayMs, { recordId, reason: '误' });
  }

  order(n: number): void {
    const [site, at, orderId] = [this.#pick(this.#sites), this.#when(), `o.${n}`];
    this.#add(site, 'order.placed', at, {
      orderId,
      kind: this.#pick(['service', 'wish']),
      category: this.#pick(categories),
      title: `请拨 13812345678 第 ${n} 单`,
      townCode: this.#pick([`${this.#county}100`, `${this.#county}101`, 'nowhere']),
      urgent: this.#roll(4) === 0,
      lon: 119.123,
      lat: 29.654,
    });
    const teamId = this.#pick(teams);
    const offered = at + this.#roll(40) * hourMs;
    if (this.#roll(4)) this.#add(site, 'order.offered', offered, { orderId, teamId });
    if (this.#roll(3)) this.#add(site, 'order.accepted', offered + hourMs, { orderId, teamId });
    if (this.#roll(6) === 0) this.#add(site, 'order.declined', offered + 2 * hourMs, { orderId, teamId });
    if (this.#roll(2)) this.#finish(site, orderId, offered + this.#roll(10) * dayMs);
    else if (this.#roll(4) === 0)
      this.#add(site, 'order.cancelled', at + this.#roll(50) * hourMs, { orderId });
  }

  /** New enough to stand in the feed with its score. */
  ratedToday(): void {
    const order = { orderId: 'o.rated' };
    const site = `${this.#prefix}.s1`;
    const placed = { ...order, kind: 'wish', category: 'art', title: '心愿' } as const;
    this.#add(site, 'order.placed', now - 4 * hourMs, placed);
    this.#add(site, 'order.offered', now - 3 * hourMs, { ...order, teamId: 'T2' });
    this.#add(site, 'order.completed', now - hourMs / 30, { ...order, beneficiaries: 3 });
    this.#add(site, 'order.rated', now - hourMs / 60, { ...order, score: 4 });
  }

  people(): void {
    const [volunteerId, teamId] = [`v${this.#roll(15)}`, this.#pick(teams)];
    this.#add(this.#pick(this.#sites), 'volunteer.registered', this.#when(), { volunteerId, teamId });
    if (this.#roll(4) === 0)
      this.#add(this.#pick(this.#sites), 'volunteer.left', this.#when(), { volunteerId });
    this.#add(this.#pick(this.#sites), this.#roll(3) ? 'points.granted' : 'points.redeemed', this.#when(), {
      volunteerId,
      points: 1 + this.#roll(50),
    });
    const stage = this.#pick(['solicited', 'closed', 'dropped']);
    const project = { projectId: `p${this.#roll(9)}`, title: '项目', stage };
    this.#add(this.#pick(this.#sites), 'project.advanced', this.#when(), project);
    this.#add(this.#pick(this.#sites), 'site.heartbeat', now - this.#roll(60) * 60_000, {});
  }

  #finish(site: string, orderId: string, at: number): void {
    this.#add(site, 'order.completed', at, { orderId, beneficiaries: this.#roll(5) });
    if (this.#roll(3)) this.#add(site, 'order.rated', at + hourMs, { orderId, score: 1 + this.#roll(5) });
    if (this.#roll(4) === 0) this.#add(site, 'order.showcased', at + 2 * hourMs, { orderId, consent: true });
  }

  #add<T extends EventType>(site: string, type: T, at: number, data: EventData<T>): void {
    const id = `e${this.events.length}`;
    if (at <= now) this.events.push(makeEvent(this.#county, site, id, type, at, data));
  }

  #pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.#roll(list.length)] ?? list[0];
  }

  /** Mostly lately, now and then a year ago. */
  #when(): number {
    const longAgo = this.#roll(5) === 0;
    return now - (longAgo ? this.#roll(380) * dayMs : this.#roll(40 * 24) * (hourMs / 4));
  }
}

export function story(county: string, prefix: string, seed: number): NewEvent[] {
  const teller = new Storyteller(county, prefix, seed);
  for (let n = 0; n < 60; n++) teller.activity(n);
  for (let n = 0; n < 80; n++) teller.record(n);
  for (let n = 0; n < 60; n++) teller.order(n);
  teller.ratedToday();
  for (let n = 0; n < 25; n++) teller.people();
  return teller.events;
}
