/** Where a town's name and the number beneath it stand in its area. */
import { boxOf, centroidOf, type Point, type Ring, stretchAt } from './geometry.ts';

/**
 * Size of the name in units of the plane. The map panel of a 16:9 wall draws a plane 700 high on some 430 px of the
 * design, so that 18 px of text are 30 units.
 */
export const nameSize = 30;
/** A name with its number beneath it. */
export const labelHeight = 2 * 1.25 * nameSize;
/** Digits take about half the width of a Chinese character. */
const numberWidth = 4 * 0.5 * nameSize;

/** Width that a name and a number of four digits ask for. */
export function labelWidth(name: string): number {
  const units = [...name].reduce((sum, character) => sum + (character < '\u2e80' ? 0.55 : 1), 0);
  return Math.max(units * nameSize, numberWidth);
}

export interface LabelPlace {
  x: number;
  y: number;
  width: number;
}

/** How wide a label centred on the point may be without leaving the ring. */
export function roomAt(ring: Ring, [x, y]: Point): number {
  let half = Infinity;
  for (let line = -4; line <= 4; line += 1) {
    const stretch = stretchAt(ring, [x, y + (line / 8) * labelHeight]);
    half = Math.min(half, stretch ? Math.min(x - stretch.from, stretch.to - x) : 0);
  }
  return 2 * half;
}

/** The place for the name of that width: near the middle of the ring, aside from it where there is more room. */
export function labelPlace(ring: Ring, width: number): LabelPlace {
  const [cx, cy] = centroidOf(ring);
  const enough = 1.25 * width;
  let best: LabelPlace & { score: number } = { x: cx, y: cy, width: 0, score: -Infinity };
  for (const [x, y] of [[cx, cy] as Point, ...gridOver(ring)]) {
    const room = roomAt(ring, [x, y]);
    const score = Math.min(room, enough) - 0.3 * Math.hypot(x - cx, y - cy);
    if (score > best.score) best = { x, y, width: room, score };
  }
  return { x: best.x, y: best.y, width: best.width };
}

function gridOver(ring: Ring, steps = 16): Point[] {
  const { left, top, right, bottom } = boxOf(ring);
  return Array.from({ length: steps * steps }, (_, i) => [
    left + ((right - left) * ((i % steps) + 0.5)) / steps,
    top + ((bottom - top) * (Math.floor(i / steps) + 0.5)) / steps,
  ]);
}
