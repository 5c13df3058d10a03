/** What is kept of each thing: its body, its contributions, its lines in the feed. Only rows that differ are written. */
import type { Contribution } from '../../../shared/measures/contribution.ts';
import {
  type ContributionFields,
  contributionColumns,
  contributionFrom,
  fieldsOf,
  laterPeriods,
} from '../contribution-row.ts';
import type { LaterDays, ThingUpdate } from '../store.ts';
import type { Connection } from './connection.ts';

type Field = string | number | null;

/** A row of a list of a thing: the last column of its key, and what follows it. */
type Row = readonly [n: number, ...fields: Field[]];

interface ListTable {
  name: 'contribution' | 'feed';
  /** The last column of its key, and what follows it, with their types. */
  columns: readonly (readonly [name: string, type: string])[];
}

const texts = (...names: string[]) => names.map((name) => [name, 'text'] as const);

const contributionTable: ListTable = {
  name: 'contribution',
  columns: [
    ['n', 'int'],
    ...texts('measure', 'period', 'hour'),
    ['amount', 'float8'],
    ['at', 'bigint'],
    ...texts('site', 'town', 'platform', 'category', 'team', 'key', 'member'),
  ],
};

const feedTable: ListTable = {
  name: 'feed',
  columns: [['seq', 'bigint'], ['at', 'bigint'], ...texts('site', 'town', 'body')],
};

async function rowsOf(
  connection: Connection,
  { name, columns }: ListTable,
  county: string,
  things: readonly string[],
): Promise<Map<string, Map<number, Row>>> {
  const found = await connection.all<[thing: string, ...Row]>(
    `select thing, ${columns.map(([column]) => column).join(', ')} from ${name}
    where county = $1 and thing = any($2::text[])`,
    county,
    things,
  );
  const lists = new Map<string, Map<number, Row>>();
  for (const [thing, ...row] of found) {
    const rows = lists.get(thing) ?? new Map<number, Row>();
    lists.set(thing, rows);
    rows.set(row[0], row);
  }
  return lists;
}

const same = (one: Row | undefined, other: Row): boolean =>
  one?.every((value, index) => value === other[index]) ?? false;

/** Makes the lists of things what is wanted: two statements at most. */
async function saveLists(
  connection: Connection,
  table: ListTable,
  county: string,
  wanted: ReadonlyMap<string, readonly Row[]>,
): Promise<void> {
  const { name, columns } = table;
  const stored = await rowsOf(connection, table, county, [...wanted.keys()]);
  const changed = [...wanted].flatMap(([thing, rows]) =>
    rows.filter((row) => !same(stored.get(thing)?.get(row[0]), row)).map((row) => [thing, ...row] as const),
  );
  const gone = [...stored].flatMap(([thing, rows]) => {
    const kept = new Set(wanted.get(thing)?.map(([n]) => n));
    return [...rows.keys()].filter((n) => !kept.has(n)).map((n) => [thing, n] as const);
  });
  const [[key], ...others] = columns as [(typeof columns)[0], ...(typeof columns)[0][]];
  const lists = columns.map(([, type], index) => `$${index + 3}::${type}[]`).join(', ');
  await Promise.all([
    changed.length > 0 &&
      connection.run(
        `insert into ${name} select $1, * from unnest($2::text[], ${lists})
        on conflict (county, thing, ${key}) do update set ${others.map(([column]) => `${column} = excluded.${column}`).join(', ')}`,
        county,
        changed.map(([thing]) => thing),
        ...columns.map((_, index) => changed.map((row) => row[index + 1] as Field)),
      ),
    gone.length > 0 &&
      connection.run(
        `delete from ${name} c using unnest($2::text[], $3::bigint[]) k (thing, n)
        where c.county = $1 and c.thing = k.thing and c.${key} = k.n`,
        county,
        gone.map(([thing]) => thing),
        gone.map(([, n]) => n),
      ),
  ]);
}

