/** Shapes of the reading API (contract §4) that both sides use. */
import type { Board } from '../board/board.ts';
import type { Site, Team, Town } from '../county/county.ts';
import type { CountyProfile } from '../county/profile.ts';

export interface Page<T> {
  items: T[];
  /** Where the next page begins; null at the end. */
  cursor: string | null;
}

export type CountyAnswer = CountyProfile & { towns: Town[]; demo: boolean };

export type SiteRow = Pick<Site, 'code' | 'name' | 'tier' | 'town' | 'parent' | 'lon' | 'lat' | 'status'>;
export type TeamRow = Team;

export interface SnapshotAnswer {
  scope: string;
  epoch: string;
  rev: number;
  asOf: string;
  board: Board;
}

/** One thing behind a figure; amounts sum to the value, `part`s average to a rate. */
export interface EvidenceItem {
  kind: string;
  id: string;
  title: string;
  site?: string;
  /** Above a county: the county and the name of the site, of which a reader has no register. */
  place?: string;
  at?: string;
  amount?: number;
  part?: 0 | 1;
  seqs: number[];
}

export interface EvidenceAnswer {
  definition: { zh: string; en: string; rules: string[] };
  /** Absent where the board has no such member, such as a rate with nothing to divide by. */
  value?: number;
  seq: number;
  asOf: string;
  items: EvidenceItem[];
  cursor: string | null;
}

export interface ItemTeam {
  id: string;
  /** As in the register, which may not know the team. */
  name?: string;
}

/** Something known of an activity or order: a number in its unit, or an instant (RFC 3339). */
export interface ItemFact {
  label: { zh: string; en: string };
  value: number | string;
  unit: { zh: string; en: string };
}

/** One event of an activity or order that takes part in it. */
export interface ItemStep {
  /** Its event type. */
  type: string;
  at: string;
  /** Code of the site that reported it. */
  site: string;
  team?: ItemTeam;
  score?: number;
  seq: number;
}

/** `GET /api/v1/evidence/item`: one activity or order, masked as boards are. */
export interface ItemAnswer {
  kind: 'activity' | 'order';
  id: string;
  title: string;
  /** Site code. */
  site: string;
  /** Town code. */
  town?: string;
  /** Category of the profile, or `other`. */
  category?: string;
  /** Platform of the profile, or `other`. */
  platform?: string;
  /** Who holds it, or was offered it. */
  team?: ItemTeam;
  facts: ItemFact[];
  /** By time. */
  steps: ItemStep[];
  /** Of an open order: the next limit that it can pass, or has passed [N5], and what it needs to meet it. */
  limitAt?: string;
  waitsFor?: 'answer' | 'completion';
  asOf: string;
}

/** `GET /api/v1/stars`: volunteers with counted time by their stars [R11]. */
export interface StarsAnswer {
  scope: string;
  asOf: string;
  seq: number;
  /** Minutes of each star, ascending; empty where the counties of the scope do not agree on them. */
  thresholds: number[];
  /** Every level from 0, which has no star yet. */
  levels: { level: number; volunteers: number }[];
  definition: { zh: string; en: string; rules: string[] };
}

export type SeriesSplit = 'none' | 'child' | 'category' | 'platform' | 'team';

export interface SeriesAnswer {
  measure: string;
  unit: string;
  /** `span`: one point for all the days, named `<from>/<to>`. */
  by: 'day' | 'month' | 'span';
  series: Record<string, [string, number][]>;
}

/**
 * `GET /api/v1/counties/{code}/map`: what the map draws, in a plane of its own with y downward.
 * A schematic is made from the town seats and is no map; a boundary file keeps its outline.
 */
export interface MapAnswer {
  kind: 'schematic' | 'boundary';
  /** Printed under the map: 布局示意·非行政区划图, the 审图号, or 内部使用. */
  notice: string;
  width: number;
  height: number;
  towns: {
    code: string;
    /** Outer rings, one for each part. */
    rings: [number, number][][];
    /** Centre of the name, and how wide the place for it is, in units of the plane. */
    label: { x: number; y: number; width: number };
  }[];
  /** Every site with a town; those without stand as badges at the edge. */
  sites: { code: string; x: number; y: number }[];
  /** Villages with coordinates, and whether the 15-minute circle reaches them [R10]. */
  villages?: { code: string; name: string; town: string; x: number; y: number; covered: boolean }[];
  /** Radius of that circle in units of the plane; absent where places are not to scale. */
  circleRadius?: number;
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
}
