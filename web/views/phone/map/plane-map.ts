/** The map of a county on a screen that is higher than wide: where its cells and their names are. Pure. */
import type { MapAnswer } from '../../../../shared/wire/http.ts';
import { type Plane, type Point, toPixel } from '../../../panels/map/plane.ts';

export interface Room {
  width: number;
  height: number;
}

interface Extent {
  left: number;
  top: number;
  width: number;
  height: number;
}

function extentOf({ towns, width, height }: MapAnswer): Extent {
  const points = towns.flatMap(({ rings }) => rings.flat());
  if (points.length === 0) return { left: 0, top: 0, width, height };
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

const edge = 2;

/** A schematic has no shape to keep and fills the room; boundaries keep theirs and stand in its middle. */
export function planeIn(map: MapAnswer, room: Room): Plane {
  const extent = extentOf(map);
  const free = { width: room.width - 2 * edge, height: room.height - 2 * edge };
  const [x, y] = [free.width / Math.max(1, extent.width), free.height / Math.max(1, extent.height)];
  const [scaleX, scaleY] = map.kind === 'schematic' ? [x, y] : [Math.min(x, y), Math.min(x, y)];
  return {
    scaleX,
    scaleY,
    left: (room.width - extent.width * scaleX) / 2 - extent.left * scaleX,
    top: (room.height - extent.height * scaleY) / 2 - extent.top * scaleY,
  };
}

/** The outline of a town as the `d` of a path. */
export const outlineOf = (rings: MapAnswer['towns'][number]['rings'], plane: Plane): string =>
  rings
    .map((ring) => {
      const corners = ring.map(([x, y]) => toPixel(plane, { x, y }));
      return `M${corners.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
    })
    .join('');

export interface TownLabel {
  code: string;
  name: string;
  at: Point;
  outline: string;
}

/** Pixels of a letter of a name. */
export const letter = 14;

/** Every town with the name that its cell has room for, kept whole inside the room. */
export function townLabels(
  map: MapAnswer,
  room: Room,
  namesOf: (code: string) => { name: string; short: string },
): TownLabel[] {
  const plane = planeIn(map, room);
  return map.towns.map(({ code, rings, label }) => {
    const { name, short } = namesOf(code);
    const shown = name.length * letter <= label.width * plane.scaleX ? name : short;
    const { x, y } = toPixel(plane, label);
    const half = (shown.length * letter) / 2 + 1;
    const inside = Math.min(Math.max(x, half), Math.max(half, room.width - half));
    return { code, name: shown, at: { x: inside, y }, outline: outlineOf(rings, plane) };
  });
}
