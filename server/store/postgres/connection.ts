/** One connection to a PostgreSQL server: its settings, its prepared statements, its transactions. */
import { Socket } from 'node:net';
import pg from 'pg';
import { StoreError } from '../store.ts';
import { failureOf } from './failure.ts';

/** Lists go to the database as arrays, one for each column. */
export type SqlValue = string | number | boolean | null | readonly (string | number | null)[];

export interface ConnectionSettings {
  access: 'read' | 'write';
  /** How long a statement may take (ms), or a transaction wait for its next one; none for changes of the schema. */
  patienceMs?: number;
}

/** Codes of a name, a password or a database that the server does not know. */
const notForUs = /^(28|3D)/;

const connectMs = 5_000;
/** The server ends a statement that takes too long; where even that word does not come, the line is given up. */
const graceMs = 5_000;
/** A line on which nothing comes is looked after; left alone, one that is dead would be found out two hours later. */
const quietMs = 10_000;
/** How long a farewell may take before the line is cut. */
const farewellMs = 1_000;

/**
 * A commit waits for the disk, whatever the server's own default. A server machine that is gone without a word lets go
 * of its locks within half a minute. Compiling a plan takes longer than any of these statements.
 */
function optionsOf({ access, patienceMs = 0 }: ConnectionSettings): string {
  const settings = {
    synchronous_commit: 'on',
    statement_timeout: patienceMs,
    idle_in_transaction_session_timeout: patienceMs,
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
    jit: 'off',
    random_page_cost: 1.1,
    default_transaction_read_only: access === 'read' ? 'on' : 'off',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

const int8 = 20;

/** Counts and milliseconds are far below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

const names = new Map<string, string>();

/** The name under which a text is prepared: the same on every connection. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = `s${names.size}`;
    names.set(sql, name);
  }
  return name;
}

/** No stored text holds NUL, which the server does not even take as a question. */
function askable(value: SqlValue): SqlValue {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd');
  return Array.isArray(value) ? value.map((one) => askable(one) as string | number | null) : value;
}

export class Connection {
  readonly #client: pg.Client;
  readonly #line: Socket;
  readonly #access: 'read' | 'write';
  #broken = false;

  private constructor(client: pg.Client, line: Socket, access: 'read' | 'write') {
    this.#client = client;
    this.#line = line;
    this.#access = access;
    client.on('error', () => {
      this.#broken = true;
    });
    client.on('end', () => {
      this.#broken = true;
    });
  }

  /** @throws StoreError `unavailable` where nobody answers. */
  static async open(url: string, settings: ConnectionSettings): Promise<Connection> {
    const { patienceMs } = settings;
    const line = new Socket();
    const client = new pg.Client({
      connectionString: url,
      stream: () => line,
      application_name: 'cockpit',
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: quietMs,
      options: optionsOf(settings),
      // Statements that do not wait for each other's answers share a trip.
      pipeline: true,
      types,
      ...(patienceMs !== undefined && { query_timeout: patienceMs + graceMs }),
    });
    const connection = new Connection(client, line, settings.access);
    try {
      await client.connect();
      return connection;
    } catch (error) {
      await connection.close();
      if (error instanceof pg.DatabaseError && notForUs.test(error.code ?? ''))
        throw new StoreError('unsupported-url', `DATABASE_URL: ${error.message}.`);
      throw failureOf(error);
    }
  }

  /** Whether the line is gone: nothing can be asked of it any more. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Rows as arrays in the order of the columns. */
  async all<Row extends unknown[]>(sql: string, ...values: SqlValue[]): Promise<Row[]> {
    return (await this.#query<Row>(sql, values)).rows;
  }

  async one<Row extends unknown[]>(sql: string, ...values: SqlValue[]): Promise<Row | undefined> {
    return (await this.#query<Row>(sql, values)).rows[0];
  }

  /** Runs a statement that answers no rows; returns how many rows it changed. */
  async run(sql: string, ...values: SqlValue[]): Promise<number> {
    return (await this.#query(sql, values)).rowCount ?? 0;
  }

  /** Runs statements that are not worth preparing, such as changes of the schema. */
  async execute(sql: string): Promise<void> {
    try {
      await this.#client.query(sql);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Runs `work` in a transaction that happens whole or not at all. */
  async write<T>(work: () => Promise<T>): Promise<T> {
    return this.#transaction('begin', work, 'commit');
  }

  /**
   * As {@link write}, but its commit does not wait for the disk. It is still whole or not there, and on disk with the
   * next one that waits, because the log is written in order.
   */
  async writeReplayable<T>(work: () => Promise<T>): Promise<T> {
    return this.#transaction('begin; set local synchronous_commit = off', work, 'commit');
  }

  /** Runs `work` on one consistent view. */
  async view<T>(work: () => Promise<T>): Promise<T> {
    return this.#transaction('begin isolation level repeatable read read only', work, 'rollback');
  }

  /** Hears what other connections say on a channel. */
  async listen(channel: string, heard: (text: string) => void): Promise<void> {
    this.#client.on('notification', ({ payload = '' }) => heard(payload));
    await this.execute(`listen ${channel}`);
  }

  /** Told once when the line is gone. */
  onEnd(listener: () => void): void {
    if (this.#broken) listener();
    else this.#client.once('end', listener);
  }

  /** A server that does not even take leave is left without. */
  async close(): Promise<void> {
    this.#broken = true;
    const cut = setTimeout(() => this.#line.destroy(), farewellMs);
    await this.#client.end().catch(() => undefined);
    clearTimeout(cut);
  }

  /** Where nobody answers, nothing more is asked on this line: whoever waits behind gets another one. */
  #failed(error: unknown): unknown {
    const failure = failureOf(error);
    if (failure instanceof StoreError && !(error instanceof pg.DatabaseError)) {
      this.#broken = true;
      this.#line.destroy();
    }
    return failure;
  }

  async #transaction<T>(begin: string, work: () => Promise<T>, end: string): Promise<T> {
    // What the work asks first goes the same way, right behind it.
    const begun = this.execute(begin);
    begun.catch(() => undefined);
    try {
      const result = await work();
      await begun;
      await this.execute(end);
      return result;
    } catch (error) {
      // Where the line is gone, the server has undone it by itself.
      if (!this.#broken) await this.execute('rollback').catch(() => this.close());
      throw error;
    }
  }

  async #query<Row extends unknown[]>(
    text: string,
    values: readonly SqlValue[],
  ): Promise<pg.QueryArrayResult<Row>> {
    try {
      return await this.#client.query<Row>({
        name: nameOf(text),
        text,
        values: this.#access === 'read' ? values.map(askable) : [...values],
        rowMode: 'array',
      });
    } catch (error) {
      throw this.#failed(error);
    }
  }
}
