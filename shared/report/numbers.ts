/** The numbers that a report is composed of: what boards and series say of its days and of those it is compared with. */
import type { Board, BoardOrders, Measures } from '../board/board.ts';
import type { SubmissionColumn } from '../county/report-settings.ts';
import type { DaySpan, ReportKind } from './report-span.ts';
import type { SubmissionRow } from './submission.ts';

/** Of the days of the report, and of others; absent where nothing at all was recorded on those. */
export interface Compared<T> {
  own: T;
  before?: T;
  lastYear?: T;
}

/** A line of a table: a town, a platform, a category or a team. */
export interface KeyedRow {
  key: string;
  name: string;
  values: Record<string, number>;
}

export interface TrendPoint {
  /** `yyyy-mm-dd` or `yyyy-mm`. */
  name: string;
  values: Record<string, number>;
}

export interface Named {
  id: string;
  name: string;
}

export interface ReportNumbers {
  scope: string;
  place: string;
  kind: ReportKind;
  span: DaySpan;
  before: DaySpan;
  lastYear: DaySpan;
  timeZone: string;
  asOf: string;
  seq: number;
  demo: boolean;
  /** What the places of `children` are called: 乡镇, 站点, 县（市、区）. */
  childWord: string;
  silentDays: number;
  orderSteps: readonly Named[];
  tiers: readonly Named[];
  totals: Compared<Measures>;
  orders: Compared<BoardOrders>;
  trend: { by: 'day' | 'month'; points: TrendPoint[] };
  children: KeyedRow[];
  platforms: KeyedRow[];
  categories: KeyedRow[];
  teams: KeyedRow[];
  /** As of the end of the journal, whatever the days of the report. */
  board: Board;
  submission: { columns: readonly SubmissionColumn[]; rows: SubmissionRow[] };
}
