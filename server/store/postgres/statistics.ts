/**
 * What the planner knows of the tables. A server of PostgreSQL looks at a table by itself a minute or so after it has
 * grown; until then the planner takes a county for a few rows, and reads the whole of it for each thing. So whoever
 * projects has the tables looked at first, and whenever there is ten times as much as was known.
 */
import type { Connection } from './connection.ts';

const tables = 'journal, thing, contribution, feed, cell, distinct_cell, member';
/** Of fewer rows than these nothing is to be learned: they are read whole at no cost. */
const fewRows = 300;
const growth = 10;

export class Statistics {
  #next = fewRows;

  /** A journal has been projected up to `seq`. */
  async reached(connection: Connection, seq: number): Promise<void> {
    if (seq < this.#next) return;
    this.#next = seq * growth;
    // What was projected is so, whether the planner hears of it or not.
    await this.#look(connection, seq).catch(() => undefined);
  }

  /** Another server, or PostgreSQL itself, may have looked already. */
  async #look(connection: Connection, seq: number): Promise<void> {
    const known = await connection.one<[number]>(
      "select reltuples::float8 from pg_class where oid = 'journal'::regclass",
    );
    if ((known?.[0] ?? 0) < seq / growth) await connection.execute(`analyze (skip_locked) ${tables}`);
  }
}
