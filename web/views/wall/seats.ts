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

const lengthOf = ([from, to]: readonly [number, number]): number => to - from;
const isWithin = (one: readonly [number, number], other: readonly [number, number]): boolean =>
  one[0] >= other[0] && one[1] <= other[1];

/**
 * A site has no places below it that a matrix could show: those that stand right above it get its room, or on a wall
 * without bezels those that stand left of it. Where nothing can have it the matrix stays, so that no band is empty.
 */
export function withoutCoverage(seats: readonly Seat[], seamless: boolean): readonly Seat[] {
  const matrix = seats.find(({ panel }) => panel === 'coverage');
  if (!matrix) return seats;
  const { columns, rows } = matrix;
  const above = seats.filter((one) => one.rows[1] === rows[0] && isWithin(one.columns, columns));
  const beside = seats.filter((one) => one.columns[1] === columns[0] && isWithin(one.rows, rows));
  const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);
  const fillsAbove = sum(above.map((one) => lengthOf(one.columns))) === lengthOf(columns);
  const fillsBeside = seamless && sum(beside.map((one) => lengthOf(one.rows))) === lengthOf(rows);
  if (!fillsAbove && !fillsBeside) return seats;
  const grown = (one: Seat): Seat => {
    if (fillsAbove) return above.includes(one) ? { ...one, rows: [one.rows[0], rows[1]] } : one;
    return beside.includes(one) ? { ...one, columns: [one.columns[0], columns[1]] } : one;
  };
  return seats.filter((one) => one !== matrix).map(grown);
}

/** The one panel that may lie under a bezel: it has no line of text that must be read across it. */
export const mayStraddle = (panel: PanelId): boolean => panel === 'map';
