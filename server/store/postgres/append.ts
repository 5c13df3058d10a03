/** The journal's only way in. */
import type { AppendOutcome, Command, CommandOutcome, EventProbe, NewEvent } from '../store.ts';
import type { Connection } from './connection.ts';
import { isRefusal } from './failure.ts';
import { newestSeqs } from './history.ts';
import { namesIn } from './names.ts';

/** A column of the journal, in the order of the table; `seq` and `county` come from the counter. */
const columnsOf = (events: readonly NewEvent[]) => {
  const names = events.map(namesIn);
  return [
    events.map(({ county }) => county),
    events.map(({ source }) => source),
    events.map(({ id }) => id),
    events.map(({ site }) => site),
    events.map(({ type }) => type),
    events.map(({ at }) => at),
    events.map(({ receivedAt }) => receivedAt),
    events.map(({ thing }) => thing),
    events.map(({ target }) => target ?? null),
    events.map(({ digest }) => digest),
    events.map(({ data }) => data),
    events.map(({ actor }) => actor ?? null),
    names.map(({ volunteer }) => volunteer ?? null),
    names.map(({ activity }) => activity ?? null),
    events.map(({ personal }) => personal ?? null),
  ] as const;
};

/**
 * All in one statement: the counter of each county moves, which makes every other server wait until this one has
 * committed, and the events follow with its numbers. A name that is there already makes the whole statement fail, and
 * nothing has happened.
 */
const insertAll = `
with item as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])
  with ordinality as i (county, source, id, site, type, at, received_at, thing, target, digest, data, actor,
    volunteer, activity, personal, n)
), moved as (
  update counter c set seq = c.seq + k.events
  from (select county, count(*) as events from item group by county) k
  where c.county = k.county returning c.county, c.seq - k.events as before
), numbered as (
  select i.*, m.before + row_number() over (partition by i.county order by i.n) as seq
  from item i join moved m on m.county = i.county
), added as (
  insert into journal
  select county, seq, source, id, site, type, at, received_at, thing, target, digest, data, actor, volunteer, activity
  from numbered order by county, seq
), kept as (
  insert into personal select county, seq, received_at, personal from numbered where personal is not null
)
select seq from numbered order by n`;

/** Every county has a row to wait for before its first event. */
export async function makeCounters(connection: Connection, counties: readonly string[]): Promise<void> {
  await connection.run(
    'insert into counter select k, 0 from unnest($1::text[]) k order by k on conflict do nothing',
    counties,
  );
}

async function insert(connection: Connection, events: readonly NewEvent[]): Promise<number[]> {
  if (events.length === 0) return [];
  const seqs = await connection.all<[number]>(insertAll, ...columnsOf(events));
  if (seqs.length !== events.length) throw new Error('A county has no counter.');
  return seqs.map(([seq]) => seq);
}

/** Nothing comes into these counties before this transaction is over; always in one order, so that nobody waits in a ring. */
async function lockCounters(connection: Connection, counties: readonly string[]): Promise<void> {
  await connection.all(
    'select seq from counter where county = any($1::text[]) order by county for update',
    counties,
  );
}

type Named = Pick<EventProbe, 'source' | 'id' | 'digest'>;

const keyOf = ({ source, id }: Pick<Named, 'source' | 'id'>): string => `${source} ${id}`;

/** The events that are in the journal already, by name. */
async function known(
  connection: Connection,
  items: readonly Named[],
): Promise<Map<string, { seq: number; digest: string }>> {
  const rows = await connection.all<[string, string, number, string]>(
    `select j.source, j.id, j.seq, j.digest
    from unnest($1::text[], $2::text[]) k (source, id) join journal j on j.source = k.source and j.id = k.id`,
    items.map(({ source }) => source),
    items.map(({ id }) => id),
  );
  return new Map(rows.map(([source, id, seq, digest]) => [keyOf({ source, id }), { seq, digest }]));
}

function compare(item: Named, stored: { seq: number; digest: string } | undefined): AppendOutcome {
  if (!stored) return { status: 'absent' };
  return stored.digest === item.digest ? { status: 'duplicate', seq: stored.seq } : { status: 'id-conflict' };
}

const isEvent = (item: NewEvent | EventProbe): item is NewEvent => item.kind === 'event';

export const countiesOf = (items: readonly (NewEvent | EventProbe)[]): string[] => [
  ...new Set(items.filter(isEvent).map(({ county }) => county)),
];

/** With a look at what is there, for a call in which something is repeated or only asked for. */
async function appendSome(
  connection: Connection,
  items: readonly (NewEvent | EventProbe)[],
): Promise<AppendOutcome[]> {
  return connection.write(async () => {
    await lockCounters(connection, countiesOf(items));
    const stored = await known(connection, items);
    const fresh: NewEvent[] = [];
    const first = new Map<string, { index: number; n: number; digest: string }>();
    for (const [index, item] of items.entries()) {
      const key = keyOf(item);
      if (!isEvent(item) || stored.has(key) || first.has(key)) continue;
      first.set(key, { index, n: fresh.length, digest: item.digest });
      fresh.push(item);
    }
    const seqs = await insert(connection, fresh);
    return items.map((item, index): AppendOutcome => {
      const event = first.get(keyOf(item));
      const seq = event && seqs[event.n];
      if (!event || seq === undefined) return compare(item, stored.get(keyOf(item)));
      if (index === event.index) return { status: 'accepted', seq };
      // A probe that stands before the event of its name has found nothing.
      return index < event.index ? { status: 'absent' } : compare(item, { seq, digest: event.digest });
    });
  });
}

/** Appends in order, all or nothing; an event of the same call is a repetition like any other. */
export async function append(
  connection: Connection,
  items: readonly (NewEvent | EventProbe)[],
): Promise<AppendOutcome[]> {
  if (items.length === 0) return [];
  if (items.every(isEvent)) {
    try {
      const seqs = await insert(connection, items);
      return seqs.map((seq) => ({ status: 'accepted', seq }));
    } catch (error) {
      // Servers that lock the same counties in another order may also stand in each other's way.
      if (!isRefusal(error, 'repetition', 'deadlock')) throw error;
    }
  }
  return appendSome(connection, items);
}

/** Appends the events of a command in one transaction, all or none. */
export async function appendCommand(
  connection: Connection,
  { county, thing, seen, restsOn = [], events }: Command,
): Promise<CommandOutcome> {
  return connection.write(async () => {
    await lockCounters(connection, [county]);
    const stored = await known(connection, events);
    const outcomes = events.map((event) => compare(event, stored.get(keyOf(event))));
    if (outcomes.some(({ status }) => status === 'id-conflict')) return { status: 'id-conflict' };
    const before = outcomes.flatMap((outcome) => ('seq' in outcome ? [outcome.seq] : []));
    if (before.length > 0) return { status: 'duplicate', seqs: before };
    const seens = [{ thing, seen }, ...restsOn];
    const newest = await newestSeqs(
      connection,
      county,
      seens.map((one) => one.thing),
    );
    for (const one of seens) {
      const seq = newest.get(one.thing) ?? 0;
      if (seq > one.seen) return { status: 'overtaken', newest: seq };
    }
    return { status: 'accepted', seqs: await insert(connection, events) };
  });
}
