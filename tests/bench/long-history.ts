/** A county with years of history: one month told by the program, multiplied, and the last weeks told by it again. */
import { createHash } from 'node:crypto';
import { CellSum } from '../../server/projector/difference.ts';
import { allPlaces } from '../../server/projector/touched.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { County } from '../../shared/county/county.ts';
import type { Register } from '../../shared/county/register.ts';
import { kindOfThing } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { newEvent } from '../support/county-journal.ts';
import { type Database, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { monthAfter, monthName, multiply } from './multiply.ts';

const dayMs = 86_400_000;
/** What is older than this is over: nothing of it changes with time. */
const overDays = 62;
const groupSize = 1000;
/** A month is told a part at a time, so that its events need not be in memory. */
const part = 50_000;

export interface LongHistory {
  folder: string;
  name: string;
  county: County;
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

async function tellMonth(database: Database, history: LongHistory, month: string): Promise<void> {
  const { county, monthly, now } = history;
  // Of 28 days, at most one is left to what follows the beginning of a story.
  const from = Date.parse(`${month}-01T00:00:00+08:00`);
  const parts = Math.ceil(monthly / part);
  const step = (27 * dayMs) / parts;
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
}

/** Answers the address of the database. */
export async function makeLongHistory(history: LongHistory): Promise<string> {
  const { folder, name, county, months, recent, now } = history;
  const first = firstMonth(now, months);
  const begun = await openDatabase(folder, name, county, now);
  await tellMonth(begun, history, first);
  await leavePlacesOut(begun);
  await begun.store.close();
  multiply({ file: begun.url.slice('sqlite:'.length), first, count: months });
  const database = { ...begun, store: await openStore(begun.url) };
  await project(database, now);
  const span = { from: now - 20 * dayMs, to: now - dayMs };
  await tell(database, storiesOf({ county, count: recent, ...span, name: 'recent-' }));
  await project(database, now);
  await database.store.close();
  return begun.url;
}
