/** Wrong codes are counted for whoever types them: after a few he waits. */

const wrongMost = 5;
const windowMs = 5 * 60_000;
/** More than this many are not told apart: the oldest is forgotten. */
const knownMost = 1000;

export class Guesses {
  readonly #now: () => number;
  readonly #wrong = new Map<string, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long this one must wait (ms); 0 where he may try. */
  waitOf(who: string): number {
    const recent = this.#recent(who);
    const [first = 0] = recent;
    return recent.length < wrongMost ? 0 : first + windowMs - this.#now();
  }

  noteWrong(who: string): void {
    const recent = [...this.#recent(who), this.#now()].slice(-wrongMost);
    this.#wrong.delete(who);
    this.#wrong.set(who, recent);
    const [oldest] = this.#wrong.keys();
    if (this.#wrong.size > knownMost && oldest !== undefined) this.#wrong.delete(oldest);
  }

  #recent(who: string): number[] {
    const from = this.#now() - windowMs;
    return (this.#wrong.get(who) ?? []).filter((at) => at > from);
  }
}
