import type { Register } from '../county/register.ts';
import type { BoardAlert, BoardRunning } from './board.ts';
import type { CellTable } from './cell-table.ts';
import type { FeedEntry } from './feed-rows.ts';
import type { QueueEntry } from './queue-rows.ts';

/** What a board needs of one county: a county's own board has one part, that of a city one for each county. */
export interface BoardPart {
  register: Register;
  /** Only this town, or this site, of the county. */
  town?: string;
  site?: string;
  cells: CellTable;
  children: BoardChildPart[];
  /** Those with least time left. */
  queue: QueueEntry[];
  running: { at: number; id: string; row: BoardRunning }[];
  /** The gravest; `alertCount` is their whole number. */
  alerts: { id: string; alert: BoardAlert }[];
  alertCount: number;
  feed: FeedEntry[];
}

export interface BoardChildPart {
  code: string;
  cells: CellTable;
  /** ms */
  lastEventAt?: number;
}
