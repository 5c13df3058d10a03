/** 15分钟文明实践圈 [R10]: villages with an open site within the profile's radius, in a straight line. */
import type { County } from './county.ts';

const earthKm = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in km (haversine). */
export function distanceKm(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const [dLat, dLon] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

type Located = { lon: number; lat: number };
const isLocated = <T extends { lon?: number; lat?: number }>(place: T): place is T & Located =>
  place.lon !== undefined && place.lat !== undefined;

export interface VillageCoverage {
  code: string;
  name: string;
  town: string;
  located: boolean;
  covered: boolean;
}

/** Distances of all villages to all sites are worth doing once for each state of the registers. */
const known = new WeakMap<County, VillageCoverage[]>();

/** Every village of the file, and whether an open site stands within the radius of it. */
export function villageCoverage(county: County): readonly VillageCoverage[] {
  const coverage = known.get(county) ?? measured(county);
  known.set(county, coverage);
  return coverage;
}

function measured({ villages, sites, profile }: County): VillageCoverage[] {
  const open = sites.filter((site) => site.status === 'open').filter(isLocated);
  return villages.map((village) => {
    const located = isLocated(village);
    const covered = located && open.some((site) => distanceKm(site, village) <= profile.limits.circleKm);
    return { code: village.code, name: village.name, town: village.town, located, covered };
  });
}
