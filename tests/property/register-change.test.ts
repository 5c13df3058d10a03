/** Registers that change under a journal: what is told anew is what all of it would be, told anew [P3]. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { affectedBy } from '../../server/projector/affected.ts';
import { importCounty } from '../../server/projector/import-county.ts';
import { projectAffected } from '../../server/projector/project-affected.ts';
import { projectAll, projectBatch } from '../../server/projector/project-batch.ts';
import { reachOf } from '../../server/projector/reach.ts';
import { verifyJournal } from '../../server/projector/verify.ts';
import type { County, Site } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { CountyJournal } from '../support/county-journal.ts';
import type { Engine } from '../support/engine.ts';
import { countyCode, sitesWithHours, smallCounty, townA, townB } from '../support/small-county.ts';
import { journals } from './journals.ts';

type Change = (county: County) => County;

const ofProfile =
  (profile: Partial<County['profile']>): Change =>
  (county) => ({ ...county, profile: { ...county.profile, ...profile } });
const ofSite =
  (code: string, values: (site: Site) => Partial<Site>): Change =>
  (county) => ({
    ...county,
    sites: county.sites.map((site) => (site.code === code ? { ...site, ...values(site) } : site)),
  });
const townC = '330128001';
const { sla, limits, platforms, categories } = smallCounty().profile;

/** One of everything that a clerk may change, with what reaches nothing among it. */
const changes: Record<string, Change> = {
  'a name': ofSite('A1', () => ({ name: '甲一站', lon: 119.2, tags: ['示范'] })),
  hours: ofSite('A1', () => ({ hours: '00:00-24:00' })),
  opened: ofSite('A2', () => ({ opened: '2025-01-01' })),
  closed: ofSite('A1', () => ({ status: 'closed' })),
  'opened again': ofSite('BX', () => ({ status: 'open' })),
  'another town': ofSite('A1', () => ({ town: townB })),
  'no town': ofSite('A2', ({ town: _, ...site }) => site),
  'another parent': ofSite('A1', () => ({ parent: 'IB' })),
  'an institute elsewhere': ofSite('IA', () => ({ parent: 'IB', town: townB })),
  'another tier': ofSite('PA', () => ({ tier: 'station' })),
  'a site that came': (county) => ({
    ...county,
    sites: [...county.sites, { ...(county.sites[4] as Site), code: 'NEW' }],
  }),
  'a site that is gone': (county) => ({
    ...county,
    sites: county.sites.filter(({ code }) => code !== 'A2'),
  }),
  'another center': (county) => ({
    ...county,
    sites: county.sites.map((site): Site => {
      if (site.code === 'C') return { ...site, tier: 'branch', parent: 'B' };
      const { parent: _, ...top } = site;
      return site.code === 'B' ? { ...top, tier: 'center' } : site;
    }),
  }),
  'rows in another order': (county) => ({
    ...county,
    sites: [...county.sites].reverse(),
    teams: [...county.teams].reverse(),
  }),
  'a town that came': (county) => ({
    ...county,
    towns: [...county.towns, { code: townC, name: '丙镇', short: '丙', kind: '镇', lon: 119, lat: 29 }],
  }),
  'a town that is gone': (county) => ({
    ...county,
    towns: county.towns.filter(({ code }) => code !== townB),
  }),
  "a town's name": (county) => ({
    ...county,
    towns: county.towns.map((town) => (town.code === townA ? { ...town, name: '新镇' } : town)),
  }),
  'a team elsewhere': (county) => ({
    ...county,
    teams: county.teams.map((team) => (team.id === 'TA' ? { ...team, site: 'B1' } : team)),
  }),
  'a team that came': (county) => ({
    ...county,
    teams: [...county.teams, { id: 'unknown', name: '新队', kind: 'x', site: 'A1' }],
  }),
  'a team of another name': (county) => ({
    ...county,
    teams: county.teams.map((team) => ({ ...team, name: `${team.name}二`, members: 9 })),
  }),
  'time zone': ofProfile({ timezone: 'Pacific/Auckland' }),
  sla: ofProfile({ sla: { ...sla, responseHours: 1, completionDays: 1 } }),
  shifts: ofProfile({ limits: { ...limits, maxShiftMinutes: 59 } }),
  'long shifts': ofProfile({ limits: { ...limits, maxShiftMinutes: 1440 } }),
  silence: ofProfile({ limits: { ...limits, silentDays: 7, gapDays: 3 } }),
  platforms: ofProfile({ platforms: platforms.slice(1) }),
  "a platform's name": ofProfile({ platforms: platforms.map((one) => ({ ...one, name: `${one.name}部` })) }),
  categories: ofProfile({ categories: categories.slice(1) }),
  'what categories belong to': ofProfile({
    categories: categories.map((one) => ({ ...one, name: `${one.name}类`, platform: 'culture' })),
  }),
  titles: ofProfile({ wallText: 'title' }),
  "the county's name": ofProfile({ name: '大县' }),
  'what no figure is told with': ofProfile({ title: '驾驶舱', stars: [60], baseline: {} }),
};
const someChanges = fc
  .uniqueArray(fc.constantFrom(...Object.keys(changes)), { minLength: 1, maxLength: 3 })
  .map((names) => (county: County) => names.reduce((made, name) => changes[name]?.(made) ?? made, county));

