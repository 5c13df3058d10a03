/** One scope's board as viewers see it: its revisions, and the deltas between them. */
import type { Board } from '../../shared/board/board.ts';
import { diff, type JsonObject } from '../../shared/board/merge-patch.ts';
import type { Delta } from '../../shared/wire/live.ts';

/** At 5 deltas a second this is two minutes of the busiest time, and days of a quiet one. */
const maxDeltas = 600;
/** Characters of JSON that the deltas of one scope may keep in memory. */
const maxHistory = 2_000_000;

interface Past {
  delta: Delta;
  size: number;
}

export class ScopeFeed {
  readonly scope: string;
  private current: { epoch: string; rev: number; board: Board; asOf: string };
  private history: Past[] = [];
  private historySize = 0;

  constructor(scope: string, epoch: string, board: Board, asOf: string) {
    this.scope = scope;
    this.current = { epoch, rev: 1, board, asOf };
  }

  get epoch(): string {
    return this.current.epoch;
  }

  get rev(): number {
    return this.current.rev;
  }

  get board(): Board {
    return this.current.board;
  }

  /** The instant up to which the board holds everything (RFC 3339). */
  get asOf(): string {
    return this.current.asOf;
  }

  /** Nothing has changed up to an instant. */
  confirm(asOf: string): void {
    this.current = { ...this.current, asOf };
  }

  /** Takes a newly read board; answers the delta to it, or undefined where nothing changed. */
  advance(board: Board, asOf: string): Delta | undefined {
    const { epoch, rev } = this.current;
    const patch = diff(this.current.board as unknown as JsonObject, board as unknown as JsonObject);
    if (!patch) {
      this.confirm(asOf);
      return undefined;
    }
    const delta = { scope: this.scope, epoch, from: rev, to: rev + 1, asOf, patch };
    this.current = { epoch, rev: rev + 1, board, asOf };
    this.remember(delta);
    return delta;
  }

  /**
   * Begins another history, because the registers changed. The revision goes on past any that a viewer may hold, so
   * that no delta of the new history fits an old board.
   */
  restart(epoch: string, board: Board, asOf: string): void {
    this.current = { epoch, rev: this.current.rev + 1, board, asOf };
    this.history = [];
    this.historySize = 0;
  }

  /** The deltas that lead from a viewer's revision to the current one, or undefined where they are gone. */
  since(epoch: string, rev: number): Delta[] | undefined {
    if (epoch !== this.current.epoch || rev > this.current.rev) return undefined;
    if (rev === this.current.rev) return [];
    const first = this.history.findIndex(({ delta }) => delta.from === rev);
    return first === -1 ? undefined : this.history.slice(first).map(({ delta }) => delta);
  }

  private remember(delta: Delta): void {
    const size = JSON.stringify(delta.patch).length;
    this.history.push({ delta, size });
    this.historySize += size;
    while (this.history.length > maxDeltas || (this.historySize > maxHistory && this.history.length > 1)) {
      this.historySize -= this.history.shift()?.size ?? 0;
    }
  }
}
