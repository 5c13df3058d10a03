/**
 * The one way to what lasts. Everything is asynchronous and in bulk, so that an embedded database and a server answer
 * the same calls; `tests/support/store-contract.ts` is the suite that every implementation passes.
 */

import type { County } from '../../shared/county/county.ts';
import type {
  AuditEntry,
  AuditFilter,
  AuditHead,
  AuditRow,
  Credentials,
  DisplayRow,
  DisplayRowChange,
  DisplayViewRow,
  LastUse,
  StationKeyRow,
} from './access.ts';
import type { AccountStore } from './accounts.ts';
import type { ReportStore } from './kept-reports.ts';
import type { AppendOutcome, Command, CommandOutcome, EventProbe, NewEvent } from './new-event.ts';
import type { NoticeStore } from './notices.ts';
import type { PassingStore } from './passing.ts';
import type { ProjectionTransaction } from './projection.ts';
import type { ReadTransaction } from './reading.ts';

export * from './access.ts';
export type * from './accounts.ts';
export * from './audit-chain.ts';
export * from './command-event.ts';
export type * from './kept-reports.ts';
export * from './new-event.ts';
export type * from './notices.ts';
export * from './passing.ts';
export type * from './projection.ts';
export type * from './reading.ts';
export * from './store-error.ts';

/** What a copy of a database holds. */
export interface CopyContents {
  counties: { code: string; name: string; seq: number }[];
  /** The same for all copies of one database, and for no other. */
  installation?: string;
}

/** Whose personal data is erased: in whatever county of this server it is. */
export type PersonFilter = { volunteer: string } | { order: string };

export interface Store extends AccountStore, NoticeStore, PassingStore, ReportStore {
  /** Appends in order; resolves when everything accepted is on disk. */
  append(items: readonly (NewEvent | EventProbe)[]): Promise<AppendOutcome[]>;
  /** Appends the events of a command, all or none; resolves when they are on disk. */
  command(command: Command): Promise<CommandOutcome>;
  /**
   * Runs `work` in one transaction. Everything that writes waits in one line, so `work` writes by its transaction
   * alone: a call of the store's own `append` or `project` inside it would wait for ever. Where all it writes is
   * derived, it is `replayable`: the commit need not wait for the disk, as a loss of power only costs doing it again.
   */
  project<T>(
    county: string,
    work: (transaction: ProjectionTransaction) => Promise<T>,
    options?: { replayable?: boolean },
  ): Promise<T>;
  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T>;
  /**
   * Tells that a county's journal or position has moved, whichever server or process moved it; answers how to stop
   * listening. A hint only: one that is lost, and one for nothing, cost time and never more.
   */
  onWake(listener: (county: string) => void): () => void;
  /** Stores a county's registers under the next version. Site codes are unique on a server: a clash is an error. */
  putCounty(county: County): Promise<number>;
  credentials(): Promise<Credentials>;
  /** The version alone, cheap enough to ask twice a second. */
  credentialsVersion(): Promise<number>;
  addKey(key: StationKeyRow): Promise<void>;
  revokeKey(id: string, at: number): Promise<boolean>;
  addDisplay(display: DisplayRow): Promise<void>;
  /** False where there is no such display in force. */
  changeDisplay(id: string, change: DisplayRowChange): Promise<boolean>;
  revokeDisplay(id: string, at: number): Promise<boolean>;
  /** Keeps the latest of each; not worth a new version. */
  noteUses(uses: readonly LastUse[]): Promise<void>;
  lastUses(): Promise<LastUse[]>;
  /** What displays are to show; a later revision takes the place of an earlier one, and never the other way round. */
  displayViews(): Promise<DisplayViewRow[]>;
  putDisplayViews(views: readonly DisplayViewRow[]): Promise<void>;
  /** Appends to the chain of the audit log; answers its head. */
  audit(entries: readonly AuditEntry[]): Promise<AuditHead | undefined>;
  /** The head as it was kept with the last row. */
  auditHead(): Promise<AuditHead | undefined>;
  /** Newest first. */
  auditPage(filter: AuditFilter, page: { limit: number; before?: number }): Promise<AuditRow[]>;
  /** In the order of the chain. */
  auditAfter(n: number, limit: number): Promise<AuditRow[]>;
  /** A random secret of this database, made once: `digest` (content of events), `pseudonym`. */
  secret(name: string): Promise<string>;
  /** Takes over a secret of another database, of which a copy is made; false where this one has another already. */
  adoptSecret(name: string, value: string): Promise<boolean>;
  /** Removes a county's personal data of events that arrived before an instant (ms); answers how many had some. */
  erasePersonalBefore(county: string, receivedBefore: number): Promise<number>;
  /** Removes personal data of every event of the things that name somebody; answers with how many events had some. */
  erasePersonal(whose: PersonFilter): Promise<number>;
  /** Copies a consistent, verified snapshot to a file while others write. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
