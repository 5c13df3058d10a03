/** From the plane of the map to pixels of the panel: the same turn of the screen that the chart makes. */

export interface Point {
  x: number;
  y: number;
}

/** Pixels of a unit to the right and downward, which differ where a schematic is stretched to its panel. */
export interface Plane {
  scaleX: number;
  scaleY: number;
  left: number;
  top: number;
}

/** The plane from where the chart puts its corner and another point, `width` units right and `height` down of it. */
export function planeOf(corner: Point, other: Point, width: number, height: number): Plane {
  return {
    scaleX: (other.x - corner.x) / width,
    scaleY: (other.y - corner.y) / height,
    left: corner.x,
    top: corner.y,
  };
}

export const toPixel = (plane: Plane, point: Point): Point => ({
  x: plane.left + point.x * plane.scaleX,
  y: plane.top + point.y * plane.scaleY,
});
