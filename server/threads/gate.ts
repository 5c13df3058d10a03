/** A gate between threads: shut until one of them opens it, and open from then on. */
export class Gate {
  readonly memory: SharedArrayBuffer;
  readonly #state: Int32Array;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#state = new Int32Array(memory);
  }

  open(): void {
    Atomics.store(this.#state, 0, 1);
    Atomics.notify(this.#state, 0);
  }

  /** Holds up the whole thread: only for one that has nothing else to do. */
  wait(): void {
    Atomics.wait(this.#state, 0, 0);
  }
}
