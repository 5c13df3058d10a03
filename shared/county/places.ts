/** Fixed places for sites whose point is not known: spread evenly over their town's area, beside its name. */
import { areaOf, boxOf, contains, distanceToEdge, type Point, type Ring } from './geometry.ts';
import { type LabelPlace, labelHeight } from './label.ts';

/** A dot keeps this far from the edge of its area, where the area is wide enough. */
const edgeRoom = 10;
/** A dot keeps this far from the name. */
const labelRoom = 8;
/** Each try makes the grid finer; the last has some forty times as many points as places are asked for. */
const shrink = 0.94;
const maxTries = 30;

/**
 * `count` places in the ring, outside a label of that width: the points of a triangular grid just fine enough, those
 * nearest the name first. In an area too small for its name they lie under it. The same ring, label and count always
 * give the same places.
 */
export function placesIn(ring: Ring, label: LabelPlace, nameWidth: number, count: number): Point[] {
  if (count === 0) return [];
  const beside = (point: Point): boolean => !coversLabel(point, label, nameWidth);
  return (
    freePlaces(ring, label, count, beside) ??
    freePlaces(ring, label, count, () => true) ??
    Array.from({ length: count }, () => [label.x, label.y])
  );
}

/** As {@link placesIn}, each of them away from those that are taken already. */
export function placesBeside(
  taken: readonly Point[],
  ring: Ring,
  label: LabelPlace,
  nameWidth: number,
  count: number,
): Point[] {
  const places = placesIn(ring, label, nameWidth, count + taken.length);
  for (const point of taken) places.splice(nearestTo(point, places), 1);
  return places;
}

function nearestTo([x, y]: Point, places: readonly Point[]): number {
  const distances = places.map(([px, py]) => Math.hypot(px - x, py - y));
  return distances.indexOf(Math.min(...distances));
}

function freePlaces(
  ring: Ring,
  label: LabelPlace,
  count: number,
  isFree: (point: Point) => boolean,
): Point[] | undefined {
  let spacing = Math.sqrt((1.6 * areaOf(ring)) / count);
  for (let tries = 0; tries < maxTries; tries += 1, spacing *= shrink) {
    const room = Math.min(edgeRoom, spacing / 2);
    const free = gridOver(ring, label, spacing).filter(
      (point) => isFree(point) && contains(ring, point) && distanceToEdge(ring, point) >= room,
    );
    if (free.length >= count) return pickEvenly(nearestFirst(free, label), count);
  }
  return undefined;
}

function gridOver(ring: Ring, { x, y }: LabelPlace, spacing: number): Point[] {
  const { left, top, right, bottom } = boxOf(ring);
  const rowHeight = (spacing * Math.sqrt(3)) / 2;
  const points: Point[] = [];
  for (let row = Math.ceil((top - y) / rowHeight); y + row * rowHeight <= bottom; row += 1) {
    const shift = row % 2 === 0 ? 0 : spacing / 2;
    for (
      let column = Math.ceil((left - x - shift) / spacing);
      x + shift + column * spacing <= right;
      column += 1
    )
      points.push([x + shift + column * spacing, y + row * rowHeight]);
  }
  return points;
}

function coversLabel([x, y]: Point, label: LabelPlace, nameWidth: number): boolean {
  return (
    Math.abs(x - label.x) < nameWidth / 2 + labelRoom && Math.abs(y - label.y) < labelHeight / 2 + labelRoom
  );
}

function nearestFirst(points: Point[], { x, y }: LabelPlace): Point[] {
  const distance = ([px, py]: Point): number => Math.hypot(px - x, py - y);
  return [...points].sort((a, b) => distance(a) - distance(b) || a[1] - b[1] || a[0] - b[0]);
}

function pickEvenly(points: Point[], count: number): Point[] {
  return Array.from({ length: count }, (_, i) => points[Math.floor((i * points.length) / count)] ?? [0, 0]);
}
