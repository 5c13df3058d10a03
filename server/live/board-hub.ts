/** Keeps the boards that somebody looks at, and reads each anew at most five times a second when it has changed. */
import { randomUUID } from 'node:crypto';
import type { Board } from '../../shared/board/board.ts';
import type { Delta } from '../../shared/wire/live.ts';
import { DeltaPace, settledMs } from './delta-pace.ts';
import { ScopeFeed } from './scope-feed.ts';

/** Boards that nobody watches are kept this many, for snapshots and reconnecting walls. */
const maxUnwatched = 200;

export interface BoardHubOptions {
  /** Reads a scope's board as it is now; undefined where the scope does not exist. */
  readBoard: (scope: string) => Promise<Board | undefined>;
  /** The instant up to which boards hold everything (RFC 3339). */
  asOf: () => string;
  /** Whether a change of these places may change the scope's board. */
  isAffected: (scope: string, places: ReadonlySet<string>) => boolean;
  /** Whether figures of the county stand on the scope's board. */
  isOfCounty: (scope: string, county: string) => boolean;
  /** Resolves once the hub has been told of every change that is in the database. */
  catchUp: () => Promise<void>;
  /** Whether figures hold everything that has come. */
  isCaughtUp: () => boolean;
  onDelta: (delta: Delta) => void;
  onError: (error: unknown) => void;
}

interface Entry {
  feed: ScopeFeed;
  viewers: number;
  dirty: boolean;
  /** The registers changed: what is read next begins another history. */
  outdated: boolean;
  pace: DeltaPace;
  /** When figures of it changed last (monotonic ms). */
  changedAt: number;
  flushing: Promise<void> | undefined;
}

export class BoardHub {
  private readonly options: BoardHubOptions;
  private readonly server = randomUUID();
  private readonly entries = new Map<string, Entry>();
  private readonly opening = new Map<string, { entry: Promise<Entry | undefined>; changed: boolean }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private epochs = 0;
  private closed = false;

  constructor(options: BoardHubOptions) {
    this.options = options;
  }

  /** The scope's board with all changes so far; undefined where the scope does not exist. */
  async current(scope: string): Promise<ScopeFeed | undefined> {
    await this.options.catchUp();
    const entry = await this.entryOf(scope);
    if (!entry) return undefined;
    this.entries.delete(scope);
    this.entries.set(scope, entry);
    if (entry.dirty || entry.flushing) await this.flush(entry);
    if (!entry.dirty && !entry.flushing) entry.feed.confirm(this.options.asOf());
    return entry.feed;
  }

  /** A viewer came or went: watched boards follow the journal by themselves. */
  countViewer(scope: string, change: 1 | -1): void {
    const entry = this.entries.get(scope);
    if (!entry) return;
    entry.viewers += change;
    if (entry.viewers > 0 && entry.dirty) void this.flush(entry);
    this.dropUnwatched();
  }

  /** Figures of these places changed. */
  change(places: ReadonlySet<string>): void {
    this.changeWhere((scope) => this.options.isAffected(scope, places));
  }

  /** Figures of a county changed, and of which of its places is not known. */
  changeCounty(county: string): void {
    this.changeWhere((scope) => this.options.isOfCounty(scope, county));
  }

  /** The registers changed: every board begins another history. */
  restartAll(): void {
    for (const entry of this.entries.values()) {
      entry.outdated = true;
      this.soil(entry);
    }
    for (const pending of this.opening.values()) pending.changed = true;
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private changeWhere(isChanged: (scope: string) => boolean): void {
    for (const [scope, entry] of this.entries) if (isChanged(scope)) this.soil(entry);
    for (const [scope, pending] of this.opening) pending.changed ||= isChanged(scope);
  }

  private soil(entry: Entry): void {
    entry.dirty = true;
    entry.changedAt = performance.now();
    if (entry.viewers > 0) void this.flush(entry);
  }

  private entryOf(scope: string): Promise<Entry | undefined> {
    const known = this.entries.get(scope);
    if (known) return Promise.resolve(known);
    const pending = this.opening.get(scope);
    if (pending) return pending.entry;
    const entry = this.open(scope).finally(() => this.opening.delete(scope));
    this.opening.set(scope, { entry, changed: false });
    return entry;
  }

  private async open(scope: string): Promise<Entry | undefined> {
    const changedAt = performance.now();
    const asOf = this.options.asOf();
    const board = await this.options.readBoard(scope);
    if (!board) return undefined;
    const feed = new ScopeFeed(scope, this.nextEpoch(), board, asOf);
    // What changed while the board was read may not be in it.
    const dirty = this.opening.get(scope)?.changed ?? false;
    const pace = new DeltaPace();
    pace.took(changedAt);
    const entry: Entry = { feed, viewers: 0, dirty, outdated: false, pace, changedAt, flushing: undefined };
    this.entries.set(scope, entry);
    this.dropUnwatched();
    return entry;
  }

  private nextEpoch(): string {
    this.epochs += 1;
    return `${this.server}.${this.epochs}`;
  }

  /** One flush at a time for each scope, and none sooner than its pace allows. */
  private flush(entry: Entry): Promise<void> {
    entry.flushing ??= this.refresh(entry)
      .catch((error: unknown) => this.options.onError(error))
      .finally(() => {
        entry.flushing = undefined;
        if (entry.dirty && entry.viewers > 0 && !this.closed) void this.flush(entry);
      });
    return entry.flushing;
  }

  private async refresh(entry: Entry): Promise<void> {
    await this.untilDue(entry);
    if (this.closed || !entry.dirty) return;
    entry.dirty = false;
    const asOf = this.options.asOf();
    const outdated = entry.outdated;
    const { scope } = entry.feed;
    const board = await this.options
      .readBoard(scope)
      .catch((error: unknown) => {
        entry.dirty = true;
        throw error;
      })
      // Counted from the sending: reads that take longer once and shorter then would bring deltas closer together.
      .finally(() => entry.pace.took(performance.now()));
    if (!board) {
      this.entries.delete(scope);
      return;
    }
    if (outdated) {
      entry.outdated = false;
      entry.feed.restart(this.nextEpoch(), board, asOf);
      const { epoch, rev } = entry.feed;
      this.options.onDelta({ scope, epoch, from: rev, to: rev, asOf, patch: {} });
      return;
    }
    const delta = entry.feed.advance(board, asOf);
    if (delta) this.options.onDelta(delta);
  }

  /** Looks now and then whether figures hold everything: a board is not told of what changed elsewhere. */
  private async untilDue(entry: Entry): Promise<void> {
    for (;;) {
      const settledAt = this.options.isCaughtUp() ? entry.changedAt : undefined;
      const now = performance.now();
      const wait = entry.pace.dueAt(settledAt) - now;
      if (wait <= 0 || this.closed) return;
      await this.pause(Math.min(wait, Math.max(settledMs, entry.pace.earliestAt - now)));
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms);
      this.timers.add(timer);
    });
  }

  private dropUnwatched(): void {
    let excess = -maxUnwatched;
    for (const { viewers } of this.entries.values()) if (viewers === 0) excess += 1;
    for (const [scope, entry] of this.entries) {
      if (excess <= 0) return;
      if (entry.viewers === 0 && !entry.flushing) {
        this.entries.delete(scope);
        excess -= 1;
      }
    }
  }
}
