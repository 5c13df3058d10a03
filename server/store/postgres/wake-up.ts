/** Tells that a county has moved, and hears it from other servers: the database passes it on. */
import { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

const channel = 'cockpit_moved';
/** What moves within this time is told at once: a word after every commit would make commits wait for each other. */
const gatherMs = 20;
const retryMs = 1000;

export class WakeUp {
  readonly #url: string;
  readonly #pool: Pool;
  readonly #listeners = new Set<(county: string) => void>();
  readonly #moved = new Set<string>();
  #telling: NodeJS.Timeout | undefined;
  #retrying: NodeJS.Timeout | undefined;
  #ear: Promise<Connection | undefined> | undefined;

  constructor(url: string, pool: Pool) {
    this.#url = url;
    this.#pool = pool;
  }

  /** Answers how to stop listening. */
  on(listener: (county: string) => void): () => void {
    // Not the same function twice: each has an end of its own.
    const own = (county: string): void => listener(county);
    this.#listeners.add(own);
    if (this.#listeners.size === 1) this.#listen();
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) void this.#stopListening();
    };
  }

  /** Tells everybody a little later, outside of the transaction that moved them. */
  moved(counties: Iterable<string>): void {
    for (const county of counties) this.#moved.add(county);
    if (this.#moved.size > 0) this.#telling ??= setTimeout(() => void this.#tell(), gatherMs);
  }

  async close(): Promise<void> {
    clearTimeout(this.#telling);
    this.#listeners.clear();
    if (this.#moved.size > 0) await this.#tell();
    await this.#stopListening();
  }

  async #tell(): Promise<void> {
    this.#telling = undefined;
    const counties = [...this.#moved];
    this.#moved.clear();
    // Whoever is not told looks by himself before long.
    await this.#pool
      .use((connection) =>
        connection.all(`select pg_notify('${channel}', k) from unnest($1::text[]) k`, counties),
      )
      .catch(() => undefined);
  }

  #hear(county: string): void {
    for (const listener of this.#listeners) listener(county);
  }

  #listen(): void {
    const ear = this.#openEar().catch(() => undefined);
    this.#ear = ear;
    void ear.then((connection) => {
      const again = (): void => {
        if (this.#ear === ear) this.#retrying = setTimeout(() => this.#listen(), retryMs);
      };
      if (connection) connection.onEnd(again);
      else again();
    });
  }

  async #openEar(): Promise<Connection> {
    const connection = await Connection.open(this.#url, { access: 'read' });
    try {
      await connection.listen(channel, (county) => this.#hear(county));
      // What was said while nobody listened.
      for (const [code] of await connection.all<[string]>('select code from county')) this.#hear(code);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async #stopListening(): Promise<void> {
    clearTimeout(this.#retrying);
    const ear = this.#ear;
    this.#ear = undefined;
    await (await ear)?.close();
  }
}
