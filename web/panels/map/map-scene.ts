import type { Board } from '../../../shared/board/board.ts';
import type { MapAnswer, SiteRow } from '../../../shared/wire/http.ts';
import type { Ground, Scene } from './overlay-paint.ts';
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
  /** Where pulses and triangles of a whole town stand: right of the number under its name. */
  beside: ReadonlyMap<string, Point>;
}

/** Names grow with the map, in units of its plane: the schematic keeps that much room for them (shared/county/label.ts). */
const letterUnits = 28;
/** In design pixels: what can be read from afar, and what is enough. */
const letterLeast = 18;
const letterMost = 26;

/** Half of a triangle with its edge, in design pixels. */
const markHalf = 10;

/** Never under text, and in a narrow town close to its number rather than outside. */
function besideNumber(at: Point, room: number, letter: number, unit: number): Point {
  const free = Math.min(1.9 * letter, room / 2 - markHalf * unit);
  return { x: at.x + Math.max(1.2 * letter, free), y: at.y + 0.6 * letter };
}

export function placesOf(map: MapAnswer, plane: Plane, unit: number, focus: string | undefined): Places {
  const pixel = (one: { code: string; x: number; y: number }): [string, Point] => [
    one.code,
    toPixel(plane, one),
  ];
  const letter = Math.min(letterMost, Math.max(letterLeast, (letterUnits * plane.scaleX) / unit)) * unit;
  const towns = map.towns.map(({ code, label }) => {
    const at = toPixel(plane, label);
    return { code, at, beside: besideNumber(at, label.width * plane.scaleX, letter, unit) };
  });
  return {
    plane,
    unit,
    letter,
    focus,
    sites: new Map(map.sites.map(pixel)),
    towns: new Map(towns.map(({ code, at }) => [code, at])),
    beside: new Map(towns.map(({ code, beside }) => [code, beside])),
  };
}

/** The outer rings of a town in pixels, the largest first. */
export const outlineOf = (map: MapAnswer, plane: Plane, town: string | undefined): Point[][] =>
  (map.towns.find(({ code }) => code === town)?.rings ?? []).map((ring) =>
    ring.map(([x, y]) => toPixel(plane, { x, y })),
  );

/** The place of a site: its own, else its town's. */
export function siteAt(
  places: Places,
  code: string,
  register: ReadonlyMap<string, SiteRow>,
): Point | undefined {
  return places.sites.get(code) ?? places.beside.get(register.get(code)?.town ?? '');
}

/** Above a county the map has counties; a town's alert stands at its own. */
const countyDigits = 6;

/** One triangle for each place that has alerts; of a town that fills the view only those of its sites. */
function alertPoints({ places, board, register }: SceneInput): Point[] {
  const { focus } = places;
  const scopes = new Set(Object.values(board?.alerts ?? {}).map((alert) => alert.scope));
  const points: Point[] = [];
  for (const scope of scopes) {
    const code = scope.slice(scope.indexOf(':') + 1);
    const ofSite = scope.startsWith('site:');
    if (focus !== undefined && (!ofSite || register.get(code)?.town !== focus)) continue;
    const at = ofSite
      ? siteAt(places, code, register)
      : (places.beside.get(code) ?? places.beside.get(code.slice(0, countyDigits)));
    if (at) points.push(at);
  }
  return points;
}

export interface GroundInput {
  map: MapAnswer;
  /** Of a town that fills the map, its sites are drawn with their names, by others than this. */
  places: Places;
  register: ReadonlyMap<string, SiteRow>;
  /** Villages stand in place of the sites, with the circle of those that it reaches [R10]. */
  circles: boolean;
  /** Too small for the points of hundreds of sites beside the names of towns. */
  sparse: boolean;
}

export interface SceneInput extends Pick<GroundInput, 'map' | 'places' | 'register'> {
  ground: Ground;
  board: Board | undefined;
  /** The town on tour. */
  toured: string | undefined;
}

/** Radius of a circle where places are not to scale, in design pixels. */
const symbolicRadius = 11;

/** On a map to scale circles are drawn around the open sites; on a schematic around the villages that one reaches. */
function circlesOf({ map, places, register, circles }: GroundInput): Pick<Ground, 'circles' | 'villages'> {
  if (!circles) return { circles: [], villages: [] };
  const { focus } = places;
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

export function groundOf(input: GroundInput): Ground {
  const { map, places, register, circles, sparse } = input;
  const isPlain = places.focus === undefined && !circles && !sparse;
  const plain = isPlain ? map.sites.filter(({ code }) => register.get(code)?.status === 'open') : [];
  return {
    sites: plain.map((site) => toPixel(places.plane, site)),
    siteRadius: 2.2 * places.unit,
    ...circlesOf(input),
    unit: places.unit,
  };
}

export function sceneOf(input: SceneInput): Scene {
  const { map, places, ground, board, register, toured } = input;
  const { focus } = places;
  const running = Object.values(board?.running ?? {})
    .sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
    .filter((one) => focus === undefined || one.town === focus)
    .map((one) => siteAt(places, one.site, register))
    .filter((point) => point !== undefined);
  return {
    ground,
    alerts: alertPoints(input),
    running,
    outline: outlineOf(map, places.plane, toured),
    unit: places.unit,
  };
}
