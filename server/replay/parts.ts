/** The parts of the server that replay lives by: the composition hands them in, so that nothing is told twice. */
import type { Board } from '../../shared/board/board.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Scope } from '../../shared/domain/place.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
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
}

interface Telling {
  source: RefreshSource;
  register: Register;
  now: number;
  upToSeq: number;
}

interface Refreshing extends Telling {
  save(updates: readonly ThingUpdate[]): Promise<ReadonlyMap<string, readonly Contribution[]>>;
  pause(done: number): Promise<void>;
}

/** The projector's own way from events to figures. */
export interface Projection {
  /** What events, or time, have changed. */
  touched(marks: readonly Omit<EventMark, 'seq' | 'at' | 'type'>[], due: readonly string[]): Names;
  /** What is touched, with everything that may change because of it. */
  withDependents(
    source: Pick<RefreshSource, 'recordsBeside'>,
    register: Register,
    names: Names,
  ): Promise<Names>;
  /** Every site and town of a register. */
  allPlaces(register: Register): string[];
  /** Joins things anew, and has saved what became of them and of what changes because of that. */
  refresh(refreshing: Refreshing, touched: Names): Promise<void>;
  /** Does so for many things, with everything that is doubted among them. */
  refreshMany(refreshing: Refreshing, touched: Names): Promise<void>;
  /** What things and places are, by the journal and the cells; nothing changes because of it. */
  tell(telling: Telling, touched: Names): Promise<ThingUpdate[]>;
}
