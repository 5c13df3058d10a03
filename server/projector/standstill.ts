/**
 * Any server projects a county's journal, and most often the one that took the events does so at once. Where figures
 * are behind and do not move, it is gone, and any other one goes on.
 */
import type { JournalHead } from '../store/store.ts';

export class Standstill {
  /** Counties that were behind at the last look, with the position at which they stood. */
  #behind = new Map<string, string>();

  /** Counties that are behind, and stand where they stood at the look before. */
  stuck(heads: readonly JournalHead[], now: number): string[] {
    const behind = new Map<string, string>();
    for (const { county, head, position, nextChangeAt = Number.POSITIVE_INFINITY } of heads)
      if (head > position.seq || nextChangeAt <= now) behind.set(county, `${position.seq} ${position.asOf}`);
    const stuck = [...behind].filter(([county, stands]) => this.#behind.get(county) === stands);
    this.#behind = behind;
    return stuck.map(([county]) => county);
  }
}
