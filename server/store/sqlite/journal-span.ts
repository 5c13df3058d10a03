/** The events of a span of seqs or of time. */
import type { JournalSpan, SpanEvent } from '../store.ts';
import type { Connection } from './connection.ts';
import { addTarget } from './journal.ts';

type Row = [
  seq: number,
  receivedAt: number,
  at: number,
  site: string,
  type: string,
  thing: string,
  target: string | null,
  town: string | null,
  data: string | null,
];

const columns = `j.seq, j.received_at, j.at, j.site, j.type, j.thing, j.target,
  iif(j.thing like 'order:%', (select t.town from thing t where t.county = j.county and t.thing = j.thing), null),
  iif(j.type in ('order.placed', 'order.rated'), j.data, null)`;

/** Every event is of a site that the registers hold or held, and in time only within its site. */
const bySite = `site s cross join journal j indexed by journal_by_site
  on j.county = ?1 and j.site = s.code and j.at > ?2 and j.at <= ?3`;

export const countAfter = (connection: Connection, county: string, instant: number): number =>
  connection.one<[number]>(
    `select count(*) from ${bySite} where s.county = ?1`,
    county,
    instant,
    Number.MAX_SAFE_INTEGER,
  )?.[0] ?? 0;

/** The latest `time` of an event up to a seq: in each site the index tells it without a look at an event. */
export const latestTime = (connection: Connection, county: string, upToSeq: number): number =>
  connection.one<[number | null]>(
    `select max((select j.at from journal j indexed by journal_by_site
      where j.county = ?1 and j.site = s.code and j.seq <= ?2 order by j.at desc limit 1))
    from site s where s.county = ?1`,
    county,
    upToSeq,
  )?.[0] ?? 0;

function rowsOf(connection: Connection, county: string, span: JournalSpan, limit: number): Row[] {
  if ('seqs' in span) {
    const { after, upTo } = span.seqs;
    return connection.many<Row>(
      columns,
      `from (select * from journal where county = ? and seq > ? and seq <= ? order by seq limit ?) j`,
      county,
      after,
      upTo,
      limit,
    );
  }
  const { after, upTo } = span.times;
  return connection.all<Row>(
    `select ${columns} from ${bySite} where s.county = ?1 and j.seq <= ?4 order by j.seq limit ?5`,
    county,
    after,
    upTo,
    span.head,
    limit,
  );
}

export function spanEvents(
  connection: Connection,
  county: string,
  span: JournalSpan,
  limit: number,
): SpanEvent[] {
  return rowsOf(connection, county, span, limit).map(
    ([seq, receivedAt, at, site, type, thing, target, town, data]) => {
      const event: SpanEvent = { seq, receivedAt, at, site, type, thing };
      if (target !== null) addTarget(connection, county, event, target);
      if (town !== null) event.orderTown = town;
      if (data !== null) event.data = data;
      return event;
    },
  );
}
