/** What every server has to know for a while: codes that displays show, passwords that were tried, walls that hang. */

export interface PassingRow {
  /** What it is, such as `pairing`. */
  kind: string;
  name: string;
  /** 1 at first, and one more with each change. */
  rev: number;
  /** JSON of whoever keeps it. */
  body: string;
  /** When it is over (ms); it may be found for a while after. */
  until: number;
}

export interface PassingStore {
  /** All of a kind or one of them, in the order of their names. */
  passing(kind: string, name?: string): Promise<PassingRow[]>;
  /** Keeps the row that follows what is kept there; false where another server was faster. */
  putPassing(row: PassingRow): Promise<boolean>;
  /** Forgets it, at this revision or at any; answers whether it was there: of several who ask one is told so. */
  dropPassing(kind: string, name: string, rev?: number): Promise<boolean>;
  /** Forgets what was over before an instant. */
  forgetPassing(overBefore: number): Promise<number>;
}
