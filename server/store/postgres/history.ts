/** What was said of a thing, taken back or not. */
import type { HistoryRow } from '../store.ts';
import type { Connection } from './connection.ts';

/** A retraction is found by the name that it takes back. */
const retractions = `journal r on r.county = j.county and r.target = j.source || ' ' || j.id
  and j.type <> 'event.retracted'`;

export async function newestSeqs(
  connection: Connection,
  county: string,
  things: readonly string[],
): Promise<Map<string, number>> {
  return new Map(
    await connection.all<[string, number]>(
      `select j.thing, greatest(max(j.seq), max(r.seq))
      from journal j left join ${retractions} where j.county = $1 and j.thing = any($2::text[]) group by j.thing`,
      county,
      things,
    ),
  );
}

type Fields = [
  seq: number,
  receivedAt: number,
  source: string,
  id: string,
  site: string,
  type: string,
  at: number,
  actor: string | null,
  data: string,
  digest: string,
  retracts: number | null,
];

const columns = (table: string): string =>
  ['seq', 'received_at', 'source', 'id', 'site', 'type', 'at', 'actor', 'data', 'digest']
    .map((column) => `${table}.${column}`)
    .join(', ');

export async function historyOf(
  connection: Connection,
  county: string,
  thing: string,
): Promise<HistoryRow[]> {
  const rows = await connection.all<Fields>(
    `select ${columns('j')}, null::bigint from journal j where j.county = $1 and j.thing = $2
    union all
    select ${columns('r')}, j.seq from journal j join ${retractions} where j.county = $1 and j.thing = $2
    order by 1`,
    county,
    thing,
  );
  return rows.map(([seq, receivedAt, source, id, site, type, at, actor, data, digest, retracts]) => {
    const row: HistoryRow = { seq, receivedAt, source, id, site, type, at, data, digest };
    if (actor !== null) row.actor = actor;
    if (retracts !== null) row.retracts = retracts;
    return row;
  });
}
