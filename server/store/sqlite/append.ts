/** The journal's only way in. */
import type { AppendOutcome, Command, CommandOutcome, EventProbe, NewEvent } from '../store.ts';
import type { Connection } from './connection.ts';
import { newestSeqs } from './history.ts';

/** The next seq of each county of one append, written back when all of it is in. */
class Counters {
  readonly #seqs = new Map<string, number>();
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  next(county: string): number {
    const known = this.#seqs.get(county);
    if (known !== undefined) return known + 1;
    return (this.#connection.one<[number]>('select seq from counter where county = ?', county)?.[0] ?? 0) + 1;
  }

  take(county: string, seq: number): void {
    this.#seqs.set(county, seq);
  }

  save(): void {
    for (const [county, seq] of this.#seqs)
      this.#connection.run(
        'insert into counter values (?, ?) on conflict do update set seq = excluded.seq',
        county,
        seq,
      );
  }
}

/** A unique name is the test for a repetition, so that an event which is new costs one statement. */
function insert(connection: Connection, event: NewEvent, seq: number): boolean {
  const { county, source, id, site, type, at, receivedAt, thing, target, digest, data, personal, actor } =
    event;
  const added = connection.run(
    'insert into journal values (?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict (source, id) do nothing',
    county,
    seq,
    source,
    id,
    site,
    type,
    at,
    receivedAt,
    thing,
    target ?? null,
    digest,
    data,
    actor ?? null,
  );
  if (added === 0) return false;
  if (personal !== undefined)
    connection.run('insert into personal values (?, ?, ?, ?)', county, seq, receivedAt, personal);
  return true;
}

function compare(connection: Connection, { source, id, digest }: NewEvent | EventProbe): AppendOutcome {
  const stored = connection.one<[number, string]>(
    'select seq, digest from journal where source = ? and id = ?',
    source,
    id,
  );
  if (!stored) return { status: 'absent' };
  return stored[1] === digest ? { status: 'duplicate', seq: stored[0] } : { status: 'id-conflict' };
}

/** Appends in order in one transaction; an event of the same call is a repetition like any other. */
export function append(connection: Connection, items: readonly (NewEvent | EventProbe)[]): AppendOutcome[] {
  if (items.length === 0) return [];
  return connection.write(() => {
    const counters = new Counters(connection);
    const outcomes = items.map((item): AppendOutcome => {
      if (item.kind === 'probe') return compare(connection, item);
      const seq = counters.next(item.county);
      if (!insert(connection, item, seq)) return compare(connection, item);
      counters.take(item.county, seq);
      return { status: 'accepted', seq };
    });
    counters.save();
    return outcomes;
  });
}

const newestOf = (connection: Connection, county: string, thing: string): number =>
  newestSeqs(connection, county, [thing]).get(thing) ?? 0;

/** Appends the events of a command in one transaction, all or none. */
export function appendCommand(
  connection: Connection,
  { county, thing, seen, restsOn = [], events }: Command,
): CommandOutcome {
  return connection.write(() => {
    const known = events.map((event) => compare(connection, event));
    if (known.some(({ status }) => status === 'id-conflict')) return { status: 'id-conflict' };
    const seqs = known.flatMap((outcome) => ('seq' in outcome ? [outcome.seq] : []));
    if (seqs.length > 0) return { status: 'duplicate', seqs };
    for (const known of [{ thing, seen }, ...restsOn]) {
      const newest = newestOf(connection, county, known.thing);
      if (newest > known.seen) return { status: 'overtaken', newest };
    }
    const counters = new Counters(connection);
    const added = events.map((event) => {
      const seq = counters.next(county);
      insert(connection, event, seq);
      counters.take(county, seq);
      return seq;
    });
    counters.save();
    return { status: 'accepted', seqs: added };
  });
}
