import type { Register } from '../county/register.ts';

/** One county's share of a scope: a town of it, a site, or all of it. */
export interface ScopeShare {
  register: Register;
  town?: string;
  site?: string;
  /** The place whose cells are its figures. */
  place: string;
}

/** Which counties, town or site a scope means on a server, and what its board is called. */
export interface ScopeShares {
  scope: string;
  title: string;
  timeZone: string;
  aboveCounty: boolean;
  parts: ScopeShare[];
}
