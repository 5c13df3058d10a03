/** A store in one SQLite file: one connection writes, a few read beside it. */
import type { County } from '../../../shared/county/county.ts';
import { Mutex } from '../mutex.ts';
import {
  type ApiTokenRow,
  type AppendOutcome,
  type AuditEntry,
  type AuditFilter,
  type AuditHead,
  type AuditRow,
  type Command,
  type CommandOutcome,
  type Credentials,
  type DisplayRow,
  type DisplayRowChange,
  type EventProbe,
  type LastUse,
  type NewEvent,
  type PersonFilter,
  type ProjectionTransaction,
  type ReadTransaction,
  type SessionRow,
  type StationKeyRow,
  type Store,
  StoreError,
  type UserChange,
  type UserRow,
} from '../store.ts';
import {
  accountsOf,
  addSession,
  addToken,
  addUser,
  changeUser,
  endSessions,
  useSessions,
} from './account-rows.ts';
import { append, appendCommand } from './append.ts';
import { addAudit, auditAfter, auditHead, auditPage } from './audit-rows.ts';
import { backup } from './backup.ts';
import type { Connection } from './connection.ts';
import { putCounty } from './county-rows.ts';
import {
  addDisplay,
  addKey,
  adoptSecret,
  changeDisplay,
  credentialsOf,
  credentialsVersion,
  lastUses,
  makeSecret,
  noteUses,
  revoke,
  secretOf,
} from './credential-rows.ts';
import { displayViewsOf, putDisplayViews } from './display-view-rows.ts';
import { failureOf } from './failure.ts';
import { erasePersonal, erasePersonalBefore } from './journal.ts';
import {
  addNotices,
  claimNotice,
  forgetNotices,
  noticesDue,
  noticesOf,
  retryNotice,
  settleNotice,
} from './notice-rows.ts';
import { dropPassing, forgetPassing, passingOf, putPassing } from './passing-rows.ts';
import { projectionOf } from './projection.ts';
import type { ReaderPool } from './reader-pool.ts';
import { readingOf } from './reading.ts';
import { keepReport, keptReportOf, keptReportsOf } from './report-rows.ts';
import type { WakeUp } from './wake-up.ts';

export class SqliteStore implements Store {
  readonly #writer: Connection | undefined;
  readonly #readers: ReaderPool;
  /** The connection that writes has one transaction at a time. */
  readonly #writing = new Mutex();
  readonly #wakeUp: WakeUp;

  constructor(writer: Connection | undefined, readers: ReaderPool, wakeUp: WakeUp) {
    this.#writer = writer;
    this.#readers = readers;
    this.#wakeUp = wakeUp;
  }

  append(items: readonly (NewEvent | EventProbe)[]): Promise<AppendOutcome[]> {
    return this.#write((connection) => append(connection, items));
  }

  command(command: Command): Promise<CommandOutcome> {
    return this.#write((connection) => appendCommand(connection, command));
  }

