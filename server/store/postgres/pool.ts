/** Connections of one kind: as many as work at the same time, up to a bound; who comes later waits in line. */
import { Connection, type ConnectionSettings } from './connection.ts';

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
    // Whoever is done hands on his place.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
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
