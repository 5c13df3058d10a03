/** Whether the audit log is still what was written: every row is hashed anew. */
import { type AuditHead, type AuditRow, auditHash, chainStart, type Store } from '../store/store.ts';

const pageRows = 500;
/** A row before the first is none of ours. */
const beforeAll = Number.MIN_SAFE_INTEGER;

export interface AuditVerification {
  ok: boolean;
  /** Rows that were checked, up to the broken one. */
  rows: number;
  /** The head of the chain as it is; to be noted outside the database. */
  head?: AuditHead;
  /** The first row that is not as it was written. */
  broken?: {
    n: number;
    /** `missing`: a row was taken out · `changed`: altered, or put in · `cut-off`: this row and all after it are gone. */
    fault: 'missing' | 'changed' | 'cut-off';
  };
}

type Broken = NonNullable<AuditVerification['broken']>;

/** Follows the chain row by row. */
class Chain {
  head: AuditHead = { n: 0, hash: chainStart };
  /** Rows from before the chain carry no hash; after the first one that does, each must. */
  #begun = false;
  readonly #noted: Map<number, string>;

  constructor(noted: readonly AuditHead[]) {
    this.#noted = new Map(noted.map(({ n, hash }) => [n, hash]));
  }

  follow(row: AuditRow): Broken | undefined {
    const n = this.head.n + 1;
    if (row.n !== n) return { n, fault: 'missing' };
    const hash = auditHash(this.head.hash, n, row);
    this.#begun ||= row.hash !== undefined;
    const carried = this.#begun ? row.hash : hash;
    if (carried !== hash || (this.#noted.get(n) ?? hash) !== hash) return { n, fault: 'changed' };
    this.head = { n, hash };
    return undefined;
  }

  /** What must have been there after the last row. */
  end(kept: AuditHead | undefined): Broken | undefined {
    const last = Math.max(0, ...this.#noted.keys());
    if (last > this.head.n) return { n: this.head.n + 1, fault: 'cut-off' };
    // The head is kept with every row of the chain: without it somebody was at work.
    return this.#begun && !kept ? { n: this.head.n + 1, fault: 'cut-off' } : undefined;
  }
}

/**
 * Checks the whole log against its own head, and against one that was noted elsewhere, such as in the output of the
 * server. Lets others have their turn between pages.
 */
export async function verifyAudit(
  store: Pick<Store, 'auditAfter' | 'auditHead'>,
  noted?: AuditHead,
): Promise<AuditVerification> {
  const kept = await store.auditHead();
  const chain = new Chain([kept, noted].filter((head) => head !== undefined));
  const broken = (found: Broken): AuditVerification => ({ ok: false, rows: chain.head.n, broken: found });
  for (;;) {
    const rows = await store.auditAfter(chain.head.n || beforeAll, pageRows);
    for (const row of rows) {
      const found = chain.follow(row);
      if (found) return broken(found);
    }
    if (rows.length < pageRows) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = chain.end(await store.auditHead());
  if (found) return broken(found);
  const { n } = chain.head;
  return { ok: true, rows: n, ...(n > 0 && { head: chain.head }) };
}
