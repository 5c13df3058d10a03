/** The journal's only way in. */
import type { AppendOutcome, EventProbe, NewEvent } from '../store.ts';
import type { Connection } from './connection.ts';

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
  const { county, source, id, site, type, at, receivedAt, thing, target, digest, data, personal } = event;
  const added = connection.run(
    'insert into journal values (?,?,?,?,?,?,?,?,?,?,?,?) on conflict (source, id) do nothing',
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
