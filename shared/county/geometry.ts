/** Plane geometry of the map. Rings are open (the first point is not repeated), y points down. */
export type Point = [number, number];
export type Ring = Point[];

export function areaOf(ring: Ring): number {
  return Math.abs(signedArea(ring));
}

function signedArea(ring: Ring): number {
  return edgesOf(ring).reduce((sum, [a, b]) => sum + (a[0] * b[1] - b[0] * a[1]) / 2, 0);
}

export function centroidOf(ring: Ring): Point {
  const area = signedArea(ring);
  let [x, y] = [0, 0];
  for (const [a, b] of edgesOf(ring)) {
    const cross = a[0] * b[1] - b[0] * a[1];
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  }
  return [x / (6 * area), y / (6 * area)];
}

export function boxOf(points: Ring): { left: number; top: number; right: number; bottom: number } {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (const [a, b] of edgesOf(ring))
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  return inside;
}

export function distanceToEdge(ring: Ring, [x, y]: Point): number {
  let nearest = Infinity;
  for (const [a, b] of edgesOf(ring)) {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.max(0, Math.min(1, along));
    nearest = Math.min(nearest, Math.hypot(x - a[0] - part * dx, y - a[1] - part * dy));
  }
  return nearest;
}

/** The widest stretch of a horizontal line around `x` that lies inside the ring; undefined where `x` lies outside. */
export function stretchAt(ring: Ring, [x, y]: Point): { from: number; to: number } | undefined {
  const crossings: number[] = [];
  for (const [a, b] of edgesOf(ring))
    if (a[1] > y !== b[1] > y) crossings.push(((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]);
  crossings.sort((a, b) => a - b);
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from = 0, to = 0] = [crossings[i], crossings[i + 1]];
    if (from <= x && x <= to) return { from, to };
  }
  return undefined;
}

/** A convex ring made smaller by `distance` on every side; empty where nothing is left. */
export function insetConvex(ring: Ring, distance: number): Ring {
  const turn = Math.sign(signedArea(ring));
  let result = ring;
  for (const [a, b] of edgesOf(ring)) {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length === 0) continue;
    const normal: Point = [(-turn * (b[1] - a[1])) / length, (turn * (b[0] - a[0])) / length];
    result = keepSide(result, normal, normal[0] * a[0] + normal[1] * a[1] + distance);
  }
  return result;
}

/** The part of a convex ring within `radius` of `center`, its round side drawn by `sides` straight ones. */
export function clipToDisc(ring: Ring, [cx, cy]: Point, radius: number, sides = 48): Ring {
  let result = ring;
  for (let i = 0; i < sides; i += 1) {
    const angle = (i / sides) * 2 * Math.PI;
    const normal: Point = [-Math.cos(angle), -Math.sin(angle)];
    result = keepSide(result, normal, normal[0] * cx + normal[1] * cy - radius);
  }
  return result;
}

/** What of a convex ring lies where `normal · point ≥ offset`. */
function keepSide(ring: Ring, normal: Point, offset: number): Ring {
  const height = ([x, y]: Point): number => normal[0] * x + normal[1] * y - offset;
  return edgesOf(ring).flatMap(([a, b]) => {
    const [from, to] = [height(a), height(b)];
    const crossing: Point[] =
      from < 0 !== to < 0
        ? [[a[0] + ((b[0] - a[0]) * from) / (from - to), a[1] + ((b[1] - a[1]) * from) / (from - to)]]
        : [];
    return from < 0 ? crossing : [a, ...crossing];
  });
}

/** A convex ring with its corners rounded to `radius`, or less where it is too narrow: a disc rolled along inside. */
export function roundCorners(ring: Ring, radius: number): Ring {
  const core = withoutRepeats(insetConvex(ring, radius));
  if (core.length < 3) return radius < 1 ? ring : roundCorners(ring, radius / 2);
  const turn = Math.sign(signedArea(core));
  const outward = edgesOf(core).map(([a, b]) => Math.atan2(-turn * (b[0] - a[0]), turn * (b[1] - a[1])));
  return core.flatMap((corner, i) => {
    const from = outward[(i + core.length - 1) % core.length] ?? 0;
    const difference = (outward[i] ?? 0) - from;
    const sweep = Math.atan2(Math.sin(difference), Math.cos(difference));
    const steps = Math.ceil(Math.abs(sweep) / arcStep);
    return Array.from({ length: steps + 1 }, (_, step): Point => {
      const angle = from + (sweep * step) / Math.max(steps, 1);
      return [corner[0] + radius * Math.cos(angle), corner[1] + radius * Math.sin(angle)];
    });
  });
}

/** Straight pieces of a curve turn by no more than this angle. */
const arcStep = Math.PI / 12;

function withoutRepeats(ring: Ring): Ring {
  return ring.filter(([x, y], i) => {
    const [px, py] = ring[(i + ring.length - 1) % ring.length] ?? [NaN, NaN];
    return ring.length === 1 || Math.hypot(x - px, y - py) > 1e-6;
  });
}

function edgesOf(ring: Ring): [Point, Point][] {
  return ring.map((point, i) => [point, ring[(i + 1) % ring.length] ?? point]);
}

/** Coordinates to a tenth of a unit: less is not seen, more only makes the answer longer. */
export function roundRing(ring: Ring): Ring {
  return withoutRepeats(ring.map(([x, y]): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]));
}
