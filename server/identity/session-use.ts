/** When sessions were used, kept in memory and brought to the disk now and then. */

/**
 * A session that is used on and on is written so often. One that was at rest for longer is written at once, so that
 * no other server takes it for idle; and after a restart it is this much nearer to its end at most.
 */
const flushMs = 60_000;

export class SessionUse {
  readonly #used = new Map<string, number>();
  /** What the disk says of those whose use is not written yet. */
  readonly #unwritten = new Map<string, number>();

  note({ id, usedAt }: { id: string; usedAt: number }, at: number): void {
    const known = this.#used.get(id);
    if (at <= (known ?? Number.NEGATIVE_INFINITY)) return;
    if (!this.#unwritten.has(id)) this.#unwritten.set(id, Math.max(usedAt, known ?? usedAt));
    this.#used.set(id, at);
  }

  /** The later of what the disk says and what is known here. */
  lastOf(row: { id: string; usedAt: number }): number {
    return Math.max(row.usedAt, this.#used.get(row.id) ?? 0);
  }

  /** Forgets sessions that there are no more. */
  keepOnly(sessions: { has(id: string): boolean }): void {
    for (const id of this.#used.keys())
      if (!sessions.has(id)) {
        this.#used.delete(id);
        this.#unwritten.delete(id);
      }
  }

  /** What is to be written now; at the end `all` that is not yet. */
  take(now: number, all = false): { id: string; usedAt: number }[] {
    const due = [...this.#unwritten].filter(([, written]) => all || Math.abs(now - written) >= flushMs);
    for (const [id] of due) this.#unwritten.delete(id);
    return due.map(([id]) => ({ id, usedAt: this.#used.get(id) ?? now }));
  }
}
