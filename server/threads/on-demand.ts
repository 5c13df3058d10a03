/** A thread that is there for as long as somebody needs it: what is live never waits for its work. */

/** A thread that can be asked to end its work, and stopped. */
export interface Endable<C> {
  call: C & { end(): Promise<void> };
  stop(): Promise<void>;
}

/** Refused, because others are being served: to be asked again soon. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

export interface OnDemandOptions<C> {
  start: (onDeath: (error: Error) => void) => Endable<C>;
  /** How many calls it takes at once. */
  most: number;
  /** How long a thread with nothing to do is kept (ms). */
  restMs: number;
  onError: (error: unknown) => void;
}

export class OnDemand<C> {
  readonly #options: OnDemandOptions<C>;
  #thread: Endable<C> | undefined;
  #rest: NodeJS.Timeout | undefined;
  #busy = 0;

  constructor(options: OnDemandOptions<C>) {
    this.#options = options;
  }

  /** @throws BusyError where it has as many calls as it takes. */
  async run<T>(work: (call: C) => Promise<T>): Promise<T> {
    const { most, restMs, onError } = this.#options;
    if (this.#busy >= most) throw new BusyError('The thread has enough to do.');
    this.#busy++;
    clearTimeout(this.#rest);
    try {
      this.#thread ??= this.#begin();
      return await work(this.#thread.call);
    } finally {
      this.#busy--;
      if (this.#busy === 0) this.#rest = setTimeout(() => void this.end().catch(onError), restMs).unref();
    }
  }

  async end(): Promise<void> {
    clearTimeout(this.#rest);
    const thread = this.#thread;
    this.#thread = undefined;
    if (!thread) return;
    await thread.call.end().catch(this.#options.onError);
    await thread.stop();
  }

  /** Ends it whatever it is doing: calls under way fail. */
  async abandon(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.stop();
  }

  #begin(): Endable<C> {
    const thread = this.#options.start((error) => {
      this.#options.onError(error);
      if (this.#thread === thread) this.#thread = undefined;
    });
    return thread;
  }
}
