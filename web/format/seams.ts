/** `?seam=`: where the bezels of a wall of several screens are. */

const seamsMost = 15;

/** One position in CSS pixels: a fraction of the width as `1/3`, or pixels as `1920`. */
function positionOf(text: string, width: number): number {
  const [top, bottom, ...more] = text.trim().split('/');
  if (more.length > 0 || !top) return Number.NaN;
  return bottom === undefined ? Number(top) : (Number(top) / Number(bottom)) * width;
}

/** Positions from the left in CSS pixels, in order and inside the window; what is no position is left out. */
export function seamsOf(text: string, width: number): number[] {
  const positions = text
    .split(',')
    .map((part) => positionOf(part, width))
    .filter((position) => position > 0 && position < width);
  return [...new Set(positions)].sort((a, b) => a - b).slice(0, seamsMost);
}

/** Where something stands between two ends: its middle and its width, all in CSS pixels. */
export interface Stand {
  middle: number;
  width: number;
}

/**
 * The middle nearest to the wished one at which no seam runs through something of that width; the wished one where
 * there is none between the ends.
 */
export function besideSeams(
  { middle, width }: Stand,
  seams: readonly number[],
  from: number,
  to: number,
): number {
  const edges = [from, ...seams.filter((seam) => seam > from && seam < to), to];
  const middles = edges.slice(1).flatMap((end, index) => {
    const [low, high] = [(edges[index] ?? 0) + width / 2, end - width / 2];
    return low > high ? [] : [Math.min(Math.max(middle, low), high)];
  });
  const [nearest] = middles.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return nearest ?? middle;
}
