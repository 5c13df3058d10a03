/** What the journal tells of a town: the base of the gaps among its platforms [A7]. */
export interface TownState {
  kind: 'town';
  id: string;
  /** The institute that answers for it. */
  site: string;
  /** The day from which its activities are known. */
  firstActivityDay?: string;
  /** Newest day with an activity, by platform. */
  lastActivityDays: Record<string, string>;
}
