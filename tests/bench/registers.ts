/** Registers that change on a running site: how long stations wait because of it. */
import { replaceCounty } from '../../server/projector/import-county.ts';
import { projectAll } from '../../server/projector/project-batch.ts';
import type { Store } from '../../server/store/store.ts';
import type { County, Site } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import { newEvent } from '../support/county-journal.ts';
import { event } from '../support/journal-events.ts';
import { benchCounty } from './county.ts';
import { append, type Database, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { type Bench, type BenchContext, decimals, type Row, whole } from './report.ts';

const sites = 500;
const spanMs = 200 * 86_400_000;
/** An append is tried so long after the one before (ms). */
const everyMs = 10;
const goalMs = 1000;

type Change = (county: County) => County;

const ofSite =
  (code: string, values: Partial<Site>): Change =>
  (county) => ({
    ...county,
    sites: county.sites.map((site) => (site.code === code ? { ...site, ...values } : site)),
  });
const ofProfile =
  (change: (profile: County['profile']) => Partial<County['profile']>): Change =>
  (county) => ({ ...county, profile: { ...county.profile, ...change(county.profile) } });

/** What is changed of a day, one after the other; what is no `daily` one is set once. */
const changes: { name: string; change: Change; daily?: true }[] = [
  {
    name: "a site's name and coordinates",
    change: ofSite('S0030', { name: '新站', lon: 119.5 }),
    daily: true,
  },
  { name: "a site's hours", change: ofSite('S0030', { hours: '08:00-18:00' }), daily: true },
  { name: 'a site closed', change: ofSite('S0031', { status: 'closed' }), daily: true },
  {
    name: 'a site that came',
    change: (county) => ({
      ...county,
      sites: [...county.sites, { ...(county.sites[30] as Site), code: 'NEW' }],
    }),
    daily: true,
  },
  { name: 'a site in another town', change: ofSite('S0032', { town: '330127009' }), daily: true },
  { name: 'a site under another institute', change: ofSite('S0033', { parent: 'S0003' }), daily: true },
  {
    name: 'a team at another site',
    change: (county) => ({
      ...county,
      teams: county.teams.map((team, n) => (n === 5 ? { ...team, site: 'S0009' } : team)),
    }),
    daily: true,
  },
  {
    name: 'how soon orders are to be completed',
    change: ofProfile(({ sla }) => ({ sla: { ...sla, completionDays: 3 } })),
  },
  {
    name: 'what categories belong to',
    change: ofProfile(({ categories }) => ({
      categories: categories.map((category) => ({ ...category, platform: 'culture' })),
    })),
  },
  { name: 'the time zone, which moves everything', change: ofProfile(() => ({ timezone: 'Asia/Tokyo' })) },
];

/** Appends one event after the other while `work` goes on; answers for how long one was waited for at most (ms). */
async function longestWait(
  { store, register }: Database,
  at: number,
  name: string,
  work: () => Promise<unknown>,
): Promise<number> {
  const state = { ended: false };
  let longest = 0;
  const appending = async (): Promise<void> => {
    for (let n = 0; !state.ended; n++) {
      const due = performance.now() + everyMs;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      await store.append([newEvent(event('site.heartbeat', 'S0040', at, {}, `${name}${n}`), register)]);
      longest = Math.max(longest, performance.now() - due);
    }
  };
  const appended = appending();
  await work().finally(() => {
    state.ended = true;
  });
  await appended;
  return longest;
}

async function measured(
  database: Database,
  county: County,
  now: number,
  { name, version }: { name: string; version: number },
): Promise<{ waitMs: number; looked: number; wholeMs: number; things: number }> {
  const said = { looked: 0, things: 0 };
  const begun = performance.now();
  const waitMs = await longestWait(database, now, name, () =>
    replaceCounty(database.store, county, {
      now: () => now,
      version,
      onLooked: (events) => {
        said.looked = events;
      },
      onWriting: (things) => {
        said.things = things;
      },
    }),
  );
  return { ...said, waitMs, wholeMs: performance.now() - begun };
}

const versionOf = async (store: Store): Promise<number> =>
  (await store.read((view) => view.countyVersions()))[0]?.version ?? 0;

async function run({ folder, quick, say }: BenchContext): Promise<Row[]> {
  const now = Date.parse('2026-11-22T12:00:00+08:00');
  const count = quick ? 5000 : 100_000;
  let county = benchCounty(sites);
  const database = await openDatabase(folder, 'registers', county, now);
  const { store } = database;
  const rows: Row[] = [];
  try {
    say(`registers: ${whole(count)} events`);
    await append(database, storiesOf({ county, count, from: now - spanMs, to: now, name: 'r' }));
    await project(database, now);
    for (const { name, change, daily } of changes) {
      say(`registers: ${name}`);
      county = change(county);
      const found = await measured(database, county, now, { name, version: await versionOf(store) });
      rows.push({
        what: `longest wait of an append while there changes, with ${whole(count)} events: ${name}`,
        measured: `${whole(found.waitMs)} ms (${whole(found.looked)} events looked at, ${whole(found.things)} things written, in force after ${decimals(found.wholeMs / 1000)} s)`,
        goal: daily ? `≤ ${goalMs} ms` : '',
        ...(daily && { met: found.waitMs <= goalMs }),
      });
    }
    const anew = () =>
      store.project(county.profile.code, (transaction) => projectAll(transaction, new Register(county), now));
    rows.push({
      what: '  beside it: all figures told anew in one transaction',
      measured: `${whole(await longestWait(database, now, 'anew', anew))} ms`,
      goal: '',
    });
    return rows;
  } finally {
    await store.close();
  }
}

export const registers: Bench = { name: 'registers', run };
