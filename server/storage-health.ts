/** Whether what comes can be stored, as far as the newest attempts tell: a disk may be full, a database gone. */
import { isUnavailable } from './store/store.ts';

/** A write that takes longer than this (ms) has met a disk or a database that hangs. */
const stallMs = 5_000;
/** How often it is tried whether storing works again (ms). */
const retryMs = 1_000;
/** Whoever asks how it is gets a fresh answer at most so often (ms): each costs a commit. */
const freshMs = 1_000;
/** Whoever asks waits no longer than this (ms). */
const patienceMs = 2_000;
/** What has to fit before a disk that was full is believed to have room again (bytes): as much as many events. */
const muchRoom = 65_536;

const hangs = 'does not answer';

export interface StorageHealthOptions {
  /** Stores something of that size for good, and forgets it. */
  probe: (bytes: number) => Promise<unknown>;
  /** Nothing can be stored from now on. */
  onFailed: () => void;
  onRecovered: () => void;
}

export class StorageHealth {
  readonly #options: StorageHealthOptions;
  #reason: string | undefined;
  #retry: NodeJS.Timeout | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asked: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: StorageHealthOptions) {
    this.#options = options;
  }

  /** Learns from a write how it is; answers what it answers. */
  async watch<T>(write: Promise<T>): Promise<T> {
    const late = setTimeout(() => this.noteFailure(hangs), stallMs);
    try {
      const result = await write;
      this.#recover();
      return result;
    } catch (error) {
      if (isUnavailable(error)) this.noteFailure(error.message);
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  noteFailure(reason: string): void {
    if (this.#closed) return;
    if (this.#reason === undefined) this.#options.onFailed();
    this.#reason = reason;
    this.#retry ??= setTimeout(() => void this.#tryAgain(), retryMs).unref();
  }

  /** Why nothing can be stored; undefined where it can. */
  async check(): Promise<string | undefined> {
    if (this.#reason !== undefined) return this.#reason;
    if (performance.now() - this.#askedAt >= freshMs) {
      this.#askedAt = performance.now();
      this.#asked = this.watch(this.#options.probe(1)).catch((error: unknown) => {
        this.noteFailure(error instanceof Error ? error.message : String(error));
      });
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(hangs), patienceMs);
    });
    const answer = await Promise.race([this.#asked.then(() => this.#reason), late]);
    clearTimeout(timer);
    return answer;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  async #tryAgain(): Promise<void> {
    const worked = await this.#options.probe(muchRoom).then(
      () => true,
      () => false,
    );
    this.#retry = undefined;
    if (worked) this.#recover();
    else if (this.#reason !== undefined) this.noteFailure(this.#reason);
  }

  #recover(): void {
    if (this.#reason === undefined) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#reason = undefined;
    this.#options.onRecovered();
  }
}
