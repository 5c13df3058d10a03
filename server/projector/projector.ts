/** Follows the journal of every county, and the clock, one batch at a time. */
import { Register } from '../../shared/county/register.ts';
import { startOfNextDay } from '../../shared/domain/time.ts';
import type { ProjectionTransaction, Store } from '../store/store.ts';
import { Pace } from './pace.ts';
import { type BatchResult, projectBatch } from './project-batch.ts';

/** How often time is looked at where nothing else wakes the projector. */
const lookMs = 100;
/** How long it stands back after a failure. */
const retryMs = 1000;

export interface ProjectorOptions {
  store: Store;
  now: () => number;
  /** After each batch that moved the position; `nextChangeAt` (ms) is when time alone changes a thing next. */
  onProgress: (county: string, result: BatchResult, nextChangeAt: number | undefined) => void;
  onFailure: (county: string, error: unknown) => void;
}

interface Follower {
  version: number;
  register: Register;
  nextLookAt: number;
}

export class Projector {
  private readonly options: ProjectorOptions;
  private readonly followers = new Map<string, Follower>();
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;
  private woken = false;
  private retryAt = Number.POSITIVE_INFINITY;
  /** Counties whose journals have moved: a province has many, and an event is of one. */
  private moved: Set<string> | 'all' = 'all';
  private stopped = false;
  private readonly pace = new Pace(() => performance.now());

  constructor(options: ProjectorOptions) {
    this.options = options;
    this.timer = setInterval(() => this.begin(false), lookMs);
  }

  /** Events of these counties came into the journal. */
  appended(events: number, counties: Iterable<string>): void {
    this.pace.appended(events);
    for (const county of counties) this.note(county);
    this.begin(true);
  }

  /** Journals or registers moved, nobody knows which; a wake-up that is lost only costs time. */
  wake(): void {
    this.moved = 'all';
    this.begin(true);
  }

  private note(county: string): void {
    if (this.moved !== 'all') this.moved.add(county);
  }

  private begin(woken: boolean): void {
    this.woken ||= woken;
    if (this.stopped || this.running || !(this.woken || this.isDue())) return;
    this.running = this.run().finally(() => {
      this.running = undefined;
      if (this.woken) this.begin(true);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private isDue(): boolean {
    if (performance.now() >= this.retryAt) return true;
    const now = this.options.now();
    for (const { nextLookAt } of this.followers.values()) if (now >= nextLookAt) return true;
    return false;
  }

  /** Whether there may be work in a county: of one that was never looked at nobody knows. */
  private mayHaveWork(code: string, moved: Set<string> | 'all'): boolean {
    const follower = this.followers.get(code);
    return moved === 'all' || moved.has(code) || !follower || this.options.now() >= follower.nextLookAt;
  }

  private async run(): Promise<void> {
    const { store } = this.options;
    this.woken = false;
    const { moved } = this;
    this.moved = new Set();
    this.retryAt = Number.POSITIVE_INFINITY;
    let counties: { code: string }[] = [];
    try {
      counties = await store.read((view) => view.countyVersions());
    } catch (error) {
      this.moved = 'all';
      this.fail('all', error);
    }
    for (const { code } of counties.filter((county) => this.mayHaveWork(county.code, moved))) {
      try {
        while (!this.stopped && (await this.step(code))) {
          // The next batch goes on where this one ended.
        }
      } catch (error) {
        this.note(code);
        this.fail(code, error);
      }
    }
  }

  /** What failed is tried again after a while, whether anybody wakes it or not: a database may have been gone. */
  private fail(county: string, error: unknown): void {
    this.retryAt = performance.now() + retryMs;
    this.options.onFailure(county, error);
  }

  private async step(code: string): Promise<boolean> {
    const { store, now, onProgress } = this.options;
    const limit = this.pace.limit();
    let begun = performance.now();
    let due: number | undefined;
    const work = async (transaction: ProjectionTransaction): Promise<BatchResult> => {
      // Waiting for an append is no work of this batch.
      begun = performance.now();
      const follower = await this.follow(code, transaction);
      const batch = await projectBatch(transaction, follower.register, now(), limit);
      due = await transaction.nextChangeAt();
      const nextDay = startOfNextDay(batch.position.asOf, follower.register.timeZone);
      follower.nextLookAt = Math.min(due ?? nextDay, nextDay);
      return batch;
    };
    const result = await store.project(code, work, { replayable: true });
    const ms = performance.now() - begun;
    this.pace.took(result.taken, ms, result.more);
    if (result.position !== result.before) onProgress(code, result, due);
    await this.standBack(ms);
    return result.more;
  }

  /** Appends reach this thread as messages: they go in between two batches once the event loop has turned. */
  private async standBack(ms: number): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const end = performance.now() + this.pace.restMs(ms);
    for (let left = this.pace.restLeftMs(end); left >= 1 && !this.stopped; left = this.pace.restLeftMs(end))
      await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** The register of this transaction, read again where it has moved. */
  private async follow(code: string, transaction: ProjectionTransaction): Promise<Follower> {
    const version = await transaction.countyVersion();
    const known = this.followers.get(code);
    if (known?.version === version) return known;
    const follower = { version, register: new Register(await transaction.county()), nextLookAt: 0 };
    this.followers.set(code, follower);
    return follower;
  }
}
