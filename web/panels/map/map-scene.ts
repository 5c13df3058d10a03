import type { Board } from '../../../shared/board/board.ts';
import type { MapAnswer, SiteRow } from '../../../shared/wire/http.ts';
import type { Scene } from './overlay-paint.ts';
import { type Plane, type Point, toPixel } from './plane.ts';

/** Where things of the county are on the panel, in pixels. */
export interface Places {
  plane: Plane;
  unit: number;
  /** Size of the letters of a town's name. */
  letter: number;
  /** The town that fills the map. */
  focus: string | undefined;
  sites: ReadonlyMap<string, Point>;
  towns: ReadonlyMap<string, Point>;
}

/** Names grow with the map, in units of its plane: the schematic keeps that much room for them (shared/county/label.ts). */
const letterUnits = 28;
/** In design pixels: what can be read from afar, and what is enough. */
const letterLeast = 18;
const letterMost = 26;

export function placesOf(map: MapAnswer, plane: Plane, unit: number, focus: string | undefined): Places {
  const pixel = (one: { code: string; x: number; y: number }): [string, Point] => [
    one.code,
    toPixel(plane, one),
  ];
  return {
    plane,
    unit,
    letter: Math.min(letterMost, Math.max(letterLeast, (letterUnits * plane.scaleX) / unit)) * unit,
    focus,
    sites: new Map(map.sites.map(pixel)),
    towns: new Map(map.towns.map(({ code, label }) => [code, toPixel(plane, label)])),
  };
}

/** The outer rings of a town in pixels, the largest first. */
export const outlineOf = (map: MapAnswer, plane: Plane, town: string | undefined): Point[][] =>
  (map.towns.find(({ code }) => code === town)?.rings ?? []).map((ring) =>
    ring.map(([x, y]) => toPixel(plane, { x, y })),
  );

/** Right of the number under a name, never under text: pulses and triangles of a whole town stand here. */
function besideName(places: Places, town: string | undefined): Point | undefined {
  const at = town === undefined ? undefined : places.towns.get(town);
  return at && { x: at.x + 1.9 * places.letter, y: at.y + 0.6 * places.letter };
}

/** The place of a site: its own, else its town's. */
export function siteAt(
  places: Places,
  code: string,
  register: ReadonlyMap<string, SiteRow>,
): Point | undefined {
  return places.sites.get(code) ?? besideName(places, register.get(code)?.town);
}

/** One triangle for each place that has alerts; of a town that fills the view only those of its sites. */
function alertPoints({ places, board, register, focus }: SceneInput): Point[] {
  const scopes = new Set(Object.values(board?.alerts ?? {}).map((alert) => alert.scope));
  const points: Point[] = [];
  for (const scope of scopes) {
    const code = scope.slice(scope.indexOf(':') + 1);
    const ofSite = scope.startsWith('site:');
    if (focus !== undefined && (!ofSite || register.get(code)?.town !== focus)) continue;
    const at = ofSite ? siteAt(places, code, register) : besideName(places, code);
    if (at) points.push(at);
  }
  return points;
}

export interface SceneInput {
  map: MapAnswer;
  places: Places;
  board: Board | undefined;
  register: ReadonlyMap<string, SiteRow>;
  /** The town the page is at: its sites are drawn with their names, by others than this. */
  focus: string | undefined;
  /** The town on tour. */
  toured: string | undefined;
  /** Villages stand in place of the sites, with the circle of those that it reaches [R10]. */
  circles: boolean;
  /** Too small for the points of hundreds of sites beside the names of towns. */
  sparse: boolean;
}

/** Radius of a circle where places are not to scale, in design pixels. */
const symbolicRadius = 11;

/** On a map to scale circles are drawn around the open sites; on a schematic around the villages that one reaches. */
function circlesOf({
  map,
  places,
  register,
  focus,
  circles,
}: SceneInput): Pick<Scene, 'circles' | 'villages'> {
  if (!circles) return { circles: [], villages: [] };
  const villages = (map.villages ?? [])
    .filter(({ town }) => focus === undefined || town === focus)
    .map((village) => ({ ...toPixel(places.plane, village), covered: village.covered }));
  const toScale = map.circleRadius;
  if (toScale === undefined) {
    const radius = symbolicRadius * places.unit;
    return { circles: villages.filter(({ covered }) => covered).map((at) => ({ ...at, radius })), villages };
  }
  const radius = toScale * places.plane.scaleX;
  const open = map.sites.filter(({ code }) => register.get(code)?.status === 'open');
  return { circles: open.map((site) => ({ ...toPixel(places.plane, site), radius })), villages };
}

export function sceneOf(input: SceneInput): Scene {
  const { map, places, board, register, focus, toured, circles, sparse } = input;
  const open = (code: string): boolean => register.get(code)?.status === 'open';
  const running = Object.values(board?.running ?? {})
    .sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
    .filter((one) => focus === undefined || one.town === focus)
    .map((one) => siteAt(places, one.site, register))
    .filter((point) => point !== undefined);
  const isPlain = focus === undefined && !circles && !sparse;
  const plain = isPlain ? map.sites.filter(({ code }) => open(code)) : [];
  return {
    sites: plain.map((site) => toPixel(places.plane, site)),
    siteRadius: 2.2 * places.unit,
    ...circlesOf(input),
    alerts: alertPoints(input),
    running,
    outline: outlineOf(map, places.plane, toured),
    unit: places.unit,
  };
}
