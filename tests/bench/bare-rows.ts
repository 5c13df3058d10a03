/**
 * A process that does nothing but insert the rows of events into a journal like the server's, on the same engine with
 * the same settings: the most that a database of this machine stores for good.
 */
import pg from 'pg';
import { openStore } from '../../server/store/open-store.ts';
import { namesIn } from '../../server/store/postgres/names.ts';
import { Connection } from '../../server/store/sqlite/connection.ts';
import type { NewEvent } from '../../server/store/store.ts';
import { Register } from '../../shared/county/register.ts';
import { newEvent } from '../support/county-journal.ts';
import { benchCounty } from './county.ts';
import { storiesOf } from './events.ts';
import { given, tell } from './server.ts';

export interface BareRowsGiven {
  /** The database, which is made. */
  url: string;
  sites: number;
  /** Rows of one transaction. */
  batch: number;
  seconds: number;
}

export interface BareRowsResult {
  perSecond: number;
  /** Milliseconds of CPU for each row. */
  cpuMs: number;
}

const dayMs = 86_400_000;
/** Stories are prepared beforehand; the rows of a further round have other names. */
const prepared = 20_000;

function rowsOf(sites: number): NewEvent[] {
  const county = benchCounty(sites);
  const register = new Register(county);
  const now = Date.now();
  const span = { from: now - 8 * dayMs, to: now - 2 * dayMs };
  return storiesOf({ county, count: prepared, ...span, name: 'bare' }).map((event) =>
    newEvent(event, register),
  );
}

type Value = string | number | null;

/** The values of a row, in the order of the columns that both kinds of database have. */
function valuesOf(row: NewEvent, seq: number): Value[] {
  const { county, source, id, site, type, at, receivedAt, thing, target, digest, data, actor } = row;
  const name = `${id}-${Math.floor(seq / prepared)}`;
  const first = [county, seq, source, name, site, type, at, receivedAt];
  return [...first, thing, target ?? null, digest, data, actor ?? null];
}

/** What PostgreSQL keeps besides: whom and what an event names, which SQLite finds in its data for an index. */
function namesOf(row: NewEvent): Value[] {
  const { volunteer, activity } = namesIn(row);
  return [volunteer ?? null, activity ?? null];
}

/** Stores rows in one transaction that waits for the disk. */
interface Loop {
  insert(rows: Value[][]): void | Promise<void>;
  close(): void | Promise<void>;
}

function sqliteLoop(file: string): Loop {
  const connection = new Connection(file, 'write');
  const sql = `insert into journal values (${Array(13).fill('?').join(',')})`;
  return {
    insert: (rows) =>
      connection.write(() => {
        for (const row of rows) connection.run(sql, ...row);
      }),
    close: () => connection.close(),
  };
}

/** All rows of a transaction in one statement, which is the fastest way that the driver has. */
async function postgresLoop(url: string): Promise<Loop> {
  const client = new pg.Client({ connectionString: url, options: '-c synchronous_commit=on' });
  await client.connect();
  const columns = ['county', 'seq', 'source', 'id', 'site', 'type', 'at', 'received_at'];
  const types = [
    'text',
    'bigint',
    'text',
    'text',
    'text',
    'text',
    'bigint',
    'bigint',
    ...Array(7).fill('text'),
  ];
  const all = [...columns, 'thing', 'target', 'digest', 'data', 'actor', 'volunteer', 'activity'];
  const text = `insert into journal (${all.join(',')}) select * from unnest(${types.map((type, n) => `$${n + 1}::${type}[]`).join(',')})`;
  return {
    insert: async (rows) => {
      await client.query({ name: 'rows', text, values: all.map((_, n) => rows.map((row) => row[n])) });
    },
    close: () => client.end(),
  };
}

async function run({ url, sites, batch, seconds }: BareRowsGiven): Promise<BareRowsResult> {
  const rows = rowsOf(sites);
  await (await openStore(url)).close();
  const inFile = url.startsWith('sqlite:');
  const names = inFile ? rows.map(() => []) : rows.map(namesOf);
  const loop = inFile ? sqliteLoop(url.slice('sqlite:'.length)) : await postgresLoop(url);
  let seq = 0;
  const begun = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - begun < seconds * 1000) {
    const group = Array.from({ length: batch }, (_, n) => {
      const index = (seq + n) % rows.length;
      const row = rows[index];
      return row ? [[...valuesOf(row, seq + n + 1), ...(names[index] ?? [])]] : [];
    }).flat();
    await loop.insert(group);
    seq += group.length;
  }
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  await loop.close();
  return { perSecond: (seq / took) * 1000, cpuMs: (user + system) / 1000 / seq };
}

if (process.argv[1]?.endsWith('bare-rows.ts')) tell(await run(given<BareRowsGiven>()));