/** A thing that is gone keeps its row only while time alone may bring it back. */
async function saveBodies(
  connection: Connection,
  county: string,
  updates: readonly ThingUpdate[],
): Promise<void> {
  const isGone = ({ body, nextChangeAt }: ThingUpdate): boolean =>
    body === undefined && nextChangeAt === undefined;
  const gone = updates.filter(isGone);
  const kept = updates.filter((update) => !isGone(update));
  await Promise.all([
    gone.length > 0 &&
      connection.run(
        'delete from thing where county = $1 and thing = any($2::text[])',
        county,
        gone.map(({ thing }) => thing),
      ),
    kept.length > 0 &&
      connection.run(
        `insert into thing select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::bigint[], $8::text[], $9::bigint[], $10::bigint[])
        on conflict (county, thing) do update set kind = excluded.kind, id = excluded.id, site = excluded.site,
          town = excluded.town, first_seq = excluded.first_seq, body = excluded.body,
          next_change_at = excluded.next_change_at, last_change_at = excluded.last_change_at`,
        county,
        kept.map(({ thing }) => thing),
        kept.map(({ kind }) => kind),
        kept.map(({ id }) => id),
        kept.map(({ site }) => site),
        kept.map(({ town }) => town ?? null),
        kept.map(({ firstSeq }) => firstSeq),
        kept.map(({ body }) => body ?? null),
        kept.map(({ nextChangeAt }) => nextChangeAt ?? null),
        kept.map(({ lastChangeAt }) => lastChangeAt ?? null),
      ),
  ]);
}

export async function saveThings(
  connection: Connection,
  county: string,
  given: readonly ThingUpdate[],
): Promise<void> {
  if (given.length === 0) return;
  // What is said of a thing last holds.
  const updates = [...new Map(given.map((update) => [update.thing, update])).values()];
  const contributions = updates.map(({ thing, contributions }) => {
    const rows = contributions.map((one, n) => [n, ...fieldsOf(one)] as const);
    return [thing, rows] as const;
  });
  const feeds = updates.map(({ thing, feed }) => {
    const rows = feed.map(({ seq, at, site, town, row }) => {
      return [seq, [seq, at, site, town ?? null, JSON.stringify(row)]] as const;
    });
    return [thing, [...new Map<number, Row>(rows).values()]] as const;
  });
  await Promise.all([
    saveBodies(connection, county, updates),
    saveLists(connection, contributionTable, county, new Map(contributions)),
    saveLists(connection, feedTable, county, new Map(feeds)),
  ]);
}

export async function contributionsOf(
  connection: Connection,
  county: string,
  things: readonly string[],
  without?: LaterDays,
): Promise<Map<string, Contribution[]>> {
  const rows = await connection.all<[string, ...ContributionFields]>(
    `select c.thing, ${contributionColumns} from contribution c
    where c.county = $1 and c.thing = any($2::text[])
      and not (c.period >= $3 and c.period < 'E' and c.measure = any($4::text[])) order by c.thing, c.n`,
    county,
    things,
    laterPeriods(without),
    without?.measures ?? [],
  );
  const lists = new Map<string, Contribution[]>();
  for (const [thing, ...fields] of rows) {
    const list = lists.get(thing);
    if (list) list.push(contributionFrom(fields));
    else lists.set(thing, [contributionFrom(fields)]);
  }
  return lists;
}

export async function bodiesOf(
  connection: Connection,
  county: string,
  things: readonly string[],
): Promise<Map<string, string>> {
  return new Map(
    await connection.all<[string, string]>(
      `select thing, body from thing where county = $1 and thing = any($2::text[]) and body is not null`,
      county,
      things,
    ),
  );
}

/** Things that time alone changes at or before an instant, the earliest first. */
export async function thingsDue(
  connection: Connection,
  county: string,
  now: number,
  limit: number,
): Promise<string[]> {
  const rows = await connection.all<[string]>(
    `select thing from thing where county = $1 and next_change_at <= $2
    order by next_change_at, thing limit $3`,
    county,
    now,
    limit,
  );
  return rows.map(([thing]) => thing);
}

/** Things that time alone has changed after an instant. */
export async function changedAfter(
  connection: Connection,
  county: string,
  instant: number,
): Promise<string[]> {
  const rows = await connection.all<[string]>(
    'select thing from thing where county = $1 and last_change_at > $2',
    county,
    instant,
  );
  return rows.map(([thing]) => thing);
}

export async function nextChangeAt(connection: Connection, county: string): Promise<number | undefined> {
  const row = await connection.one<[number | null]>(
    'select min(next_change_at) from thing where county = $1 and next_change_at is not null',
    county,
  );
  return row?.[0] ?? undefined;
}

/** Forgets everything that is derived from the journal. */
export async function clearThings(connection: Connection, county: string): Promise<void> {
  for (const table of ['thing', 'contribution', 'feed', 'cell', 'member', 'distinct_cell'])
    await connection.run(`delete from ${table} where county = $1`, county);
}
