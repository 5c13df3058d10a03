/** Reproducible chance: the same key gives the same sequence on every machine, and keys do not disturb each other. */

/** A 32-bit hash of a text (FNV-1a with a final mix), good enough to spread keys. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export class Random {
  private state: number;

  constructor(...key: (string | number)[]) {
    this.state = hashOf(key.join('|'));
  }

  /** The next number in [0, 1) (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** An entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const entry = list[Math.floor(this.next() * list.length)];
    if (entry === undefined) throw new Error('nothing to pick from');
    return entry;
  }

  /** An entry by weight; at least one weight must be above 0. */
  weighted<T>(list: readonly T[], weightOf: (entry: T) => number): T {
    let rest = this.next() * list.reduce((sum, entry) => sum + weightOf(entry), 0);
    for (const entry of list) {
      rest -= weightOf(entry);
      if (rest < 0) return entry;
    }
    return this.pick(list);
  }

  /** Exponential waiting time with this mean. */
  waiting(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Around `mean`, never below 0, with the long tail of figures that people report. */
  skewed(mean: number, spread = 0.5): number {
    return mean * Math.exp(spread * this.normal() - (spread * spread) / 2);
  }

  /** How many of something happen where `mean` are expected. */
  count(mean: number): number {
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let product = this.next();
    let count = 0;
    while (product > limit) {
      product *= this.next();
      count += 1;
    }
    return count;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = Math.floor(this.next() * (i + 1));
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  }
}
