/** What the registry knows of a measure; every number on a screen opens this text. */
export type Dimension = 'platform' | 'category' | 'team' | 'key';

export interface Measure {
  id: string;
  name: { zh: string; en: string };
  definition: { zh: string; en: string };
  unit: { zh: string; en: string };
  /** Numbers of the rules of the indicator catalogue. */
  rules: readonly string[];
  /** Dimensions by which it is also kept. */
  splits: readonly Dimension[];
  /** Kept by local hour too. */
  byHour?: true;
  /** Counts members once in a place and period. */
  distinct?: true;
  /** Kept for each member too, over all time. */
  byMember?: true;
  /** A mean of zeros and ones; its weight is kept beside it. */
  rate?: true;
  /** A median; its samples are kept as a histogram. */
  histogram?: true;
}
