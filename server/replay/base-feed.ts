/** The lines of the base's feed that stand in a replayed state as well. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { PlaceFilter } from '../store/store.ts';
import type { Base } from './base.ts';
import type { Cut } from './span-log.ts';

export class BaseFeed {
  readonly #county: string;
  /** What takes part at the beginning of the span: an event after it has its line in the state. */
  readonly #upTo: { seq: number; at: number };
  /** Events of things that are the state's own, with their lines. */
  readonly #own = new Set<number>();
  /** Lines of the base by place, more than are wanted of it: they stay what they are. */
  readonly #read = new Map<string, { wanted: number; rows: FeedEntry[] }>();

  constructor(county: string, { upToSeq, happenedBy }: Cut) {
    this.#county = county;
    this.#upTo = { seq: upToSeq, at: happenedBy };
  }

  noteOwn(events: Iterable<JournalEvent>): void {
    const { seq: upToSeq, at: happenedBy } = this.#upTo;
    for (const { seq, at } of events) if (seq <= upToSeq && at <= happenedBy) this.#own.add(seq);
  }

  /** The newest lines, at least as many as `limit` where there are so many. */
  async newest(base: Base, place: PlaceFilter, limit: number): Promise<FeedEntry[]> {
    const name = `${place.town ?? ''} ${place.site ?? ''}`;
    let { wanted, rows } = this.#read.get(name) ?? { wanted: 0, rows: [] };
    for (;;) {
      const standing = rows.filter(({ seq }) => !this.#own.has(seq));
      if (wanted > 0 && (standing.length >= limit || rows.length < wanted)) return standing;
      wanted = Math.max(limit * 2, wanted * 4);
      rows = await base.feed(this.#county, place, wanted, this.#upTo);
      this.#read.set(name, { wanted, rows });
    }
  }
}
