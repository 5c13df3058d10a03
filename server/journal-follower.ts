/** Follows what becomes of the journals and figures in the database, whichever server moves them. */
import type { Progress } from './projector/progress.ts';
import type { JournalHead } from './store/store.ts';

/** A hint may be lost, so it is looked after this long anyway (ms). */
const lookMs = 1_000;
/** Hints that come closer than this are one (ms). */
const hintMs = 50;

export interface JournalFollowerOptions {
  heads: () => Promise<JournalHead[]>;
  progress: Progress;
  /** Figures of a county have moved, and this server does not know which. */
  onMoved: (county: string) => void;
  onError: (error: unknown) => void;
}

export class JournalFollower {
  readonly #options: JournalFollowerOptions;
  readonly #timer: NodeJS.Timeout;
  #hinted: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #closed = false;

  constructor(options: JournalFollowerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#lookByItself(), lookMs).unref();
  }

  /** Something may have moved. */
  hint(): void {
    if (this.#closed) return;
    this.#hinted ??= setTimeout(() => {
      this.#hinted = undefined;
      this.#lookByItself();
    }, hintMs).unref();
  }

  /** Resolves once everything is known that was in the database when it was called; those who ask together look once. */
  look(): Promise<void> {
    if (!this.#looking) {
      this.#looking = this.#look().finally(() => {
        this.#looking = undefined;
      });
      return this.#looking;
    }
    // What is under way may have read already.
    this.#next ??= this.#looking
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.look();
      });
    return this.#next;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#hinted);
  }

  #lookByItself(): void {
    this.look().catch(this.#options.onError);
  }

  async #look(): Promise<void> {
    const { heads, progress, onMoved } = this.#options;
    if (this.#closed) return;
    const found = await heads();
    progress.noteLook();
    for (const head of found) if (progress.noteRead(head)) onMoved(head.county);
  }
}
