/**
 * How large the projector's next batch may be, and how long it stands back after one. Stations are answered first: an
 * append waits for the batch under way, so while events arrive batches are short and leave time between them, much of it
 * in a burst, until the figures would fall too far behind. In quiet times a backlog goes in long batches, which write
 * each cell once for more events.
 */

/** How long a batch may take (ms). */
const batchMs = { arriving: 20, quiet: 250 };
/** Events count as arriving for so long after the last one (ms). */
const arrivingMs = 250;
/** Events and due things of one batch. A slow machine gets behind for good where it takes a backlog in small pieces. */
const batchLimits = { first: 200, least: { arriving: 50, quiet: 200 }, most: 5000 };
/** So many events within that time are a burst; fewer never wait long, and would keep a backlog for minutes. */
const burst = 50;
/** Time left to appends after a batch that they waited for, in times of that batch, and at most (ms). */
const rest = { ofBurst: 9, ofFew: 0.5, mostMs: 200 };
/** Appends that come one behind the other are nearer to each other than this (ms); while they do not, nobody is waited for. */
const calmMs = 20;
/** A burst may put the figures so many events behind, which the screen says; beyond it nothing waits for appends. */
const maxBacklog = 50_000;

export class Pace {
  private readonly clock: () => number;
  private eventsPerMs = batchLimits.first / batchMs.arriving;
  private appendedAt = Number.NEGATIVE_INFINITY;
  /** Events of the last while, the older the less. */
  private recent = 0;
  private appendWaited = false;
  private backlog = 0;

  /** `clock` tells milliseconds that pass evenly. */
  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** Events came into the journal. */
  appended(events: number): void {
    if (events === 0) return;
    this.recent = this.lately() + events;
    this.appendedAt = this.clock();
    this.appendWaited = true;
    this.backlog += events;
  }

  /** Events that the next batch may take. */
  limit(): number {
    const times = this.clock() - this.appendedAt < arrivingMs ? 'arriving' : 'quiet';
    const events = this.eventsPerMs * batchMs[times];
    return Math.round(Math.min(batchLimits.most, Math.max(batchLimits.least[times], events)));
  }

  /** A batch took so many events and ms; `more` of them wait. */
  took(events: number, ms: number, more: boolean): void {
    this.backlog = more ? Math.max(0, this.backlog - events) : 0;
    // A small batch says more of its commit than of its events.
    if (events >= batchLimits.least.arriving && ms > 0)
      this.eventsPerMs = 0.7 * this.eventsPerMs + (0.3 * events) / ms;
  }

  /** How long to stand back after a batch of `ms`, asked once the appends that came during it are in. */
  restMs(ms: number): number {
    const gives = this.appendWaited && this.backlog <= maxBacklog;
    this.appendWaited = false;
    const times = this.lately() > burst ? rest.ofBurst : rest.ofFew;
    return gives ? Math.min(rest.mostMs, times * ms) : 0;
  }

  /** How much of a rest until `end` to wait before asking again: nothing once appends have ended. */
  restLeftMs(end: number): number {
    const now = this.clock();
    return Math.min(end - now, this.appendedAt + calmMs - now);
  }

  private lately(): number {
    return this.recent * Math.exp((this.appendedAt - this.clock()) / arrivingMs);
  }
}
