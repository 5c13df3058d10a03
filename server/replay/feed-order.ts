/** Lines of the feed, kept newest first while lines come and go. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';

/** With more changes than this, sorting anew is less work than finding a place for each. */
const manyChanges = 2000;

const newestFirst = (a: FeedEntry, b: FeedEntry): number => b.at - a.at || b.seq - a.seq;

export class FeedOrder {
  /** By seq: one event has one line. */
  readonly #entries = new Map<number, FeedEntry>();
  readonly #changed = new Map<number, FeedEntry | undefined>();
  #sorted: FeedEntry[] = [];

  add(entry: FeedEntry): void {
    const { seq } = entry;
    if (!this.#changed.has(seq)) this.#changed.set(seq, this.#entries.get(seq));
    this.#entries.set(seq, entry);
  }

  remove({ seq }: FeedEntry): void {
    if (!this.#changed.has(seq)) this.#changed.set(seq, this.#entries.get(seq));
    this.#entries.delete(seq);
  }

  newestFirst(): readonly FeedEntry[] {
    if (this.#changed.size > manyChanges) this.#sorted = [...this.#entries.values()].sort(newestFirst);
    else for (const [seq, before] of this.#changed) this.#place(before, this.#entries.get(seq));
    this.#changed.clear();
    return this.#sorted;
  }

  #place(before: FeedEntry | undefined, after: FeedEntry | undefined): void {
    if (before) this.#sorted.splice(this.#indexOf(before), 1);
    if (after) this.#sorted.splice(this.#indexOf(after), 0, after);
  }

  /** Where an entry stands, or would stand. */
  #indexOf(entry: FeedEntry): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#sorted[middle];
      if (other && newestFirst(other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
