/** The thread of the replays, which is there for as long as somebody replays: a county that never does pays nothing. */
import type { ReplayFrame, ReplayOpened, ReplayRefused } from '../../shared/wire/replay.ts';
import type { ReplayBeginning } from './replay.ts';
import { refused } from './replay-error.ts';
import type { ReplayEngine } from './replay-service.ts';

/** How long a thread without a replay is kept: the next one often comes soon (ms). */
const restMs = 60_000;

type ProgressListener = Parameters<ReplayEngine['onProgress']>[0];

export interface ReplayThread {
  call: {
    open(beginning: ReplayBeginning): Promise<ReplayOpened | ReplayRefused>;
    at(id: string, instant: number, scope: string | undefined): Promise<ReplayFrame | ReplayRefused>;
    close(id: string): Promise<void>;
    end(): Promise<void>;
  };
  on(name: 'progress', listener: ProgressListener): unknown;
  stop(): Promise<void>;
}

export class ReplayOnDemand implements ReplayEngine {
  readonly #start: (onDeath: (error: Error) => void) => ReplayThread;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<ProgressListener>();
  readonly #open = new Set<string>();
  #thread: ReplayThread | undefined;
  #rest: NodeJS.Timeout | undefined;

  /** `onError` is told where a thread dies; its replays are over, and the next one starts another thread. */
  constructor(start: (onDeath: (error: Error) => void) => ReplayThread, onError: (error: unknown) => void) {
    this.#start = start;
    this.#onError = onError;
  }

  /** Starts the thread ahead, and keeps it for as long as one without a replay is kept. */
  prepare(): void {
    this.#thread ??= this.#begin();
    if (this.#open.size === 0) this.#endLater();
  }

  async open(beginning: ReplayBeginning): Promise<ReplayOpened | ReplayRefused> {
    clearTimeout(this.#rest);
    this.#open.add(beginning.id);
    this.#thread ??= this.#begin();
    return this.#thread.call.open(beginning);
  }

  async at(id: string, instant: number, scope: string | undefined): Promise<ReplayFrame | ReplayRefused> {
    if (!this.#thread || !this.#open.has(id)) return refused('unknown-replay');
    return this.#thread.call.at(id, instant, scope);
  }

  close(id: string): void {
    if (!this.#open.delete(id)) return;
    this.#thread?.call.close(id).catch(this.#onError);
    if (this.#open.size === 0) this.#endLater();
  }

  onProgress(listener: ProgressListener): void {
    this.#listeners.add(listener);
  }

  /** Ends the thread, and all replays with it. */
  async end(): Promise<void> {
    clearTimeout(this.#rest);
    const thread = this.#thread;
    this.#thread = undefined;
    this.#open.clear();
    if (!thread) return;
    // Who cannot end by itself any more is ended all the same.
    await thread.call.end().catch(this.#onError);
    await thread.stop();
  }

  #endLater(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.end().catch(this.#onError), restMs).unref();
  }

  #begin(): ReplayThread {
    const thread = this.#start((error) => {
      this.#onError(error);
      if (this.#thread === thread) this.#thread = undefined;
      this.#open.clear();
    });
    thread.on('progress', (progress) => {
      for (const listener of this.#listeners) listener(progress);
    });
    return thread;
  }
}
