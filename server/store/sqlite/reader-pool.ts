/** Connections that read: as many as read at the same time, up to a bound; who comes later waits in line. */
import { Connection } from './connection.ts';
import { failureOf } from './failure.ts';

const maxReaders = 4;

export class ReaderPool {
  readonly #file: string;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #open = 0;
  #closed = false;
  #lastGone: (() => void) | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#take();
    try {
      return await work(connection);
    } catch (error) {
      throw failureOf(error);
    } finally {
      this.#give(connection);
    }
  }

  /** Refuses new readers, waits for those under way and closes every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
    if (this.#open > 0)
      await new Promise<void>((resolve) => {
        this.#lastGone = resolve;
      });
  }

  async #take(): Promise<Connection> {
    if (this.#closed) throw new Error('The store is closed.');
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#open < maxReaders) {
      const connection = new Connection(this.#file, 'read');
      this.#open += 1;
      return connection;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else if (this.#closed) this.#drop(connection);
    else this.#idle.push(connection);
  }

  #drop(connection: Connection): void {
    connection.close();
    this.#open -= 1;
    if (this.#open === 0) this.#lastGone?.();
  }
}
