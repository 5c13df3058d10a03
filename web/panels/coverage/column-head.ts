import { siteLabel } from '../../format/words.ts';
import type { useCounty } from '../../stores/county.ts';

/** What a column is headed by: a town's short name, 本级 for the center, a branch by what sets it apart. */
export function columnHead(county: ReturnType<typeof useCounty>, code: string): string {
  const town = county.towns.get(code)?.short ?? county.counties.get(code);
  if (town !== undefined) return town;
  const site = county.sites.get(code);
  return site === undefined || site.tier === 'center' ? '本级' : siteLabel(site.name);
}
