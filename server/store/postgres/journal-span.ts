/** The events of a span of seqs or of time. */
import type { JournalSpan, SpanEvent } from '../store.ts';
import type { Connection } from './connection.ts';
import { targetOf } from './journal.ts';

type Row = [
  seq: number,
  receivedAt: number,
  at: number,
  site: string,
  type: string,
  thing: string,
  town: string | null,
  data: string | null,
  targetThing: string | null,
  targetSite: string | null,
];

const columns = `j.seq, j.received_at, j.at, j.site, j.type, j.thing,
  case when j.thing like 'order:%' then
    (select o.town from thing o where o.county = j.county and o.thing = j.thing) end,
  case when j.type in ('order.placed', 'order.rated') then j.data end, t.thing, t.site`;

/** Every event is of a site that the registers hold or held, and in time only within its site. */
const bySite = `site s join journal j on j.county = $1 and j.site = s.code and j.at > $2 and j.at <= $3`;

export async function countAfter(connection: Connection, county: string, instant: number): Promise<number> {
  const row = await connection.one<[number]>(
    `select count(*) from ${bySite} where s.county = $1`,
    county,
    instant,
    Number.MAX_SAFE_INTEGER,
  );
  return row?.[0] ?? 0;
}

/** The latest `time` of an event up to a seq: in each site the index tells it without a look at an event. */
export async function latestTime(connection: Connection, county: string, upToSeq: number): Promise<number> {
  const row = await connection.one<[number | null]>(
    `select max((select j.at from journal j
      where j.county = $1 and j.site = s.code and j.seq <= $2 order by j.at desc limit 1))
    from site s where s.county = $1`,
    county,
    upToSeq,
  );
  return row?.[0] ?? 0;
}

function rowsOf(connection: Connection, county: string, span: JournalSpan, limit: number): Promise<Row[]> {
  if ('seqs' in span) {
    const { after, upTo } = span.seqs;
    return connection.all<Row>(
      `select ${columns} from journal j ${targetOf}
      where j.county = $1 and j.seq > $2 and j.seq <= $3 order by j.seq limit $4`,
      county,
      after,
      upTo,
      limit,
    );
  }
  const { after, upTo } = span.times;
  return connection.all<Row>(
    `select ${columns} from ${bySite} ${targetOf} where s.county = $1 and j.seq <= $4 order by j.seq limit $5`,
    county,
    after,
    upTo,
    span.head,
    limit,
  );
}

export async function spanEvents(
  connection: Connection,
  county: string,
  span: JournalSpan,
  limit: number,
): Promise<SpanEvent[]> {
  return (await rowsOf(connection, county, span, limit)).map(
    ([seq, receivedAt, at, site, type, thing, town, data, targetThing, targetSite]) => {
      const event: SpanEvent = { seq, receivedAt, at, site, type, thing };
      if (targetThing !== null) event.targetThing = targetThing;
      if (targetSite !== null) event.targetSite = targetSite;
      if (town !== null) event.orderTown = town;
      if (data !== null) event.data = data;
      return event;
    },
  );
}
