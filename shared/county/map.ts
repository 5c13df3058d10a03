/** The map of a county as the wall draws it (contract §6). */
import type { MapAnswer } from '../wire/http.ts';
import { type BoundaryPlane, boundaryPlane, convertPoint } from './boundary-plane.ts';
import type { County, Site, Town } from './county.ts';
import type { Point, Ring } from './geometry.ts';
import { type LabelPlace, labelPlace, labelWidth } from './label.ts';
import { placesIn } from './places.ts';
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
    sites: placeSites(county, towns, () => undefined),
  };
}

function boundaryMap(county: County, plane: BoundaryPlane, notice: string): MapAnswer {
  const towns = county.towns.flatMap(({ code, short }) => {
    const rings = plane.rings.get(code) ?? [];
    const largest = rings[0];
    return largest ? [{ code, rings, label: rounded(labelPlace(largest, labelWidth(short))) }] : [];
  });
  const { coordinates, pointCoordinates } = county.profile.map;
  const locate = ({ lon, lat }: Site): Point | undefined =>
    lon === undefined || lat === undefined
      ? undefined
      : plane.place(...convertPoint([lon, lat], pointCoordinates, coordinates));
  const { width, height } = plane;
  return { kind: 'boundary', notice, width, height, towns, sites: placeSites(county, towns, locate) };
}

/** Every site with a town in the order of the register, located where it can be, else at its fixed place. */
function placeSites(
  county: County,
  towns: { code: string; rings: Ring[]; label: LabelPlace }[],
  locate: (site: Site) => Point | undefined,
): MapAnswer['sites'] {
  const located = new Map(county.sites.map((site) => [site.code, locate(site)]));
  const names = new Map(county.towns.map((town: Town) => [town.code, town.short]));
  for (const { code, rings, label } of towns) {
    const waiting = county.sites.filter((site) => site.town === code && !located.get(site.code));
    const places = placesIn(rings[0] ?? [], label, labelWidth(names.get(code) ?? ''), waiting.length);
    waiting.forEach((site, i) => {
      located.set(site.code, places[i]);
    });
  }
  return county.sites.flatMap(({ code, town }) => {
    const point = town === undefined ? undefined : located.get(code);
    return point ? [{ code, x: tenth(point[0]), y: tenth(point[1]) }] : [];
  });
}

function rounded({ x, y, width }: LabelPlace): LabelPlace {
  return { x: tenth(x), y: tenth(y), width: Math.floor(width * 10) / 10 };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
