/** What was said of a thing, taken back or not. */
import type { HistoryRow, NewEvent } from '../store.ts';
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

type AppendedFields = [
  source: string,
  id: string,
  site: string,
  type: string,
  at: number,
  receivedAt: number,
  thing: string,
  target: string | null,
  digest: string,
  data: string,
  actor: string | null,
  personal: string | null,
];

const appendedColumns = `j.source, j.id, j.site, j.type, j.at, j.received_at, j.thing, j.target, j.digest, j.data,
  j.actor, p.body`;

export async function appendedEvents(
  connection: Connection,
  county: string,
  after: number,
  limit: number,
): Promise<NewEvent[]> {
  const rows = await connection.all<AppendedFields>(
    `select ${appendedColumns} from journal j left join personal p on p.county = j.county and p.seq = j.seq
    where j.county = $1 and j.seq > $2 order by j.seq limit $3`,
    county,
    after,
    limit,
  );
  return rows.map(
    ([source, id, site, type, at, receivedAt, thing, target, digest, data, actor, personal]) => {
      const event: NewEvent = {
        kind: 'event',
        county,
        site,
        source,
        id,
        type,
        at,
        receivedAt,
        thing,
        digest,
        data,
      };
      if (target !== null) event.target = target;
      if (actor !== null) event.actor = actor;
      if (personal !== null) event.personal = personal;
      return event;
    },
  );
}
