/** What is read from the journal: by place in it, by thing, by site. */
import type { JournalEvent } from '../../../shared/events/journal-event.ts';
import type { EventMark, JournalRow, SiteFacts } from '../store.ts';
import type { Connection } from './connection.ts';
import { isAbout } from './names.ts';

/**
 * Holds for an event that takes part: no retraction up to the seq `$3` and the instant `$4` names it. A retraction
 * itself cannot be retracted (contract §3).
 */
const standing = `(j.type = 'event.retracted' or not exists (
  select 1 from journal r
  where r.county = $1 and r.target = j.source || ' ' || j.id and r.seq <= $3 and r.at <= $4))`;

export const wholeJournal = Number.MAX_SAFE_INTEGER;
/** Whenever an event happened. */
export const everAt = Number.MAX_SAFE_INTEGER;

function journalEvent(
  seq: number,
  source: string,
  id: string,
  site: string,
  type: string,
  at: number,
  actor: string | null,
  data: string,
): JournalEvent {
  // The journal takes only events whose type and data have passed the schema.
  const event = { seq, source, id, site, type, at, data: JSON.parse(data) } as JournalEvent;
  if (actor !== null) event.actor = actor;
  return event;
}

function byThing<T>(rows: readonly (readonly [thing: string, value: T])[]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const [thing, value] of rows) {
    const list = lists.get(thing);
    if (list) list.push(value);
    else lists.set(thing, [value]);
  }
  return lists;
}

/** The events of each thing that are not retracted, by seq; a thing without one has no entry. */
export async function eventsOf(
  connection: Connection,
  county: string,
  things: readonly string[],
  upToSeq: number,
  happenedBy = everAt,
): Promise<Map<string, JournalEvent[]>> {
  const rows = await connection.all<
    [string, number, string, string, string, string, number, string | null, string]
  >(
    `select j.thing, j.seq, j.source, j.id, j.site, j.type, j.at, j.actor, j.data
    from unnest($2::text[]) with ordinality k (thing, n)
    join journal j on j.county = $1 and j.thing = k.thing and j.seq <= $3 and j.at <= $4
    where ${standing} order by k.n, j.seq`,
    county,
    things,
    upToSeq,
    happenedBy,
  );
  return byThing(rows.map(([thing, ...fields]) => [thing, journalEvent(...fields)] as const));
}

export async function seqsOf(
  connection: Connection,
  county: string,
  things: readonly string[],
): Promise<Map<string, number[]>> {
  const rows = await connection.all<[string, number]>(
    `select j.thing, j.seq from unnest($2::text[]) with ordinality k (thing, n)
    join journal j on j.county = $1 and j.thing = k.thing
    where j.seq <= $3 and ${standing} order by k.n, j.seq`,
    county,
    things,
    wholeJournal,
    everAt,
  );
  return byThing(rows);
}

/**
 * The event `t` that a retraction `j` names; a retraction of a retraction touches nothing. A source has no space in it.
 */
export const targetOf = `left join journal t on t.county = j.county and t.type <> 'event.retracted'
  and t.source = split_part(j.target, ' ', 1) and t.id = substr(j.target, strpos(j.target, ' ') + 1)`;

export async function marksAfter(
  connection: Connection,
  county: string,
  seq: number,
  limit: number,
): Promise<EventMark[]> {
  const rows = await connection.all<[number, string, string, string, number, string | null, string | null]>(
    `select j.seq, j.type, j.site, j.thing, j.at, t.thing, t.site
    from (select * from journal where county = $1 and seq > $2 order by seq limit $3) j ${targetOf} order by j.seq`,
    county,
    seq,
    limit,
  );
  return rows.map(([seq, type, site, thing, at, targetThing, targetSite]) => {
    const mark: EventMark = { seq, type, site, thing, at };
    if (targetThing !== null) mark.targetThing = targetThing;
    if (targetSite !== null) mark.targetSite = targetSite;
    return mark;
  });
}

/** What an operator commands for a site is no word of the site itself. */
export const ownWord = `j.actor is null and j.seq <= $3 and j.at <= $4 and ${standing}`;

const newestOfSite = `(
  select j.at from journal j
  where j.county = $1 and j.site = k.site and ${ownWord} order by j.at desc limit 1)`;

/** The newest `time` (ms) of an event of each site itself; a site that was never heard of has no entry. */
export async function newestEvents(
  connection: Connection,
  county: string,
  sites: readonly string[],
  upToSeq: number,
  happenedBy = everAt,
): Promise<Map<string, number>> {
  const rows = await connection.all<[string, number | null]>(
    `select k.site, ${newestOfSite} from unnest($2::text[]) k (site)`,
    county,
    sites,
    upToSeq,
    happenedBy,
  );
  return new Map(rows.flatMap(([site, at]) => (at === null ? [] : [[site, at] as const])));
}

