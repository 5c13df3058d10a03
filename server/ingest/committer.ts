import { ProblemError } from '../../shared/wire/problem.ts';
import type { AppendOutcome, EventProbe, NewEvent, Store, StoreErrorCode } from '../store/store.ts';

type Item = NewEvent | EventProbe;

interface Waiting {
  items: readonly Item[];
  resolve: (outcomes: AppendOutcome[]) => void;
  reject: (error: ProblemError) => void;
}

export interface CommitterOptions {
  store: Pick<Store, 'append'>;
  /** Events that go into one commit; a single request may have more. */
  maxGroup?: number;
  /** Events that may wait. */
  maxQueue?: number;
  onError: (error: unknown) => void;
  /** Told of every commit: how many events it had, and how long it took in ms. */
  onCommit?: (events: number, ms: number) => void;
  /** A commit that takes longer than this (ms) has met a disk or a database that hangs: nobody else waits for it. */
  stallMs?: number;
}

/** Of another thread, an error has its code alone. */
const isUnavailable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === ('unavailable' satisfies StoreErrorCode);

const hanging = new Error('The commit before takes too long.');

function unavailable(cause: unknown): ProblemError {
  const detail = { zh: '存储失败，事件未保存', en: 'storage failed, nothing was stored' };
  return new ProblemError('storage-unavailable', detail, { retryAfter: 5, cause });
}

/**
 * Commits what has gathered while the commit before was under way, so that durability costs one flush for many
 * requests. Each request is answered after its own commit; one that cannot be stored does not take others with it.
 */
export class Committer {
  readonly #options: Required<CommitterOptions>;
  #waiting: Waiting[] = [];
  #queued = 0;
  #running = false;
  #stalled = false;

  constructor(options: CommitterOptions) {
    this.#options = { maxGroup: 1000, maxQueue: 20_000, onCommit: () => {}, stallMs: 5_000, ...options };
  }

  /** Events that wait for their commit. */
  get queued(): number {
    return this.#queued;
  }

  /**
   * Resolves when everything accepted of the request is on disk.
   * @throws ProblemError `backlog-full` or `storage-unavailable`; nothing is stored then.
   */
  submit(items: readonly Item[]): Promise<AppendOutcome[]> {
    if (this.#queued + items.length > this.#options.maxQueue)
      return Promise.reject(
        new ProblemError(
          'backlog-full',
          { zh: '等待写入的事件太多', en: 'too many events wait to be stored' },
          { retryAfter: 1 },
        ),
      );
    if (this.#stalled) return Promise.reject(unavailable(hanging));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      this.#queued += items.length;
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Requests that arrive in the same turn of the event loop belong into the same commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#commit(this.#takeGroup());
    this.#running = false;
  }

  #takeGroup(): Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex(({ items }) => {
      events += items.length;
      return events > this.#options.maxGroup;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(end, 1));
  }

  async #commit(group: Waiting[]): Promise<void> {
    const items = group.flatMap((request) => request.items);
    const begun = performance.now();
    const stall = setTimeout(() => {
      this.#stalled = true;
      this.#refuseAll(this.#waiting.splice(0), hanging);
    }, this.#options.stallMs);
    try {
      const outcomes = await this.#options.store.append(items);
      this.#options.onCommit(items.length, performance.now() - begun);
      this.#queued -= items.length;
      let offset = 0;
      for (const request of group) {
        request.resolve(outcomes.slice(offset, offset + request.items.length));
        offset += request.items.length;
      }
    } catch (error) {
      this.#options.onError(error);
      // Where the database is gone, nobody is helped by asking it for each, nor for those who wait behind.
      if (isUnavailable(error)) this.#refuseAll([...group, ...this.#waiting.splice(0)], error);
      else await this.#commitOneByOne(group, error);
    } finally {
      clearTimeout(stall);
      this.#stalled = false;
    }
  }

  async #commitOneByOne(group: Waiting[], failure: unknown): Promise<void> {
    for (const request of group) {
      try {
        if (group.length === 1) throw failure;
        request.resolve(await this.#options.store.append(request.items));
        this.#queued -= request.items.length;
      } catch (cause) {
        this.#refuseAll([request], cause);
      }
    }
  }

  #refuseAll(requests: readonly Waiting[], cause: unknown): void {
    for (const { items, reject } of requests) {
      this.#queued -= items.length;
      reject(unavailable(cause));
    }
  }
}