/** Everything that is stored of a county and comes of its journal. */
async function stored({ store }: CountyJournal) {
  return store.read(async (view) => {
    const kinds = ['activity', 'record', 'order', 'volunteer', 'project', 'points', 'alert', 'site', 'town'];
    const things = [];
    for (const kind of kinds)
      things.push(...(await view.entityPage(countyCode, kind, {}, { limit: 10_000 })));
    const names = things.map(({ thing }) => thing).sort();
    const byName = (a: { thing: string }, b: { thing: string }): number => (a.thing < b.thing ? -1 : 1);
    return {
      position: await view.position(countyCode),
      things: things.sort(byName),
      contributions: [...(await view.contributionsOf(countyCode, names))].sort(([a], [b]) =>
        a < b ? -1 : 1,
      ),
      feed: await view.feed(countyCode, {}, 10_000),
      due: (await view.thingsDue(countyCode, Number.MAX_SAFE_INTEGER)).sort(),
      changed: (await view.changedAfter(countyCode, 0)).sort(),
      cells: await view.allCells(countyCode, { limit: 1_000_000 }),
    };
  });
}

/** What is stored now is what it would be had all of it been told anew at its instant. */
async function expectAllTold(journal: CountyJournal, county: County): Promise<void> {
  const told = await stored(journal);
  const { asOf, seq } = told.position;
  await journal.store.project(countyCode, (transaction) =>
    projectAll(transaction, new Register(county), asOf),
  );
  const whole = await stored(journal);
  expect(whole.position).toEqual({ asOf, seq });
  expect(told).toEqual(whole);
}

async function withCounty(
  engine: Engine,
  county: County,
  now: number,
  work: (journal: CountyJournal) => Promise<void>,
): Promise<void> {
  const journal = await CountyJournal.open(now, county, engine);
  try {
    await work(journal);
  } finally {
    await journal.close();
  }
}

const hour = 3_600_000;
const runs = (own: number) => ({
  numRuns: Number(process.env.PROPERTY_RUNS ?? own),
  ...(process.env.PROPERTY_SEED ? { seed: Number(process.env.PROPERTY_SEED) } : {}),
  interruptAfterTimeLimit: 540_000,
  markInterruptAsFailure: true,
});
const countyIn = (timezone: string): County =>
  smallCounty({ timezone, limits: { ...limits, maxShiftMinutes: 400 } }, { sites: [...sitesWithHours] });

