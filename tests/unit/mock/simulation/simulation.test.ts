import { Compile } from 'typebox/compile';
import { Format } from 'typebox/format';
import { beforeAll, describe, expect, it } from 'vitest';
import { activityTitles } from '../../../../mock/content/content.ts';
import { readCountyFolder } from '../../../../mock/county-folder.ts';
import { ratesOf } from '../../../../mock/rates.ts';
import { createSimulation, type Delivery, type Simulation } from '../../../../mock/simulation/simulation.ts';
import { fitOf } from '../../../../mock/simulation/titles.ts';
import type { County } from '../../../../shared/county/county.ts';
import { addDays, parseInstant, startOfDay } from '../../../../shared/domain/time.ts';
import { eventDefinitions, eventTypes } from '../../../../shared/events/registry.ts';
import { starCounts } from '../../../../shared/measures/star-level.ts';

const names = ['chunan', 'shuocheng', 'hanbin', 'zhuozhou', 'jintan'] as const;
const today = '2026-11-22';
const zone = 'Asia/Shanghai';
const hourMs = 3_600_000;

interface Case {
  county: County;
  simulation: Simulation;
  /** Sixty days up to this afternoon, as the demonstration fills them. */
  history: Delivery[];
  since: number;
  upTo: number;
}

function simulate(name: string, days = 60): Case {
  const county = readCountyFolder(`mock/counties/${name}`);
  const simulation = createSimulation(county, ratesOf(county.profile.code, county.sites.length), 1);
  const since = startOfDay(addDays(today, -days), zone);
  const upTo = startOfDay(today, zone) + 17 * hourMs;
  const history = simulation.deliveries({ after: since - 1, upTo, since, pulsesFrom: upTo - hourMs / 4 });
  return { county, simulation, history, since, upTo };
}

beforeAll(() => {
  Format.Set('instant', (text) => parseInstant(text) !== undefined);
});

const once = (deliveries: Delivery[]): Delivery['event'][] => [
  ...new Map(deliveries.map(({ event }) => [`${event.source} ${event.id}`, event])).values(),
];

const member = (event: Delivery['event'], name: string): unknown =>
  (event.data as Record<string, unknown>)[name];

