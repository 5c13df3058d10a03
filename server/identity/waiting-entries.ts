/** Entries of the audit log that are not written yet. Pure. */
import type { AuditEntry } from '../store/store.ts';

/** As many as may wait while the database is away; of what comes then it is only counted how much it was. */
const most = 10_000;

export class WaitingEntries {
  readonly #entries: AuditEntry[] = [];
  /** How many are not recorded that would stand where the last one stands. */
  #left = 0;

  get count(): number {
    return this.#entries.length;
  }

  add(entry: AuditEntry): void {
    if (this.#entries.length < most) {
      this.#left = 0;
      this.#entries.push(entry);
      return;
    }
    if (this.#left > 0) this.#entries.pop();
    this.#left += 1;
    this.#entries.push({
      at: entry.at,
      actor: 'server',
      action: 'audit.overflow',
      result: `${this.#left} not recorded`,
    });
  }

  /** The oldest ones; they wait until they are {@link written}. */
  first(limit: number): AuditEntry[] {
    return this.#entries.slice(0, limit);
  }

  written(count: number): void {
    this.#entries.splice(0, count);
  }
}
