/** When sessions were used, kept in memory and brought to the disk now and then. */

/** After a restart a session may be this much nearer to its idle end than it was. */
const flushMs = 60_000;

export class SessionUse {
  readonly #used = new Map<string, number>();
  readonly #unwritten = new Set<string>();
  #flushedAt = Number.NEGATIVE_INFINITY;

  note(id: string, at: number): void {
    if (at <= (this.#used.get(id) ?? Number.NEGATIVE_INFINITY)) return;
    this.#used.set(id, at);
    this.#unwritten.add(id);
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

  /** What is to be written, once a minute; at the end `all` that is not yet. */
  take(now: number, all = false): { id: string; usedAt: number }[] {
    if (!all && Math.abs(now - this.#flushedAt) < flushMs) return [];
    this.#flushedAt = now;
    const taken = [...this.#unwritten].map((id) => ({ id, usedAt: this.#used.get(id) ?? now }));
    this.#unwritten.clear();
    return taken;
  }
}
