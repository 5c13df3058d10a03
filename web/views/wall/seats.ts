/** What a layout is made of. All lengths are in rem, a hundred design pixels each. */
import type { PanelId } from '../../../shared/county/wall-ids.ts';

/** Columns and rows counted from 1, the end not included: the lines of the grid. */
export interface Seat {
  panel: PanelId;
  columns: readonly [from: number, to: number];
  rows: readonly [from: number, to: number];
}

/** What a column asks for: its width beside the others', and below what it is too narrow. */
export interface Want {
  ideal: number;
  least: number;
}

/** Seats on columns that are not yet cut to a screen. */
export interface Plan {
  wants: readonly Want[];
  seats: readonly Seat[];
}

export interface Layout {
  columns: readonly number[];
  seats: readonly Seat[];
}

/** Where the panels stand: without the head, the foot and the page's margins. */
export interface Room {
  width: number;
  height: number;
}

/** Every scene has as many rows; how high they are follows the screen. */
export const rowCount = 24;

/** Between two panels, as `--gap` in styles/tokens.css. */
export const gap = 0.16;

export const seat = (
  panel: PanelId,
  columns: readonly [number, number],
  rows: readonly [number, number],
): Seat => ({
  panel,
  columns,
  rows,
});

/** The one panel that may lie under a bezel: it has no line of text that must be read across it. */
export const mayStraddle = (panel: PanelId): boolean => panel === 'map';
