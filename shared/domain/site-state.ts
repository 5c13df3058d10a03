/** What the journal tells of a site: the base of its freshness [N7] and of its silence [R7, R8]. */
export interface SiteState {
  kind: 'site';
  id: string;
  site: string;
  /** Newest `time` of an event of the site itself (ms). */
  lastEventAt?: number;
  /** Newest day with an activity that counts. */
  lastActivityDay?: string;
}
