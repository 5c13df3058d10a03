/** One connection to a database file: its settings, its prepared statements, its transactions. */
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';

export type SqlValue = string | number | null;

/** Another process, such as the command line, may hold the write lock for as long as a large import takes. */
const busyTimeoutMs = 60_000;

const settings = `
  pragma busy_timeout = ${busyTimeoutMs};
  pragma temp_store = memory;
  pragma cache_size = -65536;
`;

/** A commit waits for the disk (FULL); the log is written back in larger pieces than the default of 4 MiB. */
const writerSettings = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma wal_autocheckpoint = 4000;
  pragma journal_size_limit = 67108864;
`;

export class Connection {
  readonly #database: InstanceType<typeof DatabaseSync>;
  readonly #access: 'read' | 'write';
  readonly #statements = new Map<string, StatementSyncInstance>();
  #waiting = true;

  constructor(file: string, access: 'read' | 'write') {
    this.#access = access;
    this.#database = new DatabaseSync(file, { readOnly: access === 'read' });
    this.#database.exec(settings);
    if (access === 'write') this.#database.exec(writerSettings);
  }

  /** Rows as arrays in the order of the columns: twice as fast as objects. */
  all<Row extends SqlValue[]>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /**
   * The same as one text in JSON, of some columns and what follows them: rows by the ten thousand are handed over at
   * once, and not value by value.
   */
  many<Row extends SqlValue[]>(columns: string, rest: string, ...values: SqlValue[]): Row[] {
    const sql = `select json_group_array(json_array(${columns})) ${rest}`;
    return JSON.parse(this.one<[string]>(sql, ...values)?.[0] ?? '[]') as Row[];
  }

  one<Row extends SqlValue[]>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** Runs a statement that answers no rows; returns how many rows it changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.#statement(sql).run(...values).changes;
  }

  /** Runs statements that are not worth preparing, such as pragmas and schema changes. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /**
   * Whether commits wait for the disk; set between transactions. One that does not is still whole or not there, and
   * is on disk with the next one that waits, because the log is written in order.
   */
  waitForDisk(wait: boolean): void {
    if (wait === this.#waiting) return;
    this.#database.exec(`pragma synchronous = ${wait ? 'full' : 'normal'}`);
    this.#waiting = wait;
  }

  begin(mode: 'deferred' | 'immediate'): void {
    this.#database.exec(`begin ${mode}`);
  }

  commit(): void {
    this.#database.exec('commit');
  }

  /** A failure such as a full disk may have ended the transaction already. */
  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('rollback');
  }

  /** Runs `work` in a write transaction that happens whole or not at all. */
  write<T>(work: () => T): T {
    this.begin('immediate');
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /**
   * The driver keeps a closed connection's locks until its statements are collected as garbage, so the log is written
   * back here and not left to whoever closes last.
   */
  close(): void {
    try {
      if (this.#access === 'write') this.#database.exec('pragma wal_checkpoint(passive)');
    } catch {
      // A full disk or a damaged file: what was committed stays in the log.
    }
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): StatementSyncInstance {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql, { returnArrays: true });
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
