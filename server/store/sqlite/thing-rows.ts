/** What is kept of each thing: its body, its contributions, its lines in the feed. Only rows that differ are written. */
import type { FeedEntry } from '../../../shared/board/feed-rows.ts';
import type { Contribution } from '../../../shared/measures/contribution.ts';
import {
  type ContributionFields,
  contributionColumns,
  contributionFrom,
  fieldsOf,
  laterPeriods,
} from '../contribution-row.ts';
import type { LaterDays, ThingUpdate } from '../store.ts';
import type { Connection, SqlValue } from './connection.ts';

/** Rows of one list of a thing, by the last column of their key. */
type Rows = Map<number, SqlValue[]>;

const same = (one: readonly SqlValue[] | undefined, other: readonly SqlValue[]): boolean =>
  one?.every((value, index) => value === other[index]) ?? false;

interface ListTable {
  select: string;
  upsert: string;
  remove: string;
}

const contributionTable: ListTable = {
  select: `select c.thing, n, ${contributionColumns}
    from json_each(?2) k cross join contribution c on c.county = ?1 and c.thing = k.value order by c.thing, c.n`,
  upsert: 'replace into contribution values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)',
  remove: 'delete from contribution where county = ? and thing = ? and n = ?',
};

const feedTable: ListTable = {
  select: `select f.thing, f.seq, f.at, f.site, f.town, f.body
    from json_each(?2) k cross join feed f on f.county = ?1 and f.thing = k.value`,
  upsert: 'replace into feed values (?,?,?,?,?,?,?)',
  remove: 'delete from feed where county = ? and thing = ? and seq = ?',
};

function rowsOf(
  connection: Connection,
  table: ListTable,
  county: string,
  things: readonly string[],
): Map<string, Rows> {
  const lists = new Map<string, Rows>();
  for (const [thing, n, ...values] of connection.all<[string, number, ...SqlValue[]]>(
    table.select,
    county,
    JSON.stringify(things),
  )) {
    let rows = lists.get(thing);
    if (!rows) {
      rows = new Map();
      lists.set(thing, rows);
    }
    rows.set(n, values);
  }
  return lists;
}

function saveRows(
  connection: Connection,
  table: ListTable,
  county: string,
  thing: string,
  stored: Rows | undefined,
  wanted: Rows,
): void {
  for (const [n, values] of wanted)
    if (!same(stored?.get(n), values)) connection.run(table.upsert, county, thing, n, ...values);
  for (const n of stored?.keys() ?? []) if (!wanted.has(n)) connection.run(table.remove, county, thing, n);
}

const feedValues = ({ at, site, town, row }: FeedEntry): SqlValue[] => [
  at,
  site,
  town ?? null,
  JSON.stringify(row),
];

/** A thing that is gone keeps its row only while time alone may bring it back. */
function saveThing(connection: Connection, county: string, update: ThingUpdate): void {
  const { thing, kind, id, site, town, firstSeq, body, nextChangeAt, lastChangeAt } = update;
  if (body === undefined && nextChangeAt === undefined) {
    connection.run('delete from thing where county = ? and thing = ?', county, thing);
    return;
  }
  connection.run(
    `insert into thing values (?,?,?,?,?,?,?,?,?,?) on conflict do update set kind = excluded.kind, id = excluded.id,
    site = excluded.site, town = excluded.town, first_seq = excluded.first_seq, body = excluded.body,
    next_change_at = excluded.next_change_at, last_change_at = excluded.last_change_at`,
    county,
    thing,
    kind,
    id,
    site,
    town ?? null,
    firstSeq,
    body ?? null,
    nextChangeAt ?? null,
    lastChangeAt ?? null,
  );
}

export function saveThings(connection: Connection, county: string, updates: readonly ThingUpdate[]): void {
  const things = updates.map((update) => update.thing);
  const contributions = rowsOf(connection, contributionTable, county, things);
  const feeds = rowsOf(connection, feedTable, county, things);
  for (const update of updates) {
    const { thing } = update;
    saveThing(connection, county, update);
    const wanted = new Map(update.contributions.map((contribution, n) => [n, fieldsOf(contribution)]));
    saveRows(connection, contributionTable, county, thing, contributions.get(thing), wanted);
    const feed = new Map(update.feed.map((entry) => [entry.seq, feedValues(entry)]));
    saveRows(connection, feedTable, county, thing, feeds.get(thing), feed);
  }
}

/** In JSON a number with a fraction would lose its last digits: such an amount is written with all of them. */
const columnsInJson = contributionColumns.replace(
  'c.amount',
  `iif(c.amount = cast(c.amount as integer), cast(c.amount as integer), json(printf('%!.17g', c.amount)))`,
);

/** One thing after the other in the order of the primary key: to sort them would take as long as to read them. */
const ofThings = `from json_each(?2) k cross join contribution c on c.county = ?1 and c.thing = k.value
  where not (c.period >= ?3 and c.period < 'E' and c.measure in (select value from json_each(?4)))`;

export function contributionsOf(
  connection: Connection,
  county: string,
  things: readonly string[],
  without?: LaterDays,
): Map<string, Contribution[]> {
  const lists = new Map<string, Contribution[]>();
  for (const [thing, ...fields] of connection.many<[string, ...ContributionFields]>(
    `c.thing, ${columnsInJson}`,
    ofThings,
    county,
    JSON.stringify(things),
    laterPeriods(without),
    JSON.stringify(without?.measures ?? []),
  )) {
    const list = lists.get(thing);
    if (list) list.push(contributionFrom(fields));
    else lists.set(thing, [contributionFrom(fields)]);
  }
  return lists;
}

export const bodiesOf = (
  connection: Connection,
  county: string,
  things: readonly string[],
): Map<string, string> =>
  new Map(
    connection.all<[string, string]>(
      `select t.thing, t.body from json_each(?2) k cross join thing t on t.county = ?1 and t.thing = k.value
      where t.body is not null`,
      county,
      JSON.stringify(things),
    ),
  );

/** Things that time alone changes at or before an instant, the earliest first. */
export const thingsDue = (connection: Connection, county: string, now: number, limit: number): string[] =>
  connection
    .all<[string]>(
      `select thing from thing where county = ? and next_change_at <= ?
      order by next_change_at, thing limit ?`,
      county,
      now,
      limit,
    )
    .map(([thing]) => thing);

/** Things that time alone has changed after an instant. */
export const changedAfter = (connection: Connection, county: string, instant: number): string[] =>
  connection
    .all<[string]>('select thing from thing where county = ? and last_change_at > ?', county, instant)
    .map(([thing]) => thing);

export const nextChangeAt = (connection: Connection, county: string): number | undefined =>
  connection.one<[number | null]>(
    'select min(next_change_at) from thing where county = ? and next_change_at is not null',
    county,
  )?.[0] ?? undefined;

/** Forgets everything that is derived from the journal. */
export function clearThings(connection: Connection, county: string): void {
  connection.run('delete from member where cell in (select id from distinct_cell where county = ?)', county);
  for (const table of ['thing', 'contribution', 'feed', 'cell', 'distinct_cell'])
    connection.run(`delete from ${table} where county = ?`, county);
}
