/**
 * An instant at which things are looked at, which remembers when looking again would tell something else. Asking is
 * what registers the interest, so no measure can forget to say when time alone changes it.
 */
export class Moment {
  readonly now: number;
  private next: number | undefined;

  constructor(now: number) {
    this.now = now;
  }

  /** Whether `limit` (ms) has passed; at equality it is met, and passed only after. */
  hasPassed(limit: number): boolean {
    if (this.now > limit) return true;
    const change = limit + 1;
    if (this.next === undefined || change < this.next) this.next = change;
    return false;
  }

  /** The earliest instant at which an answer given so far changes. */
  get nextChangeAt(): number | undefined {
    return this.next;
  }
}
