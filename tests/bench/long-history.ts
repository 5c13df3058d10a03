/** A county with years of history: one month told by the program, multiplied, and the last weeks told by it again. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CellSum } from '../../server/projector/difference.ts';
import { allPlaces } from '../../server/projector/touched.ts';
import { openStore } from '../../server/store/open-store.ts';
import { Register } from '../../shared/county/register.ts';
import { kindOfThing } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { newEvent } from '../support/county-journal.ts';
import { benchCounty } from './county.ts';
import { type Database, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { monthAfter, monthName, multiply } from './multiply.ts';
import { given, runProbe, tell as say } from './server.ts';

const dayMs = 86_400_000;
/** What is older than this is over: nothing of it changes with time. */
const overDays = 62;
const groupSize = 1000;
/** A month is told a part at a time, so that its events need not be in memory. */
const part = 50_000;

export interface LongHistory {
  folder: string;
  name: string;
  sites: number;
  /** Events of each month, and how many months. */
  monthly: number;
  months: number;
  /** Events of the last weeks. */
  recent: number;
  now: number;
}

/** Digests are as long as those of the server; the benches' own say all of the event. */
const stored = (event: JournalEvent, register: Register) => {
  const made = newEvent(event, register);
  return { ...made, digest: createHash('sha256').update(made.digest).digest('base64url') };
};

async function tell({ store, register }: Database, events: readonly JournalEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += groupSize)
    await store.append(events.slice(at, at + groupSize).map((event) => stored(event, register)));
}

/** Takes back what sites and towns add to the figures: what they are comes of all of their history. */
async function leavePlacesOut({ store, register }: Database): Promise<void> {
  await store.project(register.code, async (transaction) => {
    const places = allPlaces(register);
    const before = await transaction.contributionsOf(places);
    const cells = new CellSum(register.code);
    for (const contributions of before.values()) cells.replace(contributions, []);
    const nothing = { id: '', site: '', firstSeq: 0, contributions: [], feed: [] };
    await transaction.saveThings(places.map((thing) => ({ thing, kind: kindOfThing(thing), ...nothing })));
    await transaction.addToCells(cells.changes());
  });
}

/** The first of the months, of which the last is over at `now`. */
function firstMonth(now: number, months: number): string {
  const over = new Date(now - overDays * dayMs).toISOString().slice(0, 7);
  return monthAfter(over, -months);
}

async function tellMonth(database: Database, { sites, monthly, months, now }: LongHistory): Promise<void> {
  // Of 28 days, at most one is left to what follows the beginning of a story.
  const from = Date.parse(`${firstMonth(now, months)}-01T00:00:00+08:00`);
  const parts = Math.ceil(monthly / part);
  const step = (27 * dayMs) / parts;
  const county = benchCounty(sites);
  for (let n = 0; n < parts; n++) {
    const span = { from: from + n * step, to: from + (n + 1) * step };
    const count = Math.min(part, monthly - n * part);
    const events = storiesOf({ county, count, ...span, name: `${monthName(0)}${n}x` });
    // Nobody registers again in each month.
    await tell(
      database,
      events.filter(({ type }) => type !== 'volunteer.registered'),
    );
    await project(database, now);
  }
  await leavePlacesOut(database);
}

async function tellLastWeeks(database: Database, { sites, recent, now }: LongHistory): Promise<void> {
  await project(database, now);
  const span = { from: now - 20 * dayMs, to: now - dayMs };
  await tell(database, storiesOf({ county: benchCounty(sites), count: recent, ...span, name: 'recent-' }));
  await project(database, now);
}

export const fileOf = ({ folder, name }: Pick<LongHistory, 'folder' | 'name'>): string =>
  join(folder, `${name}.db`);

const steps = ['month', 'years', 'weeks'] as const;
type Step = (typeof steps)[number];

async function take(step: Step, history: LongHistory): Promise<void> {
  const { folder, name, sites, months, now } = history;
  const file = fileOf(history);
  const county = benchCounty(sites);
  if (step === 'years') {
    multiply({ file, first: firstMonth(now, months), count: months });
    return;
  }
  const database =
    step === 'month'
      ? await openDatabase(folder, name, county, now)
      : { url: `sqlite:${file}`, store: await openStore(`sqlite:${file}`), register: new Register(county) };
  await (step === 'month' ? tellMonth : tellLastWeeks)(database, history);
  await database.store.close();
}

/** Each step is taken by a process of its own: the driver holds a file for a while after it was closed. */
export async function makeLongHistory(history: LongHistory): Promise<string> {
  for (const step of steps) await runProbe('long-history.ts', { step, history });
  return `sqlite:${fileOf(history)}`;
}

if (process.argv[1]?.endsWith('long-history.ts')) {
  const { step, history } = given<{ step: Step; history: LongHistory }>();
  await take(step, history);
  say({});
}
