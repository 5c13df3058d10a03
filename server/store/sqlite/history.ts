/** What was said of a thing, taken back or not. */
import type { HistoryRow, NewEvent } from '../store.ts';
import type { Connection } from './connection.ts';

/** A retraction is found by the name that it takes back; the index is named as that of things is. */
const retractions = `journal r indexed by journal_by_target on r.target = j.source || ' ' || j.id
  and r.county = j.county and j.type <> 'event.retracted'`;

export function newestSeqs(
  connection: Connection,
  county: string,
  things: readonly string[],
): Map<string, number> {
  return new Map(
    connection.all<[string, number]>(
      `select k.value, max(max(j.seq), coalesce(max(r.seq), 0))
      from json_each(?) k cross join journal j indexed by journal_by_thing on j.county = ? and j.thing = k.value
      left join ${retractions} group by k.value`,
      JSON.stringify(things),
      county,
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

export function historyOf(connection: Connection, county: string, thing: string): HistoryRow[] {
  const own = 'journal j indexed by journal_by_thing';
  const rows = connection.all<Fields>(
    `select ${columns('j')}, null from ${own} where j.county = ?1 and j.thing = ?2
    union all
    select ${columns('r')}, j.seq from ${own} cross join ${retractions} where j.county = ?1 and j.thing = ?2
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

export function appendedEvents(
  connection: Connection,
  county: string,
  after: number,
  limit: number,
): NewEvent[] {
  const rows = connection.all<AppendedFields>(
    `select ${appendedColumns} from journal j left join personal p on p.county = j.county and p.seq = j.seq
    where j.county = ? and j.seq > ? order by j.seq limit ?`,
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
