/** What the reading side needs of the boards: which places a scope means, and its figures in one view of the store. */
import type { Board } from '../../shared/board/board.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Scope } from '../../shared/domain/place.ts';
import type { ReadTransaction } from '../store/store.ts';

export interface BoardReader {
  /** The shares of a scope, or undefined where it does not exist on this server. */
  resolve(scope: Scope, registers: readonly Register[]): ScopeShares | undefined;
  read(view: ReadTransaction, shares: ScopeShares): Promise<{ board: Board; asOf: number; seq: number }>;
}
