/** A county's own boundary file on the plane of the map. The file is never converted; points are, to its datum. */
import gcoord from 'gcoord';
import type { Boundaries } from './county.ts';
import { areaOf, boxOf, type Point, type Ring, roundRing } from './geometry.ts';
import type { Coordinates } from './profile.ts';
import { planeHeight, planeWidth } from './schematic.ts';

/** Room around the outline, in units of the plane. */
const margin = 10;
/** A degree of latitude in kilometres. */
const degreeKm = 111.195;

export interface BoundaryPlane {
  width: number;
  height: number;
  /** Length of a kilometre on the plane. */
  kilometre: number;
  /** Outer rings by town code, the largest first. */
  rings: Map<string, Ring[]>;
  /** A point in the file's datum on the plane; undefined where it lies beyond the plane. */
  place(lon: number, lat: number): Point | undefined;
}

/** The boundaries scaled to the plane, north up, at the true proportions of their latitude. */
export function boundaryPlane(boundaries: Boundaries): BoundaryPlane {
  const areas = boundaries.features.map(({ properties, geometry }) => ({
    code: properties.code,
    rings: outerRings(geometry),
  }));
  const { left, top, right, bottom } = boxOf(areas.flatMap(({ rings }) => rings.flat()));
  const narrowing = Math.cos(((top + bottom) / 2) * (Math.PI / 180));
  const [east, north] = [(right - left) * narrowing, bottom - top];
  const scale = Math.min((planeWidth - 2 * margin) / east, (planeHeight - 2 * margin) / north);
  const project = ([lon, lat]: Point): Point => [
    margin + (lon - left) * narrowing * scale,
    margin + (bottom - lat) * scale,
  ];
  const [width, height] = [Math.ceil(east * scale + 2 * margin), Math.ceil(north * scale + 2 * margin)];
  return {
    width,
    height,
    kilometre: scale / degreeKm,
    rings: new Map(
      areas.map(({ code, rings }) => [code, largestFirst(rings.map((ring) => roundRing(ring.map(project))))]),
    ),
    place(lon, lat) {
      const [x, y] = project([lon, lat]);
      return x >= 0 && x <= width && y >= 0 && y <= height ? [x, y] : undefined;
    },
  };
}

/** Holes are left out: what lies in one is drawn by the town that it belongs to. */
function outerRings(geometry: Boundaries['features'][number]['geometry']): Ring[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([outer = []]) => outer.slice(0, -1).map(([lon = 0, lat = 0]): Point => [lon, lat]));
}

function largestFirst(rings: Ring[]): Ring[] {
  return rings.filter((ring) => ring.length >= 3).sort((a, b) => areaOf(b) - areaOf(a));
}

/** CGCS2000 and WGS-84 differ by less than what any map of a county can show. */
const datums = { 'GCJ-02': gcoord.GCJ02, 'WGS-84': gcoord.WGS84, CGCS2000: gcoord.WGS84 } as const;

export function convertPoint([lon, lat]: Point, from: Coordinates, to: Coordinates): Point {
  if (datums[from] === datums[to]) return [lon, lat];
  const [x = lon, y = lat] = gcoord.transform([lon, lat], datums[from], datums[to]);
  return [x, y];
}