const factsOfSite = `
  k.site, ${newestOfSite},
  (select substr(c.period, 2) from cell c where c.county = $1 and c.place = 's:' || k.site
    and c.series = 'activities' and c.period >= 'D' and c.period < 'E' and c.key = ''
    order by c.period desc limit 1)`;

/** Facts of the given sites, or of every site that the registers ever held. */
export async function siteFacts(
  connection: Connection,
  county: string,
  sites: readonly string[] | 'all',
  upToSeq: number,
): Promise<SiteFacts[]> {
  const from =
    sites === 'all'
      ? '(select code as site from site where county = $2) k order by k.site'
      : 'unnest($2::text[]) with ordinality k (site, n) order by k.n';
  const rows = await connection.all<[string, number | null, string | null]>(
    `select ${factsOfSite} from ${from}`,
    county,
    sites === 'all' ? county : sites,
    upToSeq,
    everAt,
  );
  return rows.map(([site, lastEventAt, lastActivityDay]) => {
    const facts: SiteFacts = { site };
    if (lastEventAt !== null) facts.lastEventAt = lastEventAt;
    if (lastActivityDay !== null) facts.lastActivityDay = lastActivityDay;
    return facts;
  });
}

export async function journalPage(
  connection: Connection,
  county: string,
  after: number,
  limit: number,
  withPersonal: boolean,
): Promise<JournalRow[]> {
  const rows = await connection.all<
    [number, number, string, string, string, number, string | null, string, string | null]
  >(
    `select j.seq, j.received_at, j.source, j.id, j.type, j.at, j.actor, j.data, p.body
    from journal j left join personal p on $1 and p.county = j.county and p.seq = j.seq
    where j.county = $2 and j.seq > $3 order by j.seq limit $4`,
    withPersonal,
    county,
    after,
    limit,
  );
  return rows.map(([seq, receivedAt, source, id, type, at, actor, data, personal]) => {
    const row: JournalRow = { seq, receivedAt, source, id, type, at, data };
    if (actor !== null) row.actor = actor;
    if (personal !== null) row.personal = personal;
    return row;
  });
}

export async function personalOf(
  connection: Connection,
  county: string,
  seqs: readonly number[],
): Promise<Map<number, string>> {
  return new Map(
    await connection.all<[number, string]>(
      'select seq, body from personal where county = $1 and seq = any($2::bigint[]) order by seq',
      county,
      seqs,
    ),
  );
}

/** Keys of things with events up to a seq, in order of their keys. */
export async function thingsPage(
  connection: Connection,
  county: string,
  seq: number,
  page: { limit: number; after?: string },
): Promise<string[]> {
  const rows = await connection.all<[string]>(
    'select distinct thing from journal where county = $1 and thing > $2 and seq <= $3 order by thing limit $4',
    county,
    page.after ?? '',
    seq,
    page.limit,
  );
  return rows.map(([thing]) => thing);
}

/** What was removed is gone from the file only once the table is cleaned up. */
async function erase(connection: Connection, sql: string, ...values: Parameters<Connection['run']>[1][]) {
  const erased = await connection.run(sql, ...values);
  if (erased > 0) await connection.execute('vacuum personal');
  return erased;
}

export const erasePersonalBefore = (
  connection: Connection,
  county: string,
  receivedBefore: number,
): Promise<number> =>
  erase(connection, 'delete from personal where county = $1 and received_at < $2', county, receivedBefore);

/** Every event of a thing that names somebody goes with it: a check-out says only which record it ends. */
export async function erasePersonal(
  connection: Connection,
  member: 'volunteerId' | 'orderId',
  id: string,
): Promise<number> {
  // The text narrows it down, wherever it stands; what the event says of itself decides.
  const rows = await connection.all<[string, string, string]>(
    'select county, thing, data from journal where strpos(data, $1) > 0',
    `${JSON.stringify(member)}:${JSON.stringify(id)}`,
  );
  const things = rows.filter(([, , data]) => isAbout(data, member, id));
  return erase(
    connection,
    `delete from personal p using journal j, (select distinct * from unnest($1::text[], $2::text[]) u (county, thing)) k
    where j.county = k.county and j.thing = k.thing and p.county = j.county and p.seq = j.seq`,
    things.map(([county]) => county),
    things.map(([, thing]) => thing),
  );
}
