/** A replayed state as a board reads it: what the state has of its own, laid over its base. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import { compareUtf8 } from '../../shared/domain/join.ts';
import type { Cell } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type {
  BoardView,
  ContributionFilter,
  ContributionGroup,
  ContributionRow,
  EntityRow,
  PlaceFilter,
  Position,
  ReadTransaction,
} from '../store/store.ts';
import type { Base } from './base.ts';
import type { CountyState } from './county-state.ts';

type Page = Parameters<ReadTransaction['contributions']>[2];

/** Rows of the base that are read at once where all of them are wanted. */
const wholePage = 2000;

/** By `at`, then by thing; rows of one thing keep their order. */
const inOrder =
  ({ oldestFirst }: Pick<Page, 'oldestFirst'>) =>
  (a: ContributionRow, b: ContributionRow): number =>
    (oldestFirst ? a.at - b.at : b.at - a.at) || compareUtf8(a.thing, b.thing);

function isAfter(row: ContributionRow, { after, oldestFirst }: Page): boolean {
  if (!after) return true;
  if (row.at === after.at) return compareUtf8(row.thing, after.thing) > 0;
  return oldestFirst ? row.at > after.at : row.at < after.at;
}

/** The first rows, past the limit where it would part rows of one thing and instant. */
function cutAt(rows: readonly ContributionRow[], limit: number): ContributionRow[] {
  const last = rows[limit - 1];
  if (!last) return [...rows];
  let end = limit;
  while (rows[end]?.at === last.at && rows[end]?.thing === last.thing) end += 1;
  return rows.slice(0, end);
}

/** Rows of the base that stand in the state as well, at least as many as a page where there are so many. */
async function baseRows(
  state: CountyState,
  base: Base,
  filter: ContributionFilter,
  page: Page,
): Promise<ContributionRow[]> {
  const rows: ContributionRow[] = [];
  for (let next: Page = page; ; ) {
    const found = await base.contributions(state.register.code, filter, next);
    rows.push(...found.filter(({ thing }) => !state.things.has(thing)));
    const last = found.at(-1);
    if (!last || found.length < next.limit || rows.length >= page.limit) return rows;
    next = { ...page, limit: Math.min(next.limit * 4, wholePage), after: { at: last.at, thing: last.thing } };
  }
}

async function pageOf(
  state: CountyState,
  base: Base,
  filter: ContributionFilter,
  page: Page,
): Promise<ContributionRow[]> {
  const own = state.things.rows(filter).filter((row) => isAfter(row, page));
  const rows = [...(await baseRows(state, base, filter, page)), ...own];
  return cutAt(rows.sort(inOrder(page)), page.limit);
}

/** As the store groups: by town; by site where there is no town, or where the filter names a place already. */
function grouped(rows: readonly ContributionRow[], filter: ContributionFilter): ContributionGroup[] {
  const bySite = filter.town !== undefined || filter.site !== undefined;
  const groups = new Map<string, ContributionGroup>();
  for (const { town, site, at } of rows) {
    const own = bySite || town === undefined ? site : undefined;
    const name = `${town ?? ''} ${own ?? ''}`;
    const group = groups.get(name) ?? {
      ...given('town', town),
      ...given('site', own),
      count: 0,
      firstAt: at,
      lastAt: at,
    };
    group.count += 1;
    group.firstAt = Math.min(group.firstAt, at);
    group.lastAt = Math.max(group.lastAt, at);
    groups.set(name, group);
  }
  const textOf = ({ town = '', site = '' }: ContributionGroup): string => `${town} ${site}`;
  return [...groups.values()].sort((a, b) => compareUtf8(textOf(a), textOf(b)));
}

export class ReplayView implements BoardView {
  readonly #view: ReadTransaction;
  readonly #states: ReadonlyMap<string, CountyState>;

  /** `states` by the codes of their counties. */
  constructor(view: ReadTransaction, states: ReadonlyMap<string, CountyState>) {
    this.#view = view;
    this.#states = states;
  }

  async position(county: string): Promise<Position> {
    const { upToSeq, at } = this.#of(county).state;
    return { seq: upToSeq, asOf: at };
  }

  cells(
    county: string,
    places: readonly string[],
    series: readonly string[],
    periods: readonly string[],
  ): Promise<Cell[]> {
    const { state, base } = this.#of(county);
    return state.cells.cells(base, places, series, periods);
  }

  cellRange(
    county: string,
    places: readonly string[],
    series: readonly string[],
    from: string,
    to: string,
  ): Promise<Cell[]> {
    const { state, base } = this.#of(county);
    return state.cells.cellRange(base, places, series, from, to);
  }

  contributions(county: string, filter: ContributionFilter, page: Page): Promise<ContributionRow[]> {
    const { state, base } = this.#of(county);
    return pageOf(state, base, filter, page);
  }

  async groups(county: string, filter: ContributionFilter): Promise<ContributionGroup[]> {
    const { state, base } = this.#of(county);
    const rows: ContributionRow[] = [];
    let page: Page = { limit: wholePage };
    for (;;) {
      const found = await pageOf(state, base, filter, page);
      rows.push(...found);
      const last = found.at(-1);
      if (!last || found.length < page.limit) return grouped(rows, filter);
      page = { limit: wholePage, after: { at: last.at, thing: last.thing } };
    }
  }

  async entities(things: readonly string[], county: string): Promise<Map<string, EntityRow>> {
    const { state, base } = this.#of(county);
    const found = await base.entities(
      things.filter((thing) => !state.things.has(thing)),
      county,
    );
    for (const thing of things) {
      const own = state.things.entity(thing);
      if (own) found.set(thing, own);
    }
    return found;
  }

  feed(county: string, place: PlaceFilter, limit: number): Promise<FeedEntry[]> {
    return this.#of(county).state.feed(this.#view, place, limit);
  }

  #of(county: string): { state: CountyState; base: Base } {
    const state = this.#states.get(county);
    if (!state) throw new Error(`no replay of county ${county}`);
    return { state, base: state.base(this.#view) };
  }
}
