import type { Board } from '../../../shared/board/board.ts';
import type { MapAnswer, SiteRow } from '../../../shared/wire/http.ts';
import type { Scene } from './overlay-paint.ts';
import { type Plane, type Point, toPixel } from './plane.ts';

/** Where things of the county are on the panel, in pixels. */
export interface Places {
  plane: Plane;
  unit: number;
  sites: ReadonlyMap<string, Point>;
  towns: ReadonlyMap<string, Point>;
}

export function placesOf(map: MapAnswer, plane: Plane, unit: number): Places {
  const pixel = (one: { code: string; x: number; y: number }): [string, Point] => [
    one.code,
    toPixel(plane, one),
  ];
  return {
    plane,
    unit,
    sites: new Map(map.sites.map(pixel)),
    towns: new Map(map.towns.map(({ code, label }) => [code, toPixel(plane, label)])),
  };
}

/** Right of the number under a name, never under text: pulses and triangles of a whole town stand here. */
function besideName(places: Places, town: string | undefined): Point | undefined {
  const at = town === undefined ? undefined : places.towns.get(town);
  return at && { x: at.x + 34 * places.unit, y: at.y + 11 * places.unit };
}

/** The place of a site: its own, else its town's. */
export function siteAt(
  places: Places,
  code: string,
  register: ReadonlyMap<string, SiteRow>,
): Point | undefined {
  return places.sites.get(code) ?? besideName(places, register.get(code)?.town);
}

/** One triangle for each place that has alerts. */
function alertPoints({ places, board, register, focus }: SceneInput): Point[] {
  const scopes = new Set(Object.values(board?.alerts ?? {}).map((alert) => alert.scope));
  const points: Point[] = [];
  for (const scope of scopes) {
    const code = scope.slice(scope.indexOf(':') + 1);
    const town = scope.startsWith('site:') ? register.get(code)?.town : code;
    if (focus !== undefined && town !== focus) continue;
    const at = scope.startsWith('site:') ? siteAt(places, code, register) : besideName(places, code);
    if (at) points.push(at);
  }
  return points;
}

export interface SceneInput {
  map: MapAnswer;
  places: Places;
  board: Board | undefined;
  register: ReadonlyMap<string, SiteRow>;
  /** The town the page is at: only its sites are drawn. */
  focus: string | undefined;
  /** The town on tour. */
  toured: string | undefined;
}

export function sceneOf(input: SceneInput): Scene {
  const { map, places, board, register, focus, toured } = input;
  const inView = (code: string): boolean => focus === undefined || register.get(code)?.town === focus;
  const running = Object.values(board?.running ?? {})
    .sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
    .filter((one) => focus === undefined || one.town === focus)
    .map((one) => siteAt(places, one.site, register))
    .filter((point) => point !== undefined);
  const outline = map.towns.find((town) => town.code === toured)?.rings ?? [];
  return {
    sites: map.sites.filter((site) => inView(site.code)).map((site) => toPixel(places.plane, site)),
    siteRadius: (focus === undefined ? 2.2 : 5) * places.unit,
    alerts: alertPoints(input),
    running,
    outline: outline.map((ring) => ring.map(([x, y]) => toPixel(places.plane, { x, y }))),
    unit: places.unit,
  };
}
