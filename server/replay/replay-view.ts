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
import { FirstRows, type RowPage } from './row-order.ts';

/** Rows of the base that are read at once where all of them are wanted. */
const wholePage = 2000;

async function pageOf(
  state: CountyState,
  base: Base,
  filter: ContributionFilter,
  page: RowPage,
): Promise<ContributionRow[]> {
  const first = new FirstRows<ContributionRow>(page);
  for (const row of await state.baseRows.page(base, filter, page)) first.add(row);
  for (const row of state.things.rows(filter, page)) first.add(row);
  return first.rows;
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

  contributions(county: string, filter: ContributionFilter, page: RowPage): Promise<ContributionRow[]> {
    const { state, base } = this.#of(county);
    return pageOf(state, base, filter, page);
  }

  async groups(county: string, filter: ContributionFilter): Promise<ContributionGroup[]> {
    const { state, base } = this.#of(county);
    const rows: ContributionRow[] = [];
    let page: RowPage = { limit: wholePage };
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
