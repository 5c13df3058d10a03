/**
 * What a thing adds to the figures. A thing is the join of all its events; `contributions(thing)` is pure, so when a
 * thing changes, the difference between its contributions after and before is added to the stored cells.
 */

/** When a contribution counts: on a local day, in the cohort of a month, or as long as it stands. */
export type Span = { day: string; hour?: string } | { month: string } | 'now';

export interface Contribution {
  /** Id in the registry of measures. */
  measure: string;
  span: Span;
  /** What is added; for a rate 0 or 1, for a median the sample itself. */
  amount: number;
  /** Instant (ms) that a list of evidence shows. */
  at: number;
  /** Site and town it belongs to [P1]; a site without a town belongs to the county alone. */
  site: string;
  town?: string;
  platform?: string;
  category?: string;
  team?: string;
  /** Further key of the measure: a stage, a tier, a freshness, an alert's rule. */
  key?: string;
  /** Who is counted once, for distinct measures [P2]; whose it is, for those kept by member. */
  member?: string;
}
