import { siteLabel } from '../../format/words.ts';
import type { useCounty } from '../../stores/county.ts';

/** Letters that stand whole over a column. */
const lettersMost = 4;

/** Without what most sites of a town share, where it has no room: 李家坞 for 李家坞社区. */
const withoutKind = (name: string): string =>
  name.length > lettersMost ? name.replace(/(..+)(社区|村)$/, '$1') : name;

/** What a column is headed by: a town's short name, 本级 for the center, a branch by what sets it apart. */
export function columnHead(county: ReturnType<typeof useCounty>, code: string): string {
  const town = county.towns.get(code)?.short ?? county.counties.get(code);
  if (town !== undefined) return town;
  const site = county.sites.get(code);
  return site === undefined || site.tier === 'center' ? '本级' : withoutKind(siteLabel(site.name));
}