  project<T>(
    county: string,
    work: (transaction: ProjectionTransaction) => Promise<T>,
    { replayable = false }: { replayable?: boolean } = {},
  ): Promise<T> {
    return this.#write(async (connection) => {
      connection.waitForDisk(!replayable);
      connection.begin('immediate');
      try {
        const result = await work(projectionOf(connection, county));
        connection.commit();
        return result;
      } catch (error) {
        connection.rollback();
        throw error;
      } finally {
        connection.waitForDisk(true);
      }
    });
  }

  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    return this.#view((connection) => work(readingOf(connection)));
  }

  onWake(listener: (county: string) => void): () => void {
    return this.#wakeUp.on(listener);
  }

  putCounty(county: County): Promise<number> {
    return this.#write((connection) => connection.write(() => putCounty(connection, county)));
  }

  credentials(): Promise<Credentials> {
    return this.#view(async (connection) => ({ ...credentialsOf(connection), ...accountsOf(connection) }));
  }

  credentialsVersion(): Promise<number> {
    return this.#readers.use(async (connection) => credentialsVersion(connection));
  }

  addKey(key: StationKeyRow): Promise<void> {
    return this.#write((connection) => addKey(connection, key));
  }

  revokeKey(id: string, at: number): Promise<boolean> {
    return this.#write((connection) => revoke(connection, 'station_key', id, at));
  }

  addDisplay(display: DisplayRow): Promise<void> {
    return this.#write((connection) => addDisplay(connection, display));
  }

  changeDisplay(id: string, change: DisplayRowChange): Promise<boolean> {
    return this.#write((connection) => changeDisplay(connection, id, change));
  }

  noteUses(uses: readonly LastUse[]): Promise<void> {
    return this.#write((connection) => noteUses(connection, uses));
  }

  lastUses(): Promise<LastUse[]> {
    return this.#readers.use(async (connection) => lastUses(connection));
  }

  readonly addNotices: Store['addNotices'] = (notices) => this.#write((to) => addNotices(to, notices));
  readonly noticesDue: Store['noticesDue'] = (...asked) => this.#ask((of) => noticesDue(of, ...asked));
  readonly notices: Store['notices'] = (...asked) => this.#ask((of) => noticesOf(of, ...asked));
  readonly claimNotice: Store['claimNotice'] = (...claim) => this.#write((to) => claimNotice(to, ...claim));
  readonly settleNotice: Store['settleNotice'] = (...what) => this.#write((to) => settleNotice(to, ...what));
  readonly retryNotice: Store['retryNotice'] = (...what) => this.#write((to) => retryNotice(to, ...what));
  readonly forgetNotices: Store['forgetNotices'] = (before) => this.#write((to) => forgetNotices(to, before));

  readonly passing: Store['passing'] = (...asked) => this.#ask((of) => passingOf(of, ...asked));
  readonly putPassing: Store['putPassing'] = (row) => this.#write((to) => putPassing(to, row));
  readonly dropPassing: Store['dropPassing'] = (...which) => this.#write((to) => dropPassing(to, ...which));
  readonly forgetPassing: Store['forgetPassing'] = (before) => this.#write((to) => forgetPassing(to, before));

  revokeDisplay(id: string, at: number): Promise<boolean> {
    return this.#write((connection) => revoke(connection, 'display', id, at));
  }

  addUser(user: UserRow): Promise<boolean> {
    return this.#write((connection) => addUser(connection, user));
  }

  changeUser(name: string, change: UserChange, keptSession?: string): Promise<boolean> {
    return this.#write((connection) => changeUser(connection, name, change, keptSession));
  }

  async addSession(session: SessionRow): Promise<void> {
    await this.#write((connection) => addSession(connection, session));
  }

  endSessions(ids: readonly string[]): Promise<number> {
    return this.#write((connection) => endSessions(connection, ids));
  }

  useSessions(used: readonly { id: string; usedAt: number }[]): Promise<void> {
    return this.#write((connection) => useSessions(connection, used));
  }

  async addToken(token: ApiTokenRow): Promise<void> {
    await this.#write((connection) => addToken(connection, token));
  }

  revokeToken(id: string, at: number): Promise<boolean> {
    return this.#write((connection) => revoke(connection, 'api_token', id, at));
  }

  readonly keepReport: Store['keepReport'] = (...what) => this.#write((to) => keepReport(to, ...what));
  readonly keptReports: Store['keptReports'] = (...asked) => this.#ask((of) => keptReportsOf(of, ...asked));
  readonly keptReport: Store['keptReport'] = (id) => this.#ask((of) => keptReportOf(of, id));

  readonly displayViews: Store['displayViews'] = () => this.#ask(displayViewsOf);
  readonly putDisplayViews: Store['putDisplayViews'] = (views) =>
    this.#write((to) => putDisplayViews(to, views));

  audit(entries: readonly AuditEntry[]): Promise<AuditHead | undefined> {
    return this.#write((connection) => addAudit(connection, entries));
  }

  auditHead(): Promise<AuditHead | undefined> {
    return this.#readers.use(async (connection) => auditHead(connection));
  }

  auditPage(filter: AuditFilter, page: { limit: number; before?: number }): Promise<AuditRow[]> {
    return this.#readers.use(async (connection) => auditPage(connection, filter, page));
  }

  auditAfter(n: number, limit: number): Promise<AuditRow[]> {
    return this.#readers.use(async (connection) => auditAfter(connection, n, limit));
  }

  async secret(name: string): Promise<string> {
    const known = await this.#readers.use(async (connection) => secretOf(connection, name));
    return known ?? this.#write((connection) => makeSecret(connection, name));
  }

  readonly adoptSecret: Store['adoptSecret'] = (...what) => this.#write((to) => adoptSecret(to, ...what));

  erasePersonalBefore(county: string, receivedBefore: number): Promise<number> {
    return this.#write((connection) => erasePersonalBefore(connection, county, receivedBefore));
  }

  erasePersonal(whose: PersonFilter): Promise<number> {
    return this.#write((connection) =>
      'volunteer' in whose
        ? erasePersonal(connection, 'volunteerId', whose.volunteer)
        : erasePersonal(connection, 'orderId', whose.order),
    );
  }

  backup(file: string): Promise<void> {
    return this.#readers.use(async (connection) => backup(connection, file));
  }

  /** Waits for what is under way; the last one to close folds the log into the file. */
  async close(): Promise<void> {
    this.#wakeUp.close();
    await this.#readers.close();
    await this.#writing.run(() => this.#writer?.close());
  }

  #ask<T>(work: (connection: Connection) => T): Promise<T> {
    return this.#readers.use(async (connection) => work(connection));
  }

  #view<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#readers.use(async (connection) => {
      connection.begin('deferred');
      try {
        return await work(connection);
      } finally {
        connection.rollback();
      }
    });
  }

  #write<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    const writer = this.#writer;
    if (!writer)
      return Promise.reject(new StoreError('read-only', 'This store was opened for reading only.'));
    return this.#writing.run(async () => {
      try {
        return await work(writer);
      } catch (error) {
        throw failureOf(error);
      }
    });
  }
}
