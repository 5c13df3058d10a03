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
