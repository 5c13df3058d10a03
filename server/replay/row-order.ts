/** The order of rows of contributions, and their pages, as the store has them. */
import { compareUtf8 } from '../../shared/domain/join.ts';
import type { ContributionRow, ReadTransaction } from '../store/store.ts';

export type RowPage = Parameters<ReadTransaction['contributions']>[2];

type Row = Pick<ContributionRow, 'at' | 'thing'>;

/** By `at`, then by thing; rows of one thing keep their order. */
export const inOrder =
  ({ oldestFirst }: Pick<RowPage, 'oldestFirst'>) =>
  (a: Row, b: Row): number =>
    (oldestFirst ? a.at - b.at : b.at - a.at) || compareUtf8(a.thing, b.thing);

/** Whether a row comes after the last one of the page before. */
export function isAfter(row: Row, { after, oldestFirst }: RowPage): boolean {
  if (!after) return true;
  if (row.at === after.at) return compareUtf8(row.thing, after.thing) > 0;
  return oldestFirst ? row.at > after.at : row.at < after.at;
}

/** The first rows, past the limit where it would part rows of one thing and instant. */
export function cutAt<R extends Row>(rows: readonly R[], limit: number): R[] {
  const last = rows[limit - 1];
  if (!last) return [...rows];
  let end = limit;
  while (rows[end]?.at === last.at && rows[end]?.thing === last.thing) end += 1;
  return rows.slice(0, end);
}

/** Keeps the first rows of many, in their order: a page of thousands need not sort them all. */
export class FirstRows<R extends Row> {
  readonly #page: RowPage;
  readonly #compare: (a: Row, b: Row) => number;
  #rows: R[] = [];

  constructor(page: RowPage) {
    this.#page = page;
    this.#compare = inOrder(page);
  }

  add(row: R): void {
    const { limit } = this.#page;
    const last = this.#rows[limit - 1];
    if (!isAfter(row, this.#page) || (last && this.#compare(last, row) < 0)) return;
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#rows[middle];
      if (other && this.#compare(other, row) <= 0) low = middle + 1;
      else high = middle;
    }
    this.#rows.splice(low, 0, row);
    if (this.#rows.length > limit * 2) this.#rows = cutAt(this.#rows, limit);
  }

  get rows(): R[] {
    return cutAt(this.#rows, this.#page.limit);
  }
}
