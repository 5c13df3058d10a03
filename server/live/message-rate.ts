/** How many messages one viewer may send. A page sends a few a second while it replays, and hardly any else. */

/** A viewer that was quiet may send so many times its rate at once. */
const burst = 5;

export class MessageRate {
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond * burst;
    this.#at = now;
  }

  /** Takes a message at an instant (ms); false where it is one too many. */
  take(now: number): boolean {
    const regained = (Math.max(0, now - this.#at) * this.#perSecond) / 1000;
    this.#left = Math.min(this.#perSecond * burst, this.#left + regained);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
