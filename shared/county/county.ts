/** The registers of one county: what its folder of a profile and CSV files holds once it is read. */
import type { CountyProfile, TierId } from './profile.ts';

/** A township-level division; `code` has 9 digits. Coordinates are in `profile.map.pointCoordinates`. */
export interface Town {
  code: string;
  name: string;
  /** Name for narrow places; unique in the county. */
  short: string;
  kind: string;
  lon: number;
  lat: number;
  population?: number;
}

/** A village or community; `code` has 12 digits. */
export interface Village {
  code: string;
  name: string;
  town: string;
  lon?: number;
  lat?: number;
}

export type SiteStatus = 'open' | 'closed' | 'planned';

/** A practice site 中心/分中心/所/站/点/基地. Every site but the center has a parent. */
export interface Site {
  code: string;
  name: string;
  tier: TierId;
  town?: string;
  parent?: string;
  village?: string;
  lon?: number;
  lat?: number;
  status: SiteStatus;
  /** Calendar date `yyyy-mm-dd`. */
  opened?: string;
  /** Opening hours `HH:mm-HH:mm`, several joined by `,`. */
  hours?: string;
  tags: string[];
}

export interface Team {
  id: string;
  name: string;
  kind: string;
  field?: string;
  parent?: string;
  site?: string;
  members?: number;
}

/** A boundary file as the county supplied it; `properties.code` is a town's code. */
export interface Boundaries {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    properties: { code: string };
    geometry:
      | { type: 'Polygon'; coordinates: number[][][] }
      | { type: 'MultiPolygon'; coordinates: number[][][][] };
  }[];
}

/** One county, whole. Every list keeps the order of its rows, which is the order on screen. */
export interface County {
  profile: CountyProfile;
  towns: Town[];
  villages: Village[];
  sites: Site[];
  teams: Team[];
  boundaries?: Boundaries;
}
