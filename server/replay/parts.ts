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

/** Keys of things that are made by events, and of those that also read cells: sites and towns. */
export interface Names {
  things: string[];
  places: string[];
  /** Of those things, the ones whose change may concern the records beside them. */
  withBeside: string[];
}

/** The projector's own way from events to figures. */
export interface Projection {
  /** What events, or time, have changed. */
  touched(register: Register, marks: readonly Omit<EventMark, 'seq' | 'at'>[], due: readonly string[]): Names;
  /** What is touched, with the records that are to be looked at anew because of it. */
  withRecordsBeside(
    source: Pick<RefreshSource, 'recordsBeside'>,
    register: Register,
    names: Names,
  ): Promise<Names>;
  /** Every site and town of a register. */
  allPlaces(register: Register): string[];
  /** Joins things anew, and has saved what became of them. */
  refresh(
    refreshing: {
      source: RefreshSource;
      register: Register;
      now: number;
      upToSeq: number;
      save(updates: readonly ThingUpdate[]): Promise<void>;
    },
    touched: Pick<Names, 'things' | 'places'>,
  ): Promise<void>;
}
