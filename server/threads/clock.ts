/** The time of day, which every thread of a process reads in the same way. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Two numbers in shared memory: the instant at which the clock stands (NaN while it runs), and its offset (ms). */
const frozenIndex = 0;
const offsetIndex = 1;

/**
 * A clock that can be set, at once for every thread that was given its memory. Make one in the main thread, hand
 * `memory` to the others and open it there.
 */
export class SharedClock implements Clock {
  readonly memory: SharedArrayBuffer;
  readonly #fields: Float64Array;

  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT);
    this.#fields = new Float64Array(this.memory);
    if (!memory) this.#fields[frozenIndex] = Number.NaN;
  }

  now(): number {
    const frozen = this.#fields[frozenIndex] ?? Number.NaN;
    return Number.isNaN(frozen) ? Math.floor(Date.now() + (this.#fields[offsetIndex] ?? 0)) : frozen;
  }

  /** Goes on from an instant (ms). */
  set(now: number): void {
    this.#fields[offsetIndex] = now - Date.now();
    this.#fields[frozenIndex] = Number.NaN;
  }

  /** Stands at an instant (ms) until it is set again. */
  freeze(now: number): void {
    this.#fields[frozenIndex] = now;
  }

  /** Moves by some milliseconds, running or standing. */
  advance(ms: number): void {
    const frozen = this.#fields[frozenIndex] ?? Number.NaN;
    if (Number.isNaN(frozen)) this.#fields[offsetIndex] = (this.#fields[offsetIndex] ?? 0) + ms;
    else this.#fields[frozenIndex] = frozen + ms;
  }
}
