/** From the plane of the map to pixels of the panel: the same turn of the screen that the chart makes. */

export interface Point {
  x: number;
  y: number;
}

export interface Plane {
  scale: number;
  left: number;
  top: number;
}

/** The plane from where the chart puts its corner and another point, `span` units right and down of it. */
export function planeOf(corner: Point, other: Point, span: number): Plane {
  return { scale: (other.x - corner.x) / span, left: corner.x, top: corner.y };
}

export const toPixel = (plane: Plane, point: Point): Point => ({
  x: plane.left + point.x * plane.scale,
  y: plane.top + point.y * plane.scale,
});
