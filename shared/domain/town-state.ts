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

/** An activity that came to a town on a day, or went from it. */
export interface ActivityChange {
  day: string;
  /** Where it is one of the profile. */
  platform?: string;
  came: boolean;
}

/** Whether a town may be another one because of an activity: one between its first and its last days tells nothing. */
export function concernsTown(
  { firstActivityDay, lastActivityDays }: Pick<TownState, 'firstActivityDay' | 'lastActivityDays'>,
  { day, platform, came }: ActivityChange,
): boolean {
  const last = platform === undefined ? undefined : lastActivityDays[platform];
  if (!came) return day === firstActivityDay || day === last;
  if (firstActivityDay === undefined || day < firstActivityDay) return true;
  return platform !== undefined && (last === undefined || day > last);
}
