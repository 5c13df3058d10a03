/**
 * The rows of the base that stand in a replayed state as well. What changes in the base becomes the state's own, so a
 * row that was read stays what it is for as long as it is not: boards ask for the same rows again and again.
 */
import type { ContributionFilter, ContributionRow } from '../store/store.ts';
import type { Base } from './base.ts';
import type { OwnThings } from './own-things.ts';
import { isAfter, type RowPage } from './row-order.ts';

const everything = Number.MAX_SAFE_INTEGER;

/** The rows of one filter in their order, as far as they were read. */
interface Known {
  rows: ContributionRow[];
  last: ContributionRow | undefined;
  /** How many to read next; undefined where there are no more. */
  next: number | undefined;
}

const nameOf = ({ span, ...filter }: ContributionFilter, { oldestFirst }: RowPage): string =>
  JSON.stringify([Object.entries(filter).sort(), span, oldestFirst]);

export class BaseRows {
  readonly #county: string;
  readonly #own: OwnThings;
  readonly #known = new Map<string, Known>();

  constructor(county: string, own: OwnThings) {
    this.#county = county;
    this.#own = own;
  }

  /** Those after the end of the page before, at least as many as the page holds where there are so many. */
  async page(base: Base, filter: ContributionFilter, page: RowPage): Promise<ContributionRow[]> {
    const name = nameOf(filter, page);
    const known: Known = this.#known.get(name) ?? { rows: [], last: undefined, next: page.limit };
    // Days are many, and asked for once.
    if (filter.span === 'now') this.#known.set(name, known);
    known.rows = known.rows.filter(({ thing }) => !this.#own.has(thing));
    for (;;) {
      const rows = known.rows.filter((row) => isAfter(row, page));
      if (rows.length >= page.limit || known.next === undefined) return rows;
      await this.#readOn(base, filter, page, known, known.next);
    }
  }

  async #readOn(
    base: Base,
    filter: ContributionFilter,
    { oldestFirst, after }: RowPage,
    known: Known,
    limit: number,
  ): Promise<void> {
    const from = known.last ?? (filter.span === 'now' ? undefined : after);
    const found = await base.contributions(this.#county, filter, {
      limit,
      ...(oldestFirst ? { oldestFirst } : {}),
      ...(from ? { after: { at: from.at, thing: from.thing } } : {}),
    });
    for (const row of found) if (!this.#own.has(row.thing)) known.rows.push(row);
    known.last = found.at(-1) ?? known.last;
    // Where the first page holds too few, most of the rows are the state's own: one look tells them all.
    known.next = found.length < limit ? undefined : everything;
  }
}
