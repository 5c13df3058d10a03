/** Lets through `perSecond` on average and `burst` at once. Time is the caller's, in ms. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes `count` and answers 0, or takes nothing and answers after how many whole seconds to try again. */
  take(count: number, now: number): number {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed / 1000) * this.#perSecond);
    if (count > this.#tokens) return Math.max(1, Math.ceil((count - this.#tokens) / this.#perSecond));
    this.#tokens -= count;
    return 0;
  }
}
