/** What the projector's code reads where it looks at a state in memory, by one view of the store. */
import { addDays, dayOf } from '../../shared/domain/time.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { type Cell, period, sitePlace } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { ReadTransaction, RecordBeside, RefreshSource, SiteFacts } from '../store/store.ts';
import type { Base } from './base.ts';
import type { BaseFeed } from './base-feed.ts';
import type { CountyState } from './county-state.ts';
import type { Cut } from './span-log.ts';

/** Most sites have held an activity within so many days; only for the others all days are looked through. */
const usualDays = 62;

export interface StateSourceOptions {
  view: ReadTransaction;
  base: Base;
  cut: Cut;
  state: CountyState;
  feed: BaseFeed;
}

export class StateSource implements RefreshSource {
  readonly #options: StateSourceOptions;

  constructor(options: StateSourceOptions) {
    this.#options = options;
  }

  get cut(): Cut {
    return this.#options.cut;
  }

  async eventsOf(
    things: readonly string[],
    _upToSeq?: number,
    how?: { aside: true },
  ): Promise<Map<string, JournalEvent[]>> {
    const { view, state, cut, feed } = this.#options;
    const found = await view.eventsOf(state.register.code, things, cut.upToSeq, cut.happenedBy);
    if (!how?.aside) for (const events of found.values()) feed.noteOwn(events);
    return found;
  }

  recordsBeside(things: readonly string[], withinMs: number): Promise<RecordBeside[]> {
    const { view, state } = this.#options;
    return view.recordsBeside(state.register.code, things, withinMs);
  }

  async bodiesOf(things: readonly string[]): Promise<Map<string, string>> {
    const { base, state } = this.#options;
    const others = things.filter((thing) => !state.things.has(thing));
    const entities = others.length === 0 ? [] : (await base.entities(others, state.register.code)).values();
    const bodies = new Map([...entities].map(({ thing, body }) => [thing, body]));
    for (const thing of things) {
      const own = state.things.get(thing)?.body;
      if (own !== undefined) bodies.set(thing, own);
    }
    return bodies;
  }

  async siteFacts(sites: readonly string[]): Promise<SiteFacts[]> {
    const { view, state, cut } = this.#options;
    const newest = await view.newestEvents(state.register.code, sites, cut.upToSeq, cut.happenedBy);
    const lastDays = await this.#lastActivityDays(sites);
    return sites.map((site) => ({
      site,
      ...given('lastEventAt', newest.get(site)),
      ...given('lastActivityDay', lastDays.get(site)),
    }));
  }

  cellRange(places: readonly string[], series: readonly string[], from: string, to: string): Promise<Cell[]> {
    const { base, state } = this.#options;
    return state.cells.cellRange(base, places, series, from, to);
  }

  /** Newest day with an activity that counts, in the cells as they now are. */
  async #lastActivityDays(sites: readonly string[]): Promise<Map<string, string>> {
    const { state } = this.#options;
    const usual = period.day(addDays(dayOf(state.at, state.register.timeZone), -usualDays));
    const found = await this.#newestDays(sites, usual, 'E');
    const others = sites.filter((site) => !found.has(site));
    return new Map([...found, ...(await this.#newestDays(others, 'D', usual))]);
  }

  async #newestDays(sites: readonly string[], from: string, to: string): Promise<Map<string, string>> {
    const { base, state } = this.#options;
    const cells = await state.cells.cellRange(base, sites.map(sitePlace), ['activities'], from, to);
    const siteOf = new Map(sites.map((site) => [sitePlace(site), site]));
    const days = new Map<string, string>();
    for (const { place, period: name } of cells) {
      const site = siteOf.get(place) ?? '';
      const day = name.slice(1);
      if (day > (days.get(site) ?? '')) days.set(site, day);
    }
    return days;
  }
}
