/** The way down from the page's own place: province, city, county, as far as it lies above what is shown. */
import type { CountyAnswer } from '../../shared/wire/http.ts';

export interface Crumb {
  scope: string;
  name: string;
}

type Named = Pick<CountyAnswer, 'code' | 'name' | 'areas' | 'areaWords'>;

/** Digits of a province and of a city. */
const above = [2, 4];

/**
 * The areas between the page's own and the county, and the county itself. The page's own is 全县, 全市, 全省 as long as
 * nothing stands above it; an area that no profile names is left out.
 */
export function areaCrumbs({ code, name, areas, areaWords }: Named, home: string): Crumb[] {
  const own = home.startsWith('area:') ? home.slice('area:'.length) : code;
  const crumbs = above
    .map((digits) => code.slice(0, digits))
    .filter((area) => area !== code && area.length >= own.length && area.startsWith(own))
    .flatMap((area): Crumb[] => {
      const known = areas?.[area];
      return known === undefined ? [] : [{ scope: `area:${area}`, name: known }];
    });
  return [...crumbs, { scope: `area:${code}`, name: crumbs.length > 0 ? name : areaWords.all }];
}