describe.each(names)('the simulated county %s', { timeout: 60_000 }, (name) => {
  let run: Case;
  beforeAll(() => {
    run = simulate(name);
  }, 60_000);

  it('gives the same events for the same seed and day, and others for another seed', () => {
    const rates = ratesOf(run.county.profile.code, run.county.sites.length);
    const again = createSimulation(run.county, rates, 1);
    expect(again.day('2026-11-20')).toEqual(run.simulation.day('2026-11-20'));
    const other = createSimulation(run.county, rates, 2);
    const ids = new Set(run.simulation.day('2026-11-20').map(({ event }) => event.id));
    expect(other.day('2026-11-20').filter(({ event }) => ids.has(event.id))).toEqual([]);
  });

  it('sends data that its schemas accept, and the same content under the same name', () => {
    const contents = new Map<string, string>();
    const validators = new Map(
      eventTypes.map((type) => [type as string, Compile(eventDefinitions[type].schema)]),
    );
    for (const { event } of run.history) {
      if (!validators.get(event.type)?.Check(event.data))
        throw new Error(`invalid: ${JSON.stringify(event)}`);
      if (event.id.length > 128) throw new Error(`too long: ${event.id}`);
      const key = `${event.source} ${event.id}`;
      const content = JSON.stringify([event.type, event.time, event.data]);
      if (contents.has(key) && contents.get(key) !== content) throw new Error(`two contents: ${key}`);
      contents.set(key, content);
    }
    expect(contents.size).toBeLessThan(run.history.length);
  });

  it('names only sites, teams, towns, categories, platforms and stages of the registers', () => {
    const { profile, sites, teams, towns } = run.county;
    const known: Record<string, Set<string>> = {
      teamId: new Set(teams.map(({ id }) => id)),
      townCode: new Set(towns.map(({ code }) => code)),
      category: new Set(profile.categories.map(({ id }) => id)),
      platform: new Set(profile.platforms.map(({ id }) => id)),
      stage: new Set(profile.projectStages.map(({ id }) => id)),
    };
    const open = new Set(sites.flatMap(({ code, status }) => (status === 'open' ? [`/sites/${code}`] : [])));
    for (const event of once(run.history)) {
      if (!open.has(event.source)) throw new Error(`no open site: ${event.source}`);
      for (const [key, ids] of Object.entries(known)) {
        const value = member(event, key);
        if (value !== undefined && !ids.has(String(value))) throw new Error(`${event.type}: ${key} ${value}`);
      }
    }
  });

  it('delivers nothing before it happened, and nothing older than a station may send', () => {
    for (const { at, event } of run.history) {
      const time = parseInstant(event.time) ?? 0;
      const isOlder = event.type === 'volunteer.registered' || event.type === 'service.recorded';
      const first = isOlder ? run.upTo - 330 * 24 * hourMs : run.since;
      if (time > at || time < first) throw new Error(`${event.time} at ${new Date(at).toISOString()}`);
    }
  });

  it('has registered whoever serves, each once, or stands on a published number of volunteers', () => {
    const published = run.county.profile.baseline.registeredVolunteers ?? 0;
    const events = once(run.history);
    const joined = events.filter(({ type }) => type === 'volunteer.registered');
    const names = new Set(joined.map((event) => String(member(event, 'volunteerId'))));
    expect(names.size).toBe(joined.length);
    if (published > 0) {
      expect(joined.length / published).toBeLessThan(0.06);
      return;
    }
    const registeredAt = new Map(joined.map((event) => [member(event, 'volunteerId'), event.time]));
    const serving = new Set<unknown>();
    const serves = ['volunteer.checked-in', 'service.recorded'];
    for (const event of events.filter(({ type }) => serves.includes(type))) {
      const volunteerId = member(event, 'volunteerId');
      serving.add(volunteerId);
      if (!((registeredAt.get(volunteerId) ?? '9') < event.time))
        throw new Error(`serves unregistered: ${volunteerId}`);
    }
    expect(serving.size / names.size).toBeLessThan(0.5);
    const sites = new Set(joined.map(({ source }) => source));
    expect(sites.size / run.county.sites.length).toBeGreaterThan(0.8);
    const months = new Set(joined.map(({ time }) => time.slice(0, 7)));
    expect(months.size).toBeGreaterThan(6);
  });

  it('[R11] has volunteers with stars, and fewer of them with each further one', () => {
    const minutes = new Map<unknown, number>();
    for (const event of once(run.history).filter(({ type }) => type === 'service.recorded')) {
      const volunteerId = member(event, 'volunteerId');
      minutes.set(volunteerId, (minutes.get(volunteerId) ?? 0) + Number(member(event, 'minutes')));
    }
    const { stars } = run.county.profile;
    const counts = starCounts(
      [...minutes.values()].map((own) => ({ minutes: own, volunteers: 1 })),
      stars,
    ).slice(1);
    const [one = 0, two = 0, ...more] = counts;
    expect(one).toBeGreaterThan(two);
    expect(two).toBeGreaterThan(more.reduce((sum, count) => sum + count, 0));
    expect(more.some((count) => count > 0)).toBe(true);
  });

  it('holds about as many activities in thirty days as the county itself reports', () => {
    const rates = ratesOf(run.county.profile.code, run.county.sites.length);
    const from = run.upTo - 30 * 24 * hourMs;
    const recent = once(run.history).filter((event) => (parseInstant(event.time) ?? 0) > from);
    const count = (type: string): number => recent.filter((event) => event.type === type).length;
    expect(count('activity.started') / rates.activitiesPerMonth).toBeGreaterThan(0.75);
    expect(count('activity.started') / rates.activitiesPerMonth).toBeLessThan(1.3);
    expect(count('order.placed') / (30 * rates.ordersPerDay)).toBeGreaterThan(0.8);
    expect(count('order.placed') / (30 * rates.ordersPerDay)).toBeLessThan(1.2);
  });

  it('says of every activity what it is', () => {
    const events = once(run.history).filter(({ type }) => type.startsWith('activity.'));
    const named = new Set<unknown>();
    for (const event of events)
      if (member(event, 'category') !== undefined) named.add(member(event, 'activityId'));
    expect(events.filter((event) => !named.has(member(event, 'activityId')))).toEqual([]);
  });

  it('is quiet at night', () => {
    const things = once(run.history).filter(({ type }) => type !== 'site.heartbeat');
    const night = things.filter(({ time }) => {
      const hour = Number(new Date((parseInstant(time) ?? 0) + 8 * hourMs).toISOString().slice(11, 13));
      return hour < 5;
    });
    expect(night.length / things.length).toBeLessThan(0.01);
  });

  it('gives nobody a name or a telephone number that could be real', () => {
    for (const { event } of run.history) {
      const requester = member(event, 'requester') as { name: string; phone: string } | undefined;
      const name = requester?.name ?? member(event, 'name');
      if (name !== undefined && !/^[一-龥]某某$/.test(String(name))) throw new Error(`a name: ${name}`);
      if (requester && !/^000\d{8}$/.test(requester.phone)) throw new Error(`a number: ${requester.phone}`);
      const text = JSON.stringify([event.data, event.id]);
      if (/(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dXx]/.test(text)) throw new Error(`a real number: ${text}`);
    }
  });
});

describe('a demonstration', { timeout: 60_000 }, () => {
  it('continues a history with exactly what is missing', () => {
    const { simulation, since, upTo } = simulate('jintan', 12);
    const cut = upTo - 3.3 * 24 * hourMs;
    const whole = simulation.deliveries({ after: since - 1, upTo, since });
    const parts = [
      ...simulation.deliveries({ after: since - 1, upTo: cut, since }),
      ...simulation.deliveries({ after: cut, upTo, since }),
    ];
    expect(parts.map(({ at, event }) => `${at} ${event.id}`)).toEqual(
      whole.map(({ at, event }) => `${at} ${event.id}`),
    );
  });

  it('grows denser without changing what the county does by itself', () => {
    const { simulation, since, upTo } = simulate('chunan', 5);
    const span = { after: upTo - 24 * hourMs, upTo, since };
    const plain = simulation.deliveries(span);
    const lively = { density: 20, from: span.after, to: upTo };
    const dense = simulation.deliveries({ ...span, dense: [lively] });
    const ids = new Set(dense.map(({ event }) => event.id));
    expect(plain.every(({ event }) => ids.has(event.id))).toBe(true);
    const placed = (list: Delivery[]): number =>
      list.filter(({ event }) => event.type === 'order.placed').length;
    expect(placed(dense) / placed(plain)).toBeGreaterThan(12);
  });
});

describe('the titles of the simulated county', () => {
  it('fit the season and the festival', () => {
    const platforms = new Set<string>();
    for (const title of activityTitles) {
      platforms.add(title.platform);
      const days = Array.from({ length: 365 }, (_, n) => addDays('2026-01-01', n));
      const fitting = days.filter((day) => fitOf(title, day) > 0);
      if (fitting.length === 0) throw new Error(`${title.title}: no day of the year is ${title.season}`);
    }
    expect(platforms.size).toBe(5);
    expect(activityTitles.length).toBeGreaterThanOrEqual(120);
    expect(fitOf({ season: '春节' }, '2026-11-22')).toBe(0);
  });
});
