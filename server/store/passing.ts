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

/** So often others may be faster before something else must be wrong. */
const mostTries = 50;

/**
 * Changes what is kept under a name: `change` is given it, or undefined where there is nothing that lasts, and answers
 * what is to be kept, or undefined where all is to stay as it is. It is asked again where another server was faster.
 */
export async function changePassing<T>(
  store: Pick<PassingStore, 'passing' | 'putPassing'>,
  { kind, name }: Pick<PassingRow, 'kind' | 'name'>,
  now: number,
  change: (kept: T | undefined) => { body: T; until: number } | undefined,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const [row] = await store.passing(kind, name);
    const next = change(row && row.until > now ? (JSON.parse(row.body) as T) : undefined);
    if (!next) return;
    const { body, until } = next;
    const rev = (row?.rev ?? 0) + 1;
    if (await store.putPassing({ kind, name, rev, body: JSON.stringify(body), until })) return;
  }
  throw new Error(`${kind} cannot be changed`);
}
