/** Who may use which connection: what writes goes one after the other in its line, what reads as much as there is. */
import { Mutex } from '../mutex.ts';
import { StoreError } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

/** Each has a connection of its own, so that appends never wait for the projector. */
export type Line = 'appending' | 'projecting' | 'keeping';

export class Lines {
  readonly #writers: Pool | undefined;
  readonly #readers: Pool;
  readonly #lines: Record<Line, Mutex> = {
    appending: new Mutex(),
    projecting: new Mutex(),
    keeping: new Mutex(),
  };

  constructor(writers: Pool | undefined, readers: Pool) {
    this.#writers = writers;
    this.#readers = readers;
  }

  write<T>(line: Line, work: (connection: Connection) => Promise<T>): Promise<T> {
    const writers = this.#writers;
    if (!writers)
      return Promise.reject(new StoreError('read-only', 'This store was opened for reading only.'));
    return this.#lines[line].run(() => writers.use(work));
  }

  read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#readers.use(work);
  }

  /** Waits for all that was to be written. */
  async settle(): Promise<void> {
    await Promise.all(Object.values(this.#lines).map((line) => line.run(() => undefined)));
  }

  async close(): Promise<void> {
    await this.#readers.close();
    await this.#writers?.close();
  }
}
