/** Where a pair of coordinates lies among the towns of its county, so that a wrong one is seen. Pure. */
import type { Town } from '../../../../../shared/county/county.ts';

export interface CheckedPosition {
  lon: number;
  lat: number;
  /** Of its own town, or of the nearest where it has none. */
  town: Town;
  /** From that town's seat. */
  km: number;
  /** What looks wrong about it. */
  doubt?: string;
}

const kmOfDegree = 111.2;

/** Well enough over the breadth of a county. */
function kmBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const east = (a.lon - b.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(east, a.lat - b.lat) * kmOfDegree;
}

/** Beyond the seats of all towns by so much a place is hardly in the county any more. */
const beyondKm = 25;
/** A place may well be nearer to the seat next door, but not by so much. */
const nearerKm = 8;

function doubtOf(km: number, own: Town | undefined, nearest: Town, nearestKm: number): string | undefined {
  if (nearestKm > beyondKm)
    return `离最近的${nearest.name}驻地也有 ${Math.round(nearestKm)} 公里，可能不在本县`;
  if (own && own !== nearest && km - nearestKm > nearerKm)
    return `离${own.name}驻地 ${km.toFixed(1)} 公里，离${nearest.name}只有 ${nearestKm.toFixed(1)} 公里`;
  return undefined;
}

/** Undefined where there is nothing to show: no numbers, or no towns. */
export function checkPosition(
  towns: readonly Town[],
  townCode: string,
  lonText: string,
  latText: string,
): CheckedPosition | undefined {
  const [lon, lat] = [lonText, latText].map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat))
    return undefined;
  const ranked = towns
    .map((town) => ({ town, km: kmBetween({ lon, lat }, town) }))
    .sort((a, b) => a.km - b.km);
  const [nearest] = ranked;
  if (nearest === undefined) return undefined;
  const own = ranked.find(({ town }) => town.code === townCode);
  const { town, km } = own ?? nearest;
  const swapped = lon < 60 && lat > 60 ? '经度和纬度像是填反了' : undefined;
  const doubt = swapped ?? doubtOf(km, own?.town, nearest.town, nearest.km);
  return { lon, lat, town, km, ...(doubt !== undefined && { doubt }) };
}

/** The picture: places in a box of `width`, as high as they need, the point always inside. */
export function positionPlane(towns: readonly Town[], point: { lon: number; lat: number }, width: number) {
  const all = [...towns, point];
  const west = Math.min(...all.map(({ lon }) => lon));
  const east = Math.max(...all.map(({ lon }) => lon));
  const south = Math.min(...all.map(({ lat }) => lat));
  const north = Math.max(...all.map(({ lat }) => lat));
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const margin = 26;
  const scale = (width - 2 * margin) / Math.max(0.05, (east - west) * squeeze, (north - south) * 2);
  const breadth = (east - west) * squeeze * scale;
  const left = (width - breadth) / 2;
  return {
    height: (north - south) * scale + 2 * margin,
    place: ({ lon, lat }: { lon: number; lat: number }) => ({
      x: left + (lon - west) * squeeze * scale,
      y: margin + (north - lat) * scale,
    }),
  };
}
