/** What is read from the journal: by place in it, by thing, by site. */
import type { JournalEvent } from '../../../shared/events/journal-event.ts';
import type { EventMark, JournalRow, SiteFacts } from '../store.ts';
import type { Connection } from './connection.ts';

/**
 * Holds for an event that takes part: no retraction up to the seq `?3` and the instant `?4` names it. A retraction itself cannot be retracted
 * (contract §3). The index of targets is named, because a range of seqs in a county looks better to the planner and
 * is nearly the whole journal; those of things and sites below are named for the same reason.
 */
const standing = `(j.type = 'event.retracted' or not exists (
  select 1 from journal r indexed by journal_by_target
  where r.target = j.source || ' ' || j.id and r.county = ?1 and r.seq <= ?3 and r.at <= ?4))`;

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

/** The events of each thing that are not retracted, by seq; a thing without one has no entry. */
export function eventsOf(
  connection: Connection,
  county: string,
  things: readonly string[],
  upToSeq: number,
  happenedBy = everAt,
): Map<string, JournalEvent[]> {
  const rows = connection.all<
    [string, number, string, string, string, string, number, string | null, string]
  >(
    `select j.thing, j.seq, j.source, j.id, j.site, j.type, j.at, j.actor, j.data
    from json_each(?2) k cross join journal j indexed by journal_by_thing
      on j.county = ?1 and j.thing = k.value and j.seq <= ?3 and j.at <= ?4
    where ${standing} order by k.key, j.seq`,
    county,
    JSON.stringify(things),
    upToSeq,
    happenedBy,
  );
  const events = new Map<string, JournalEvent[]>();
  for (const [thing, ...fields] of rows) {
    const event = journalEvent(...fields);
    const list = events.get(thing);
    if (list) list.push(event);
    else events.set(thing, [event]);
  }
  return events;
}

export function seqsOf(
  connection: Connection,
  county: string,
  things: readonly string[],
): Map<string, number[]> {
  const rows = connection.all<[string, number]>(
    `select j.thing, j.seq from json_each(?2) k cross join journal j indexed by journal_by_thing on j.county = ?1 and j.thing = k.value
    where j.seq <= ?3 and ${standing} order by k.key, j.seq`,
    county,
    JSON.stringify(things),
    wholeJournal,
    everAt,
  );
  const seqs = new Map<string, number[]>();
  for (const [thing, seq] of rows) {
    const list = seqs.get(thing);
    if (list) list.push(seq);
    else seqs.set(thing, [seq]);
  }
  return seqs;
}

/** Things that a retraction touches are told with it; a retraction of a retraction touches nothing. */
export function addTarget(connection: Connection, county: string, mark: EventMark, target: string): void {
  const space = target.indexOf(' ');
  const found = connection.one<[string, string]>(
    `select thing, site from journal where source = ? and id = ? and county = ? and type <> 'event.retracted'`,
    target.slice(0, space),
    target.slice(space + 1),
    county,
  );
  if (!found) return;
  [mark.targetThing, mark.targetSite] = found;
}

export function marksAfter(connection: Connection, county: string, seq: number, limit: number): EventMark[] {
  const rows = connection.all<[number, string, string, string, number, string | null]>(
    'select seq, type, site, thing, at, target from journal where county = ? and seq > ? order by seq limit ?',
    county,
    seq,
    limit,
  );
  return rows.map(([seq, type, site, thing, at, target]) => {
    const mark: EventMark = { seq, type, site, thing, at };
    if (target !== null) addTarget(connection, county, mark, target);
    return mark;
  });
}

/** What an operator commands for a site is no word of the site itself. */
export const ownWord = `j.actor is null and j.seq <= ?3 and j.at <= ?4 and ${standing}`;

const newestOfSite = `(
  select j.at from journal j indexed by journal_by_site
  where j.county = ?1 and j.site = k.value and ${ownWord} order by j.at desc limit 1)`;

/** The newest `time` (ms) of an event of each site itself; a site that was never heard of has no entry. */
export function newestEvents(
  connection: Connection,
  county: string,
  sites: readonly string[],
  upToSeq: number,
  happenedBy = everAt,
): Map<string, number> {
  const rows = connection.all<[string, number | null]>(
    `select k.value, ${newestOfSite} from json_each(?2) k`,
    county,
    JSON.stringify(sites),
    upToSeq,
    happenedBy,
  );
  return new Map(rows.flatMap(([site, at]) => (at === null ? [] : [[site, at] as const])));
}

const factsOfSite = `
  k.value, ${newestOfSite},
  (select substr(c.period, 2) from cell c where c.county = ?1 and c.place = 's:' || k.value
    and c.series = 'activities' and c.period >= 'D' and c.period < 'E' and c.key = ''
    order by c.period desc limit 1)`;

/** Facts of the given sites, or of every site that the registers ever held. */
export function siteFacts(
  connection: Connection,
  county: string,
  sites: readonly string[] | 'all',
  upToSeq: number,
): SiteFacts[] {
  const from =
    sites === 'all'
      ? '(select code as value from site where county = ?2) k order by k.value'
      : 'json_each(?2) k order by k.key';
  const rows = connection.all<[string, number | null, string | null]>(
    `select ${factsOfSite} from ${from}`,
    county,
    sites === 'all' ? county : JSON.stringify(sites),
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

export function journalPage(
  connection: Connection,
  county: string,
  after: number,
  limit: number,
  withPersonal: boolean,
): JournalRow[] {
  const rows = connection.all<
    [number, number, string, string, string, number, string | null, string, string | null]
  >(
    `select j.seq, j.received_at, j.source, j.id, j.type, j.at, j.actor, j.data, p.body
    from journal j left join personal p on ? and p.county = j.county and p.seq = j.seq
    where j.county = ? and j.seq > ? order by j.seq limit ?`,
    withPersonal ? 1 : 0,
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

export function personalOf(
  connection: Connection,
  county: string,
  seqs: readonly number[],
): Map<number, string> {
  return new Map(
    connection.all<[number, string]>(
      'select p.seq, p.body from json_each(?) k cross join personal p on p.county = ? and p.seq = k.value',
      JSON.stringify(seqs),
      county,
    ),
  );
}

/** Keys of things with events up to a seq, in order of their keys. */
export function thingsPage(
  connection: Connection,
  county: string,
  seq: number,
  page: { limit: number; after?: string },
): string[] {
  const rows = connection.all<[string]>(
    'select distinct thing from journal where county = ? and thing > ? and seq <= ? order by thing limit ?',
    county,
    page.after ?? '',
    seq,
    page.limit,
  );
  return rows.map(([thing]) => thing);
}

/** Forgotten members are written over, not only unlinked; a checkpoint that waited for readers could wait for ever. */
function erase(connection: Connection, sql: string, ...values: (string | number)[]): number {
  connection.execute('pragma secure_delete = on');
  const erased = connection.write(() => connection.run(sql, ...values));
  connection.execute('pragma secure_delete = off; pragma wal_checkpoint(passive)');
  return erased;
}

export const erasePersonalBefore = (connection: Connection, county: string, receivedBefore: number): number =>
  erase(connection, 'delete from personal where county = ? and received_at < ?', county, receivedBefore);

/** Every event of a thing that names somebody goes with it: a check-out says only which record it ends. */
export const erasePersonal = (
  connection: Connection,
  member: 'volunteerId' | 'orderId',
  id: string,
): number =>
  erase(
    connection,
    `delete from personal where (county, seq) in (select county, seq from journal where (county, thing) in
      (select county, thing from journal where json_extract(data, '$.' || ?) = ?))`,
    member,
    id,
  );