/** A row of which nothing but some members may be read. */
const only = <T extends object>(row: T, members: readonly (keyof T)[], more?: Partial<T>): T =>
  new Proxy(row, {
    get(target, name) {
      if (!members.includes(name as keyof T)) throw new Error(`${String(name)} is read for a figure`);
      return more?.[name as keyof T] ?? target[name as keyof T];
    },
  });

/** The registers, of which what a change reaches nothing by cannot be read. */
function readForFigures(county: County): Register {
  const guarded: County = {
    ...county,
    sites: county.sites.map((site) =>
      only(site, ['code', 'tier', 'town', 'parent', 'status', 'opened', 'hours']),
    ),
    teams: county.teams.map((team) => only(team, ['id', 'site'])),
    towns: county.towns.map((town) => only(town, ['code', 'name'])),
  };
  const register = new Register(guarded);
  const { profile } = register.county;
  const members = ['timezone', 'platforms', 'categories', 'limits', 'sla', 'wallText', 'name'] as const;
  register.county.profile = only(profile, members, {
    limits: only(profile.limits, ['maxShiftMinutes', 'silentDays', 'gapDays']),
    platforms: profile.platforms.map((platform) => only(platform, ['id', 'name'])),
    categories: profile.categories.map((category) => only(category, ['id', 'name', 'platform'])),
  });
  return register;
}

describe('a change of registers', () => {
  test.each<[Engine, number]>([
    ['sqlite', 100],
    ['postgres', 5],
  ])('leaves what telling everything anew would leave (%s)', async (engine, own) => {
    await fc.assert(
      fc.asyncProperty(journals, someChanges, async ({ zone, clock, events }, change) => {
        const before = countyIn(zone);
        const after = change(before);
        await withCounty(engine, before, clock, async (journal) => {
          await journal.append(events);
          await journal.project(clock);
          await importCounty(journal.store, after, clock);
          expect((await verifyJournal(journal.store)).differences).toEqual([]);
          await expectAllTold(journal, after);
        });
      }),
      runs(own),
    );
  });

  test('does so whatever comes, and is shown, between the look and the writing', async () => {
    await fc.assert(
      fc.asyncProperty(
        journals,
        someChanges,
        fc.nat(30),
        fc.constantFrom(0, 1, 13, 49, 800),
        fc.constantFrom(0, 0, 0.25, 13, 800),
        async ({ zone, clock, events }, change, cut, hours, unseen) => {
          const before = countyIn(zone);
          const after = change(before);
          const registers = { before: new Register(before), after: new Register(after) };
          const reach = reachOf(registers.before, registers.after);
          const [early, late]: JournalEvent[][] = [events.slice(0, cut), events.slice(cut)];
          await withCounty('sqlite', before, clock - 900 * hour, async (journal) => {
            await journal.append(early ?? []);
            await journal.project(clock - Math.max(hours, unseen) * hour);
            const affected = reach && (await affectedBy(journal.store, registers, reach));
            await journal.append(late ?? []);
            await journal.project(clock - unseen * hour);
            await journal.store.project(countyCode, async (transaction) => {
              await transaction.putCounty(after);
              if (affected) await projectAffected(transaction, registers, affected, clock);
            });
            await expectAllTold(journal, after);
          });
        },
      ),
      runs(100),
    );
  });

  test('may leave figures alone where only what no figure is told with has changed', async () => {
    await fc.assert(
      fc.asyncProperty(journals, async ({ zone, clock, events }) => {
        await withCounty('sqlite', countyIn(zone), clock, async (journal) => {
          await journal.append(events);
          const register = readForFigures(countyIn(zone));
          const step = () =>
            journal.store.project(countyCode, (transaction) =>
              projectBatch(transaction, register, clock, 500),
            );
          while ((await step()).more) {
            // The next batch goes on where this one ended.
          }
        });
      }),
      runs(100),
    );
  });
});
