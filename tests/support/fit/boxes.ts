/** Rectangles of a page in CSS pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const meet = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

/** Whether two boxes share more than `slack` in both directions. */
export function overlaps(a: Box, b: Box, slack: number): boolean {
  const { left, top, right, bottom } = meet(a, b);
  return right - left > slack && bottom - top > slack;
}

/** How far `inner` reaches out of `outer` at its furthest side. */
export const excess = (inner: Box, outer: Box): { across: number; down: number } => ({
  across: Math.max(outer.left - inner.left, inner.right - outer.right),
  down: Math.max(outer.top - inner.top, inner.bottom - outer.bottom),
});

/** The largest rectangle in which nothing is painted, on a grid of cells of the given size. */
export function largestEmpty(painted: readonly Box[], page: Box, cell: number): Box {
  const columns = Math.max(1, Math.floor((page.right - page.left) / cell));
  const rows = Math.max(1, Math.floor((page.bottom - page.top) / cell));
  const taken = new Uint8Array(columns * rows);
  for (const box of painted) {
    const from = Math.max(0, Math.floor((box.left - page.left) / cell));
    const to = Math.min(columns, Math.ceil((box.right - page.left) / cell));
    const last = Math.min(rows, Math.ceil((box.bottom - page.top) / cell));
    for (let row = Math.max(0, Math.floor((box.top - page.top) / cell)); row < last; row++)
      taken.fill(1, row * columns + from, row * columns + Math.max(from, to));
  }
  const free = new Uint16Array(columns);
  let best = { area: 0, left: 0, top: 0, width: 0, height: 0 };
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns; at++) free[at] = taken[row * columns + at] ? 0 : (free[at] ?? 0) + 1;
    for (const found of underSkyline(free))
      if (found.width * found.height > best.area)
        best = { ...found, area: found.width * found.height, top: row + 1 - found.height };
  }
  const at = (count: number, start: number): number => start + count * cell;
  return {
    left: at(best.left, page.left),
    top: at(best.top, page.top),
    right: at(best.left + best.width, page.left),
    bottom: at(best.top + best.height, page.top),
  };
}

/** Every rectangle that stands under columns of the given heights and cannot be made wider. */
function* underSkyline(heights: Uint16Array): Generator<{ left: number; width: number; height: number }> {
  const open: { left: number; height: number }[] = [];
  for (let at = 0; at <= heights.length; at++) {
    const height = heights[at] ?? 0;
    let left = at;
    for (let last = open[open.length - 1]; last && last.height >= height; last = open[open.length - 1]) {
      yield { left: last.left, width: at - last.left, height: last.height };
      left = last.left;
      open.pop();
    }
    open.push({ left, height });
  }
}

export const areaOf = ({ left, top, right, bottom }: Box): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);
