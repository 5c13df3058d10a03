/** Where the numbers of a report come from: the same code that answers boards and series. */
import type { Board, BoardOrders } from '../../shared/board/board.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { DaySpan } from '../../shared/report/report-span.ts';
import type { SpanSplit } from '../../shared/report/span-path.ts';
import type { ReadTransaction } from '../store/store.ts';

export interface ReportSources {
  /** @throws where the scope does not exist on this server. */
  shares(view: ReadTransaction, scope: string): Promise<ScopeShares>;
  board(view: ReadTransaction, shares: ScopeShares): Promise<{ board: Board; asOf: number; seq: number }>;
  /** A measure over all the days, by the keys of a split; `all` without one. */
  totals(
    view: ReadTransaction,
    shares: ScopeShares,
    measure: string,
    split: SpanSplit | 'none',
    span: DaySpan,
  ): Promise<Map<string, number>>;
  /** A measure day by day or month by month. */
  points(
    view: ReadTransaction,
    scope: string,
    measure: string,
    by: 'day' | 'month',
    span: DaySpan,
  ): Promise<[name: string, value: number][]>;
  /** Stages and rates of the orders placed on the days. */
  orders(view: ReadTransaction, shares: ScopeShares, span: DaySpan): Promise<BoardOrders>;
}
