/** The things of a state that are not as they are in its base. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import type { Contribution, Span } from '../../shared/measures/contribution.ts';
import type {
  ContributionFilter,
  ContributionRow,
  EntityRow,
  PlaceFilter,
  ThingUpdate,
} from '../store/store.ts';
import { FirstRows, type RowPage } from './row-order.ts';

const splits = ['town', 'site', 'platform', 'category', 'team', 'key'] as const;

function isInSpan(span: Span, wanted: ContributionFilter['span']): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'now' || span === 'now') return wanted === span;
  if ('month' in wanted) return 'month' in span && span.month === wanted.month;
  if (!('day' in span) || span.day < wanted.from || span.day > wanted.to) return false;
  return wanted.hour === undefined || span.hour === wanted.hour;
}

const isInFilter = (contribution: Contribution, filter: ContributionFilter): boolean =>
  contribution.measure === filter.measure &&
  isInSpan(contribution.span, filter.span) &&
  splits.every((name) => filter[name] === undefined || contribution[name] === filter[name]);

const isInPlace = (entry: FeedEntry, { town, site }: PlaceFilter): boolean =>
  (town === undefined || entry.town === town) && (site === undefined || entry.site === site);

const newestFirst = (a: FeedEntry, b: FeedEntry): number => b.at - a.at || b.seq - a.seq;

interface Found {
  thing: string;
  at: number;
  contribution: Contribution;
}

export class OwnThings {
  readonly #things = new Map<string, ThingUpdate>();
  /** Contributions to now by measure, then by thing: what the rows of a board are made of. */
  readonly #now = new Map<string, Map<string, Contribution[]>>();
  /** By seq: one event has one line. */
  readonly #feed = new Map<number, FeedEntry>();
  /** When time alone changes a thing next, and when it has changed it (ms). */
  readonly #nextChanges = new Map<string, number>();
  readonly #lastChanges = new Map<string, number>();

  has(thing: string): boolean {
    return this.#things.has(thing);
  }

  get(thing: string): ThingUpdate | undefined {
    return this.#things.get(thing);
  }

  set(update: ThingUpdate): void {
    const { thing, contributions, nextChangeAt, lastChangeAt } = update;
    const before = this.#things.get(thing);
    for (const { measure, span } of before?.contributions ?? [])
      if (span === 'now') this.#now.get(measure)?.delete(thing);
    for (const entry of before?.feed ?? []) this.#feed.delete(entry.seq);
    for (const entry of update.feed) this.#feed.set(entry.seq, entry);
    this.#things.set(thing, update);
    for (const contribution of contributions)
      if (contribution.span === 'now') this.#addNow(thing, contribution);
    if (nextChangeAt === undefined) this.#nextChanges.delete(thing);
    else this.#nextChanges.set(thing, nextChangeAt);
    if (lastChangeAt === undefined) this.#lastChanges.delete(thing);
    else this.#lastChanges.set(thing, lastChangeAt);
  }

  /** Things that are others at `to` than they were at `from`, for no other cause than time. */
  changedByTime(from: number, to: number): string[] {
    const changed: string[] = [];
    if (to >= from) {
      for (const [thing, at] of this.#nextChanges) if (at <= to) changed.push(thing);
    } else for (const [thing, at] of this.#lastChanges) if (at > to) changed.push(thing);
    return changed;
  }

  /** The contributions in a filter that a page begins with; of one that ends within a thing and instant, all of these. */
  rows(filter: ContributionFilter, page: RowPage): ContributionRow[] {
    const first = new FirstRows<Found>(page);
    const lists =
      filter.span === 'now'
        ? (this.#now.get(filter.measure) ?? [])
        : [...this.#things].map(([thing, { contributions }]) => [thing, contributions] as const);
    for (const [thing, contributions] of lists)
      for (const contribution of contributions)
        if (isInFilter(contribution, filter)) first.add({ thing, at: contribution.at, contribution });
    return first.rows.map(({ thing, contribution }) => ({ ...contribution, thing }));
  }

  entity(name: string): EntityRow | undefined {
    const update = this.#things.get(name);
    if (update?.body === undefined) return undefined;
    const { thing, kind, id, site, town, firstSeq, body } = update;
    return { thing, kind, id, site, firstSeq, body, ...(town === undefined ? {} : { town }) };
  }

  /** The newest lines of the feed in a place. */
  feed(place: PlaceFilter, limit: number): FeedEntry[] {
    const newest: FeedEntry[] = [];
    for (const entry of this.#feed.values()) {
      const last = newest[limit - 1];
      if (!isInPlace(entry, place) || (last && newestFirst(last, entry) < 0)) continue;
      const index = newest.findIndex((other) => newestFirst(entry, other) < 0);
      newest.splice(index === -1 ? newest.length : index, 0, entry);
      if (newest.length > limit) newest.pop();
    }
    return newest;
  }

  #addNow(thing: string, contribution: Contribution): void {
    const things = this.#now.get(contribution.measure) ?? new Map<string, Contribution[]>();
    this.#now.set(contribution.measure, things);
    const known = things.get(thing);
    if (known) known.push(contribution);
    else things.set(thing, [contribution]);
  }
}
