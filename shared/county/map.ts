/** The map of a county as the wall draws it (contract §6). */
import type { MapAnswer } from '../wire/http.ts';
import { type BoundaryPlane, boundaryPlane, convertPoint } from './boundary-plane.ts';
import { villageCoverage } from './circle.ts';
import type { County, Site } from './county.ts';
import type { Point } from './geometry.ts';
import { type LabelPlace, labelPlace, labelWidth } from './label.ts';
import { placesBeside } from './places.ts';
import type { CountyProfile } from './profile.ts';
import { schematicMap } from './schematic.ts';

/** A boundary file is drawn only with its 审图号 or for internal use; else the schematic, which is no map. */
export function countyMap(county: County): MapAnswer {
  const notice = boundaryNotice(county.profile.map);
  return county.boundaries && notice
    ? boundaryMap(county, boundaryPlane(county.boundaries), notice)
    : schematicAnswer(county);
}

function boundaryNotice({ approvalNumber, use }: CountyProfile['map']): string | undefined {
  if (approvalNumber) return `审图号：${approvalNumber}`;
  return use === 'internal' ? '内部使用' : undefined;
}

function schematicAnswer(county: County): MapAnswer {
  const { width, height, cells } = schematicMap(county.towns);
  const towns = cells.map(({ code, ring, label }) => ({ code, rings: [ring], label: rounded(label) }));
  return {
    kind: 'schematic',
    notice: '布局示意 · 非行政区划图',
    width,
    height,
    towns,
    ...pointsOf(county, towns, () => undefined),
  };
}

function boundaryMap(county: County, plane: BoundaryPlane, notice: string): MapAnswer {
  const towns = county.towns.flatMap(({ code, short }) => {
    const rings = plane.rings.get(code) ?? [];
    const largest = rings[0];
    return largest ? [{ code, rings, label: rounded(labelPlace(largest, labelWidth(short))) }] : [];
  });
  const { coordinates, pointCoordinates } = county.profile.map;
  const locate = ({ lon, lat }: Row): Point | undefined =>
    lon === undefined || lat === undefined
      ? undefined
      : plane.place(...convertPoint([lon, lat], pointCoordinates, coordinates));
  const { width, height } = plane;
  const circleRadius = tenth(plane.kilometre * county.profile.limits.circleKm);
  return { kind: 'boundary', notice, width, height, towns, ...pointsOf(county, towns, locate), circleRadius };
}

type DrawnTown = MapAnswer['towns'][number];
/** A site or a village. */
type Row = Pick<Site, 'code' | 'town' | 'lon' | 'lat'>;
type Locate = (row: Row) => Point | undefined;

/** Every site with a town and every village with coordinates, in the order of their registers. */
function pointsOf(
  county: County,
  towns: readonly DrawnTown[],
  locate: Locate,
): Pick<MapAnswer, 'sites' | 'villages'> {
  const sites = placeRows(county.sites, new Map(), county, towns, locate);
  const coverage = villageCoverage(county);
  const located = county.villages.filter((_, index) => coverage[index]?.located);
  const villages = placeRows(located, sites, county, towns, locate);
  return {
    sites: county.sites.flatMap(({ code }) => pointAt(sites, code)),
    ...(villages.size === 0
      ? {}
      : {
          villages: coverage.flatMap(({ code, name, town, covered }) =>
            pointAt(villages, code).map((point) => ({ ...point, name, town, covered })),
          ),
        }),
  };
}

function pointAt(places: ReadonlyMap<string, Place>, code: string): { code: string; x: number; y: number }[] {
  const place = places.get(code);
  return place ? [{ code, x: tenth(place.point[0]), y: tenth(place.point[1]) }] : [];
}

interface Place {
  town: string;
  point: Point;
}

/** Rows with a town: located where they can be, else at a fixed place of its area beside those that are taken. */
function placeRows(
  rows: readonly Row[],
  taken: ReadonlyMap<string, Place>,
  { towns: names }: County,
  towns: readonly DrawnTown[],
  locate: Locate,
): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const row of rows) {
    const point = row.town === undefined ? undefined : locate(row);
    if (row.town !== undefined && point) places.set(row.code, { town: row.town, point });
  }
  for (const { code: town, rings, label } of towns) {
    const waiting = rows.filter((row) => row.town === town && !places.has(row.code));
    const width = labelWidth(names.find(({ code }) => code === town)?.short ?? '');
    const others = [...taken.values()].flatMap((place) => (place.town === town ? [place.point] : []));
    const free = placesBeside(others, rings[0] ?? [], label, width, waiting.length);
    for (const [index, { code }] of waiting.entries())
      places.set(code, { town, point: free[index] ?? [label.x, label.y] });
  }
  return places;
}

function rounded({ x, y, width }: LabelPlace): LabelPlace {
  return { x: tenth(x), y: tenth(y), width: Math.floor(width * 10) / 10 };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
