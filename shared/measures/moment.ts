/**
 * An instant at which things are looked at, which remembers when looking again would tell something else. Asking is
 * what registers the interest, so no measure can forget to say when time alone changes it.
 */
export class Moment {
  readonly now: number;
  private next: number | undefined;
  private last: number | undefined;

  constructor(now: number) {
    this.now = now;
  }

  /** Whether `limit` (ms) has passed; at equality it is met, and passed only after. */
  hasPassed(limit: number): boolean {
    const change = limit + 1;
    if (this.now > limit) {
      if (this.last === undefined || change > this.last) this.last = change;
      return true;
    }
    if (this.next === undefined || change < this.next) this.next = change;
    return false;
  }

  /** The earliest instant at which an answer given so far changes. */
  get nextChangeAt(): number | undefined {
    return this.next;
  }

  /**
   * The latest instant at which an answer given so far became what it is. Looking at any instant from then on until
   * {@link nextChangeAt} asks the same and hears the same.
   */
  get lastChangeAt(): number | undefined {
    return this.last;
  }
}
