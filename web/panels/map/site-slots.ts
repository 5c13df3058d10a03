/**
 * Where the sites of a town stand in the schematic of it: rows across its cell, each with as many as have room, so that
 * no two names can meet. A schematic has no true places to keep to; the order is that of the register.
 */
import { stretchAt } from '../../../shared/county/geometry.ts';
import type { Point } from './plane.ts';

interface Row {
  y: number;
  from: number;
  to: number;
}

type Ring = readonly Point[];

/** The part of a row of that height that lies within the ring, whole. */
function rowAt(ring: [number, number][], middle: number, y: number, height: number): Row | undefined {
  const stretches = [-0.5, 0, 0.5].map((part) => stretchAt(ring, [middle, y + part * height]));
  let [from, to] = [-Infinity, Infinity];
  for (const stretch of stretches) {
    if (stretch === undefined) return undefined;
    from = Math.max(from, stretch.from);
    to = Math.min(to, stretch.to);
  }
  return { y, from, to };
}

function rowsOf(ring: Ring, height: number, edge: number): Row[] {
  const points = ring.map(({ x, y }): [number, number] => [x, y]);
  const ys = ring.map(({ y }) => y);
  const xs = ring.map(({ x }) => x);
  const [top, bottom] = [Math.min(...ys) + edge, Math.max(...ys) - edge];
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  const count = Math.floor((bottom - top) / height);
  const first = (top + bottom - (count - 1) * height) / 2;
  return Array.from({ length: count }, (_, index) => first + index * height).flatMap((y) => {
    const row = rowAt(points, middle, y, height);
    return row ? [{ ...row, from: row.from + edge, to: row.to - edge }] : [];
  });
}

/** Rows are set wider apart by steps as long as all slots still fit; beyond this they would look lost. */
const airMost = 2.4;
const airStep = 1.06;

/** Left ends of slots of these widths, row by row, spread over their rows; undefined where they do not all fit. */
function packed(rows: readonly Row[], widths: readonly number[]): Point[] | undefined {
  const slots: Point[] = [];
  for (const { y, from, to } of rows) {
    const first = slots.length;
    let taken = 0;
    let last = first;
    for (; last < widths.length && taken + (widths[last] ?? 0) <= to - from; last++)
      taken += widths[last] ?? 0;
    const spare = (to - from - taken) / (last - first);
    let x = from + spare / 2;
    for (const width of widths.slice(first, last)) {
      slots.push({ x, y });
      x += width + spare;
    }
  }
  return slots.length === widths.length ? slots : undefined;
}

/** Left ends of slots of these widths and that height in the cell, as airy as it has room for. */
export function slotsOf(
  ring: Ring,
  widths: readonly number[],
  height: number,
  edge: number,
): Point[] | undefined {
  let slots = packed(rowsOf(ring, height, edge), widths);
  for (let air = airStep; slots !== undefined && air <= airMost; air *= airStep) {
    const wider = packed(rowsOf(ring, height * air, edge), widths);
    if (wider === undefined) break;
    slots = wider;
  }
  return slots;
}
