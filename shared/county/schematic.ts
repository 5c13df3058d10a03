/**
 * The schematic: town seats spread until every name fits its cell, rounded cells with gaps and no common outline,
 * so that nobody takes it for a boundary map. The same towns always give the same plane.
 */
import { Delaunay } from 'd3-delaunay';
import type { Town } from './county.ts';
import {
  areaOf,
  boxOf,
  centroidOf,
  clipToDisc,
  insetConvex,
  type Point,
  type Ring,
  roundCorners,
  roundRing,
} from './geometry.ts';
import { type LabelPlace, labelPlace, labelWidth, roomAt } from './label.ts';

export const planeWidth = 1000;
export const planeHeight = 700;
/** Half of the gap between two cells. */
const halfGap = 4;
/** Radius of the corners, in widths of the cell. */
const cornerSize = 0.16;
/** Radius of the disc, in radii of a disc of the mean area. */
const discSize = 1.12;
/** The smallest cell, in mean areas. */
const smallestCell = 0.7;
/** Of a province with more counties than these the cells are spread by their areas alone. */
const namedMost = 45;
const smallestOfMany = 0.8;
/** Seats begin this far from the edge of the plane. */
const margin = 90;
/** Lloyd's rounds: each moves every seat to the middle of its cell. */
const maxRounds = 120;

export interface SchematicCell {
  code: string;
  ring: Ring;
  label: LabelPlace;
}

export interface Schematic {
  width: number;
  height: number;
  cells: SchematicCell[];
}

/** The cells of the towns in their order. */
export function schematicMap(towns: readonly Pick<Town, 'code' | 'short' | 'lon' | 'lat'>[]): Schematic {
  const widths = towns.map(({ short }) => labelWidth(short));
  let seeds = projectSeats(towns);
  const isDone = (): boolean =>
    towns.length > namedMost ? isEven(voronoi(seeds)) : isSpread(drawRings(seeds), widths);
  for (let round = 1; round <= maxRounds && !isDone(); round += 1) seeds = voronoi(seeds).map(centroidOf);
  const rings = drawRings(seeds);
  const cells = towns.map(({ code }, i) => {
    const ring = rings[i] ?? [];
    return { code, ring, label: labelPlace(ring, widths[i] ?? 0) };
  });
  return { width: planeWidth, height: planeHeight, cells };
}

/** Among so many cells that no name of the usual size fits, none is much smaller than the others. */
function isEven(cells: readonly Ring[]): boolean {
  const mean = cells.reduce((sum, cell) => sum + areaOf(cell), 0) / cells.length;
  return cells.every((cell) => areaOf(cell) >= smallestOfMany * mean);
}

/** Every name fits around the middle of its cell, and no cell is left too small for the sites of its town. */
function isSpread(rings: readonly Ring[], widths: readonly number[]): boolean {
  const mean = rings.reduce((sum, ring) => sum + areaOf(ring), 0) / rings.length;
  return rings.every(
    (ring, i) => areaOf(ring) >= smallestCell * mean && roomAt(ring, centroidOf(ring)) >= (widths[i] ?? 0),
  );
}

/**
 * Seats on the plane: east to the right, north up, each direction stretched to fill it, for a county may be far
 * wider than high. Seats at one place are parted by a hair, which Voronoi cells need.
 */
function projectSeats(towns: readonly Pick<Town, 'lon' | 'lat'>[]): Point[] {
  const { left, top, right, bottom } = boxOf(towns.map(({ lon, lat }) => [lon, -lat]));
  const scale = (value: number, from: number, to: number, size: number): number =>
    to > from ? margin + ((value - from) / (to - from)) * (size - 2 * margin) : size / 2;
  return towns.map(({ lon, lat }, i) => {
    const hair = 1 + i / towns.length;
    return [
      scale(lon, left, right, planeWidth) + hair * Math.cos(2.4 * i),
      scale(-lat, top, bottom, planeHeight) + hair * Math.sin(2.4 * i),
    ];
  });
}

function voronoi(seeds: readonly Point[]): Ring[] {
  const diagram = Delaunay.from(seeds).voronoi([0, 0, planeWidth, planeHeight]);
  return seeds.map((seed, i) => (diagram.cellPolygon(i)?.slice(0, -1) as Ring | undefined) ?? [seed]);
}

/** Rounded cells, none reaching beyond a disc around its middle, so that the edge of the whole stays uneven. */
function drawRings(seeds: readonly Point[]): Ring[] {
  const radius = discSize * Math.sqrt((planeWidth * planeHeight) / (Math.PI * seeds.length));
  return voronoi(seeds).map((cell) => {
    const inner = insetConvex(clipToDisc(cell, centroidOf(cell), radius), halfGap);
    return roundRing(roundCorners(inner, cornerSize * Math.sqrt(areaOf(inner))));
  });
}
