/** Sites that lie in no town of the county, and what the profile says they are for. */
import type { Programme } from '../../../shared/county/profile.ts';
import type { SiteRow } from '../../../shared/wire/http.ts';

/** Branches stand in an inset of their own; the center is none of them. */
export const branchesOf = (sites: Iterable<SiteRow>): SiteRow[] =>
  [...sites].filter(({ town, tier, status }) => !town && tier === 'branch' && status === 'open');

/** The programme of a site: 杭城之家 with the groups that it serves. */
export const programmeOf = (
  programmes: readonly (Programme | string)[] | undefined,
  site: string,
): Programme | undefined =>
  programmes?.find((one): one is Programme => typeof one === 'object' && one.site === site);
