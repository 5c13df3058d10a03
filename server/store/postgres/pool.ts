/** Connections of one kind: as many as work at the same time, up to a bound; who comes later waits in line. */
import { StoreError } from '../store.ts';
import { Connection, type ConnectionSettings } from './connection.ts';

/** Whoever waits longer than this for a connection is better told so: they are held by a server that hangs. */
const waitMs = 10_000;

export class Pool {
  readonly #url: string;
  readonly #settings: ConnectionSettings;
  readonly #most: number;
  readonly #idle: Connection[] = [];
  readonly #waiting: (() => void)[] = [];
  #used = 0;
  #closed = false;
  #lastGone: (() => void) | undefined;

  constructor(url: string, settings: ConnectionSettings, most: number) {
    this.#url = url;
    this.#settings = settings;
    this.#most = most;
  }

  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('The store is closed.');
    if (this.#used < this.#most) this.#used += 1;
    else await this.#handedOn();
    let connection: Connection | undefined;
    try {
      connection = await this.#take();
      return await work(connection);
    } finally {
      await this.#give(connection);
    }
  }

  /** Refuses new work, waits for what is under way and closes every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#used > 0)
      await new Promise<void>((resolve) => {
        this.#lastGone = resolve;
      });
    await Promise.all(this.#idle.splice(0).map((connection) => connection.close()));
  }

  /** Whoever is done hands on his place. */
  #handedOn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(new StoreError('unavailable', 'The database cannot be used now: every connection is busy.'));
      }, waitMs);
      this.#waiting.push(begin);
    });
  }

  async #take(): Promise<Connection> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) if (!idle.broken) return idle;
    return Connection.open(this.#url, this.#settings);
  }

  async #give(connection: Connection | undefined): Promise<void> {
    if (connection && !connection.broken) this.#idle.push(connection);
    const next = this.#waiting.shift();
    if (next) next();
    else {
      this.#used -= 1;
      if (this.#used === 0) this.#lastGone?.();
    }
  }
}
