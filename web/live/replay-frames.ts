/** A copy of the board of a replay, kept by frames as a replica is kept by deltas. Pure. */
import type { Board } from '../../shared/board/board.ts';
import { apply, type JsonObject } from '../../shared/board/merge-patch.ts';
import type { ReplayFrame } from '../../shared/wire/replay.ts';

export interface Replayed {
  scope: string;
  rev: number;
  /** The replayed instant, in milliseconds since 1970. */
  asOf: number;
  board: Board;
  /** When something happens next within the span. */
  next: number | undefined;
}

function boardOf(last: Replayed | undefined, frame: ReplayFrame): Board | undefined {
  if (frame.board) return frame.board;
  if (!frame.patch || last?.scope !== frame.scope || last.rev !== frame.rev - 1) return undefined;
  return apply(last.board as unknown as JsonObject, frame.patch) as unknown as Board;
}

/** The board with the frame; undefined where the frame is a change of something that is not at hand. */
export function withFrame(last: Replayed | undefined, frame: ReplayFrame): Replayed | undefined {
  const board = boardOf(last, frame);
  if (!board) return undefined;
  const { scope, rev, next } = frame;
  return {
    scope,
    rev,
    asOf: Date.parse(frame.at),
    board,
    next: next === undefined ? next : Date.parse(next),
  };
}
