/**
 * A copy of one scope's board that follows the server's: a snapshot, then deltas, each from the revision at hand
 * (contract §5). Pure: who watches again after a gap is the connection's business.
 */
import type { Board } from '../../shared/board/board.ts';
import { apply, type JsonObject } from '../../shared/board/merge-patch.ts';
import type { Delta, WatchSnapshot } from '../../shared/wire/live.ts';

export interface Replica {
  scope: string;
  epoch: string;
  rev: number;
  /** When the board was true, in milliseconds since 1970 by the server's clock. */
  asOf: number;
  board: Board;
}

export function fromSnapshot(snapshot: WatchSnapshot): Replica {
  const { scope, epoch, rev, board } = snapshot;
  return { scope, epoch, rev, asOf: Date.parse(snapshot.asOf), board };
}

/** A board is made of plain JSON; the types on either side of this line say so from their own ends. */
const patched = (board: Board, patch: JsonObject): Board =>
  apply(board as unknown as JsonObject, patch) as unknown as Board;

/**
 * The replica after `delta`; the replica itself where the delta says nothing new; undefined where deltas are
 * missing in between, so that the scope must be watched again.
 */
export function advance(replica: Replica, delta: Delta): Replica | undefined {
  if (delta.epoch !== replica.epoch) return undefined;
  if (delta.to <= replica.rev) return replica;
  if (delta.from !== replica.rev) return undefined;
  return {
    ...replica,
    rev: delta.to,
    asOf: Date.parse(delta.asOf),
    board: patched(replica.board, delta.patch),
  };
}
