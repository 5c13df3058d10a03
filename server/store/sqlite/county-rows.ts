/** Counties, the sites that ever stood in their registers, and how far each is projected. */
import type { County } from '../../../shared/county/county.ts';
import { type JournalHead, type Position, StoreError } from '../store.ts';
import type { Connection } from './connection.ts';

export function positionOf(connection: Connection, county: string): Position {
  const row = connection.one<[number, number]>('select seq, as_of from position where county = ?', county);
  return row ? { seq: row[0], asOf: row[1] } : { seq: 0, asOf: 0 };
}

export function savePosition(connection: Connection, county: string, { seq, asOf }: Position): void {
  connection.run(
    `insert into position values (?, ?, ?)
    on conflict do update set seq = excluded.seq, as_of = excluded.as_of`,
    county,
    seq,
    asOf,
  );
}

/** One for each county of the registers. */
export function headsOf(connection: Connection): JournalHead[] {
  const rows = connection.all<[string, number | null, number | null, number | null, number | null]>(
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

export const countyVersions = (connection: Connection): { code: string; version: number }[] =>
  connection
    .all<[string, number]>('select code, version from county order by code')
    .map(([code, version]) => ({ code, version }));

export const countyVersion = (connection: Connection, code: string): number =>
  connection.one<[number]>('select version from county where code = ?', code)?.[0] ?? 0;

export function countyOf(connection: Connection, code: string): County | undefined {
  const body = connection.one<[string]>('select body from county where code = ?', code)?.[0];
  return body === undefined ? undefined : (JSON.parse(body) as County);
}

/**
 * Inside a transaction; returns the version under which the registers are stored now. A site keeps its code and its
 * county for ever.
 */
export function putCounty(connection: Connection, county: County): number {
  const { code } = county.profile;
  for (const site of county.sites) {
    connection.run('insert into site values (?, ?) on conflict do nothing', site.code, code);
    const owner = connection.one<[string]>('select county from site where code = ?', site.code)?.[0];
    if (owner !== code)
      throw new StoreError('site-clash', `Site code ${site.code} belongs to county ${owner} already.`);
  }
  const version = countyVersion(connection, code) + 1;
  connection.run(
    `insert into county values (?, ?, ?)
    on conflict do update set version = excluded.version, body = excluded.body`,
    code,
    version,
    JSON.stringify(county),
  );
  return version;
}
