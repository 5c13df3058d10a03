/**
 * Replay over Socket.IO: the page holds the clock, the server answers what the board was at an instant. Nothing is
 * streamed, so a slow page, a pause and a step need no protocol of their own.
 */
import type { Board } from '../board/board.ts';
import type { JsonObject } from '../board/merge-patch.ts';

/**
 * What a replayed instant knows. `received`: what had arrived by then, so that the board is the one that was live.
 * `happened`: what has arrived until today of what had happened by then, late reports included.
 */
export const replayBases = ['received', 'happened'] as const;
export type ReplayBasis = (typeof replayBases)[number];

/** The longest span of one replay (days). */
export const replayMaxDays = 31;

export interface ReplayRequest {
  scope: string;
  /** RFC 3339; the span is half open: `from` ≤ t ≤ `to`, `to` no later than now. */
  from: string;
  to: string;
  /** Left out: `received` where anything of the span was received within it, else `happened`. */
  basis?: ReplayBasis;
}

export type ReplayRefusal =
  | 'unknown-scope'
  | 'forbidden-scope'
  /** Not a span: an end before its beginning, in the future, or too long. */
  | 'bad-span'
  /** As many replays as this server allows are under way. */
  | 'busy'
  /** The replay of this id is over: closed, or not asked for too long. Open another one. */
  | 'unknown-replay'
  | 'unavailable';

/** What happened in the span, for the line under the wall. */
export interface ReplayTimeline {
  /** Width of one column (ms); the first begins at `from`. */
  columnMs: number;
  /** Events of the scope in each column, by group. */
  columns: { activities: number[]; orders: number[]; service: number[] };
  /** The most telling moments, oldest first, at most 200. */
  marks: { at: string; type: string; title: string }[];
}

export interface ReplayFrame {
  ok: true;
  id: string;
  scope: string;
  /** The instant of the board (RFC 3339). */
  at: string;
  /** Counts the frames of this replay. */
  rev: number;
  /** The change from the frame `rev - 1` of the same scope, else the whole board. */
  patch?: JsonObject;
  board?: Board;
  /** When something of the scope happens next within the span: where a step leads. */
  next?: string;
}

export interface ReplayOpened extends ReplayFrame {
  from: string;
  to: string;
  basis: ReplayBasis;
  timeline: ReplayTimeline;
}

export interface ReplayRefused {
  ok: false;
  code: ReplayRefusal;
  detail: string;
}

export interface ReplayToServer {
  /** Somebody is choosing what to replay, and would have this so far: the server may make ready. */
  'replay-soon': (request?: ReplayRequest) => void;
  'replay-open': (request: ReplayRequest, answer: (answer: ReplayOpened | ReplayRefused) => void) => void;
  /** The board at `at`, forward or back; with `scope` of another place from now on. */
  'replay-at': (
    request: { id: string; at: string; scope?: string },
    answer: (answer: ReplayFrame | ReplayRefused) => void,
  ) => void;
  'replay-close': (request: { id: string }) => void;
}

export interface ReplayToClient {
  /** How much of a long way to an instant is done: events taken of all that must be. */
  'replay-progress': (progress: { done: number; of: number }) => void;
}
