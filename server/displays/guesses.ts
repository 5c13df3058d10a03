/** Wrong codes are counted for whoever types them, at whatever server: after a few he waits. */
import { changePassing, type PassingStore } from '../store/store.ts';

const wrongMost = 5;
const windowMs = 5 * 60_000;
const kind = 'wrong-codes';

export class Guesses {
  readonly #store: Pick<PassingStore, 'passing' | 'putPassing'>;
  readonly #now: () => number;

  constructor(store: Pick<PassingStore, 'passing' | 'putPassing'>, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** How long this one must wait (ms); 0 where he may try. */
  async waitOf(who: string): Promise<number> {
    const [row] = await this.#store.passing(kind, who);
    const recent = this.#recent(row && (JSON.parse(row.body) as number[]));
    const [first = 0] = recent;
    return recent.length < wrongMost ? 0 : first + windowMs - this.#now();
  }

  async noteWrong(who: string): Promise<void> {
    const now = this.#now();
    await changePassing<number[]>(this.#store, { kind, name: who }, now, (kept) => ({
      body: [...this.#recent(kept), now].slice(-wrongMost),
      until: now + windowMs,
    }));
  }

  #recent(kept: readonly number[] = []): number[] {
    const from = this.#now() - windowMs;
    return kept.filter((at) => at > from);
  }
}
