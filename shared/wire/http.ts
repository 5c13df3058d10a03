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

export type SeriesSplit = 'none' | 'child' | 'category' | 'platform' | 'team';

export interface SeriesAnswer {
  measure: string;
  unit: string;
  by: 'day' | 'month';
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
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
}
