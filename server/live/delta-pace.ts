/**
 * When a board may be read and sent again: at most five times in any second (contract §5), at even times while it
 * changes on and on. The first change after a calm goes out at once; the end of a burst goes out as soon as figures
 * hold all of it, in place of a later delta.
 */

const most = 5;
const spanMs = 1000;
/** Between two deltas of a board that changes on and on. */
export const tickMs = spanMs / most;
/** Between two deltas where one before came early: what came early is made up for in parts, lest one change wait for it all. */
const longestMs = 240;
/** So many of the last second leave room for one that comes early. */
const fewEnough = 2;
/** Figures that hold everything for so long are taken for the end of a burst (ms). */
export const settledMs = 25;

export class DeltaPace {
  /** When the last ones were sent, the newest first (ms of a clock that only goes on). */
  private sent: readonly number[] = [];

  /** The board was read, and sent where it had changed. */
  took(at: number): void {
    this.sent = [at, ...this.sent].slice(0, most);
  }

  /** The instant at which a change that waits may be sent: `settledAt` is since when figures hold everything. */
  dueAt(settledAt: number | undefined): number {
    const even = Math.max((this.sent[0] ?? Number.NEGATIVE_INFINITY) + tickMs, this.leastAt);
    return settledAt === undefined ? even : Math.min(even, Math.max(this.earliestAt, settledAt + settledMs));
  }

  /** Before it, nothing is sent however settled figures are. */
  get earliestAt(): number {
    return Math.max(this.leastAt, (this.sent[fewEnough] ?? Number.NEGATIVE_INFINITY) + spanMs);
  }

  /** Were those after it all as late as they may be, there would still be no more than five in a second. */
  private get leastAt(): number {
    return Math.max(...this.sent.map((at, index) => at + spanMs - (most - 1 - index) * longestMs));
  }
}
