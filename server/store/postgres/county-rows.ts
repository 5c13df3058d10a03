/** Counties, the sites that ever stood in their registers, and how far each is projected. */
import type { County } from '../../../shared/county/county.ts';
import { type JournalHead, type Position, StoreError } from '../store.ts';
import type { Connection } from './connection.ts';

export async function positionOf(connection: Connection, county: string): Promise<Position> {
  const row = await connection.one<[number, number]>(
    'select seq, as_of from position where county = $1',
    county,
  );
  return row ? { seq: row[0], asOf: row[1] } : { seq: 0, asOf: 0 };
}

/** Nobody else projects the county, or changes its registers, before this transaction is over. */
export async function lockPosition(connection: Connection, county: string): Promise<void> {
  const lock = () => connection.run('select seq from position where county = $1 for update', county);
  if ((await lock()) > 0) return;
  await connection.run('insert into position values ($1, 0, 0) on conflict do nothing', county);
  await lock();
}

export async function savePosition(
  connection: Connection,
  county: string,
  { seq, asOf }: Position,
): Promise<void> {
  await connection.run(
    `insert into position values ($1, $2, $3)
    on conflict (county) do update set seq = excluded.seq, as_of = excluded.as_of`,
    county,
    seq,
    asOf,
  );
}

/** One for each county of the registers. */
export async function headsOf(connection: Connection): Promise<JournalHead[]> {
  const rows = await connection.all<[string, number | null, number | null, number | null, number | null]>(
    `select c.code, n.seq, p.seq, p.as_of, (
      select min(t.next_change_at) from thing t where t.county = c.code and t.next_change_at is not null)
    from county c left join counter n on n.county = c.code left join position p on p.county = c.code
    order by c.code`,
  );
  return rows.map(([county, head, seq, asOf, nextChangeAt]) => {
    const row: JournalHead = { county, head: head ?? 0, position: { seq: seq ?? 0, asOf: asOf ?? 0 } };
    if (nextChangeAt !== null) row.nextChangeAt = nextChangeAt;
    return row;
  });
}

export async function countyVersions(connection: Connection): Promise<{ code: string; version: number }[]> {
  const rows = await connection.all<[string, number]>('select code, version from county order by code');
  return rows.map(([code, version]) => ({ code, version }));
}

export async function countyVersion(connection: Connection, code: string): Promise<number> {
  const row = await connection.one<[number]>('select version from county where code = $1', code);
  return row?.[0] ?? 0;
}

export async function countyOf(connection: Connection, code: string): Promise<County | undefined> {
  const row = await connection.one<[string]>('select body from county where code = $1', code);
  return row && (JSON.parse(row[0]) as County);
}

/**
 * Inside a transaction that has the county to itself; returns the version under which the registers are stored now. A
 * site keeps its code and its county for ever.
 */
export async function putCounty(connection: Connection, county: County): Promise<number> {
  const { code } = county.profile;
  const sites = county.sites.map((site) => site.code);
  await connection.run(
    'insert into site select k, $2 from unnest($1::text[]) k order by k on conflict do nothing',
    sites,
    code,
  );
  const foreign = await connection.one<[string, string]>(
    'select code, county from site where code = any($1::text[]) and county <> $2 order by code limit 1',
    sites,
    code,
  );
  if (foreign)
    throw new StoreError('site-clash', `Site code ${foreign[0]} belongs to county ${foreign[1]} already.`);
  const version = (await countyVersion(connection, code)) + 1;
  await connection.run(
    `insert into county values ($1, $2, $3)
    on conflict (code) do update set version = excluded.version, body = excluded.body`,
    code,
    version,
    JSON.stringify(county),
  );
  return version;
}
