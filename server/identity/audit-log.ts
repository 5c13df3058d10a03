import { type AuditEntry, type AuditHead, done, isUnavailable, type Store } from '../store/store.ts';
import { WaitingEntries } from './waiting-entries.ts';

/** Entries that differ in nothing but their time are counted for so long before they are written again. */
const windowMs = 60_000;
/** First entries of their kind wait this long for company, so that a flood is one write. */
const flushMs = 500;
const headEveryMs = 600_000;
/** How often it is tried whether a database that was away takes them. */
const retryMs = 1000;
/** So many are written at once; whoever stores events meanwhile waits for them. */
const batch = 500;
/** Kinds told apart in one window; what goes beyond is counted together. */
const maxKinds = 1000;

export interface AuditLogOptions {
  store: Pick<Store, 'audit'>;
  onError: (error: unknown) => void;
  /** Told of the newest row from time to time: where it is kept elsewhere, a tail that is cut off later is found. */
  noteHead?: (head: AuditHead) => void;
  /** A clock that never goes back (ms). */
  elapsed?: () => number;
}

interface Counted {
  entry: AuditEntry;
  count: number;
}

/**
 * Writes who did what, each time, and who was refused what. However many requests are refused, a bounded number of
 * lines reaches the disk: the first of each kind soon, and at the end of a window how often it was repeated.
 */
export class AuditLog {
  readonly #store: Pick<Store, 'audit'>;
  readonly #onError: (error: unknown) => void;
  readonly #noteHead: (head: AuditHead) => void;
  readonly #elapsed: () => number;
  #unnoted: AuditHead | undefined;
  #notedAt = Number.NEGATIVE_INFINITY;
  readonly #kinds = new Map<string, Counted>();
  readonly #waiting = new WaitingEntries();
  #isAway = false;
  #flush: NodeJS.Timeout | undefined;
  #window: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor({ store, onError, noteHead = () => {}, elapsed = () => performance.now() }: AuditLogOptions) {
    this.#store = store;
    this.#onError = onError;
    this.#noteHead = noteHead;
    this.#elapsed = elapsed;
  }

  /**
   * Notes what was done or refused; resolves once what was done is on disk, or waits here for a database that is away.
   * A refusal is not waited for.
   */
  async record(entry: AuditEntry): Promise<void> {
    if (entry.result !== done) return this.#count(entry);
    this.#waiting.add(entry);
    await this.flush();
  }

  #count(entry: AuditEntry): void {
    const kind = this.#kindOf(entry);
    const known = this.#kinds.get(kind);
    if (known) {
      known.count += 1;
      return;
    }
    const counted = kind === overflow ? { ...entry, actor: 'several', from: 'several' } : entry;
    this.#kinds.set(kind, { entry: counted, count: 0 });
    this.#waiting.add(counted);
    this.#flush ??= setTimeout(() => void this.flush(), flushMs).unref();
    this.#window ??= setTimeout(() => this.#endWindow(entry.at + windowMs), windowMs).unref();
  }

  /** Writes what waits, after what is being written: the log keeps the order in which things happened. */
  flush(): Promise<void> {
    clearTimeout(this.#flush);
    this.#flush = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    this.#endWindow(undefined);
    await this.flush();
    clearTimeout(this.#flush);
    const { count } = this.#waiting;
    if (count > 0) this.#onError(new Error(`${count} entries of the audit log could not be written.`));
    this.#note();
  }

  /** What a database that is away did not take stays in its place; on a line that was cut it may come to stand there twice. */
  async #write(): Promise<void> {
    for (;;) {
      const entries = this.#waiting.first(batch);
      if (entries.length === 0) return;
      try {
        this.#unnoted = await this.#store.audit(entries);
        this.#isAway = false;
      } catch (error) {
        const wasAway = this.#isAway;
        this.#isAway = isUnavailable(error);
        if (!wasAway || !this.#isAway) this.#onError(error);
        if (this.#isAway) {
          this.#flush ??= setTimeout(() => void this.flush(), retryMs).unref();
          return;
        }
      }
      this.#waiting.written(entries.length);
      if (this.#elapsed() - this.#notedAt >= headEveryMs) this.#note();
    }
  }

  #note(): void {
    if (!this.#unnoted) return;
    this.#noteHead(this.#unnoted);
    this.#unnoted = undefined;
    this.#notedAt = this.#elapsed();
  }

  #kindOf({ actor, action, target, from, result }: AuditEntry): string {
    const kind = [actor, action, target, from, result].join('\n');
    return this.#kinds.has(kind) || this.#kinds.size < maxKinds ? kind : overflow;
  }

  /** Each kind that was repeated is written once more with its count. */
  #endWindow(at: number | undefined): void {
    clearTimeout(this.#window);
    this.#window = undefined;
    for (const { entry, count } of this.#kinds.values())
      if (count > 0)
        this.#waiting.add({ ...entry, at: at ?? entry.at, result: `${entry.result}, repeated ${count}×` });
    this.#kinds.clear();
    if (this.#waiting.count > 0) this.#flush ??= setTimeout(() => void this.flush(), flushMs).unref();
  }
}

const overflow = 'overflow';
