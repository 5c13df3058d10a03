/** The parts of the server that replay lives by: the composition hands them in, so that nothing is told twice. */
import type { Board } from '../../shared/board/board.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Scope } from '../../shared/domain/place.ts';
import type { BoardView, EventMark, RefreshSource, ThingUpdate } from '../store/store.ts';

/** The way of the live boards from figures to a board. */
export interface Boards {
  resolve(scope: Scope, registers: readonly Register[]): ScopeShares | undefined;
  read(view: BoardView, shares: ScopeShares): Promise<{ board: Board }>;
}

/** Things, and sites by their codes. */
export interface Names {
  things: string[];
  sites: string[];
}

/** The projector's own way from events to figures. */
export interface Projection {
  /** The things and sites that events, or time, have changed. */
  touched(marks: readonly Omit<EventMark, 'seq' | 'at'>[], due: readonly string[]): Names;
  /** Joins things anew, and has saved what became of them. */
  refresh(
    refreshing: {
      source: RefreshSource;
      register: Register;
      now: number;
      upToSeq: number;
      save(updates: readonly ThingUpdate[]): Promise<void>;
    },
    touched: Names,
  ): Promise<void>;
}
