/** Who may use which connection: what writes goes one after the other in its line, what reads as much as there is. */
import { Mutex } from '../mutex.ts';
import { StoreError } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

/** Each has a connection of its own, so that appends never wait for the projector. */
export type Line = 'appending' | 'projecting' | 'keeping';

/** The connections of a store: what it may not do it has none for. */
export interface Pools {
  writers?: Pool;
  /** A statement of the projector may take longer, such as one that forgets a whole county. */
  projectors?: Pool;
  readers: Pool;
}

export class Lines {
  readonly #pools: Pools;
  readonly #lines: Record<Line, Mutex> = {
    appending: new Mutex(),
    projecting: new Mutex(),
    keeping: new Mutex(),
  };

  constructor(pools: Pools) {
    this.#pools = pools;
  }

  write<T>(line: Line, work: (connection: Connection) => Promise<T>): Promise<T> {
    const pool = line === 'projecting' ? this.#pools.projectors : this.#pools.writers;
    if (!pool) return Promise.reject(new StoreError('read-only', 'This store was opened for reading only.'));
    return this.#lines[line].run(() => pool.use(work));
  }

  read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#pools.readers.use(work);
  }

  /** Waits for all that was to be written. */
  async settle(): Promise<void> {
    await Promise.all(Object.values(this.#lines).map((line) => line.run(() => undefined)));
  }

  async close(): Promise<void> {
    const { readers, projectors, writers } = this.#pools;
    await Promise.all([readers.close(), projectors?.close(), writers?.close()]);
  }
}
