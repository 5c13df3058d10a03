/** One county as it stood at an instant of the past, which can be moved to any other instant of its span. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import type { PlaceFilter, ReadTransaction, SpanEvent, ThingUpdate } from '../store/store.ts';
import { type Base, nothing } from './base.ts';
import { BaseFeed } from './base-feed.ts';
import { BaseRows } from './base-rows.ts';
import { CellOverlay } from './cell-overlay.ts';
import { LiveBase } from './live-base.ts';
import { OwnThings } from './own-things.ts';
import type { Names, Projection } from './parts.ts';
import { type Cut, type Span, SpanLog } from './span-log.ts';
import { StateSource } from './state-source.ts';

/** Names of things that are read at once. */
const pageSize = 1000;

/** What a way to an instant needs of the request that it is gone for. */
export interface Way {
  view: ReadTransaction;
  /** Lets other requests have their turn; throws where this one is no longer wanted. */
  pause: () => Promise<void>;
  /** Told how many events of how many are taken. */
  progress: (done: number, of: number) => void;
}

export class CountyState {
  readonly register: Register;
  readonly span: Span;
  readonly log: SpanLog;
  readonly cells: CellOverlay;
  readonly things = new OwnThings();
  /** Rows of the base that stand in this state. */
  readonly baseRows: BaseRows;
  readonly #projection: Projection;
  readonly #feed: BaseFeed;
  /** Undefined where the state is told from nothing. */
  #live: LiveBase | undefined;
  #at: number;

  private constructor(projection: Projection, register: Register, span: Span, log: SpanLog) {
    this.#projection = projection;
    this.register = register;
    this.span = span;
    this.log = log;
    this.cells = new CellOverlay(register.code);
    this.baseRows = new BaseRows(register.code, this.things);
    this.#feed = new BaseFeed(register.code, log.cutAt(span.from));
    this.#at = span.from;
  }

  /** The county as it stood at the beginning of a span, told from nothing or from now, whichever is nearer. */
  static async open(projection: Projection, register: Register, span: Span, way: Way): Promise<CountyState> {
    const log = await SpanLog.read(way, register, span);
    const state = new CountyState(projection, register, span, log);
    const { before, after } = await log.distances(way.view, register.code);
    // To take a thing back that is in the live figures is less work than to tell it.
    const fromNow = after < before * 2;
    if (fromNow) state.#live = new LiveBase(state);
    const names = (await state.#live?.begin(way)) ?? (await state.#all(way));
    await projection.refreshMany(state.#refreshing(names, fromNow ? after : before, way), names);
    return state;
  }

  /** The instant at which it stands (ms). */
  get at(): number {
    return this.#at;
  }

  get upToSeq(): number {
    return this.log.cutAt(this.#at).upToSeq;
  }

  base(view: ReadTransaction): Base {
    return this.#live ? view : nothing;
  }

  /** Forward or back: things are joined anew as of the instant, whatever they were before. */
  async moveTo(instant: number, way: Way): Promise<void> {
    await this.#live?.follow(way);
    const from = this.#at;
    const marks = this.log.between(Math.min(from, instant), Math.max(from, instant));
    const names = this.touched(marks, this.things.changedByTime(from, instant));
    this.#at = instant;
    await this.refresh(names, marks.length, way);
  }

  /** The newest lines of the feed in a place. */
  async feed(view: ReadTransaction, place: PlaceFilter, limit: number): Promise<FeedEntry[]> {
    const own = this.things.feed(place, limit);
    const others = await this.#feed.newest(this.base(view), place, limit);
    return [...own, ...others].sort((a, b) => b.at - a.at || b.seq - a.seq).slice(0, limit);
  }

  touched(events: readonly SpanEvent[], due: readonly string[]): Names {
    return this.#projection.touched(events, due);
  }

  /** With everything that may change because of them. */
  withDependents(names: Names, view: ReadTransaction): Promise<Names> {
    const { code } = this.register;
    const recordsBeside = (things: readonly string[], withinMs: number) =>
      view.recordsBeside(code, things, withinMs);
    return this.#projection.withDependents({ recordsBeside }, this.register, names);
  }

  /** What things and places are at an instant, with what takes part then; the state stays as it is. */
  tell(names: Names, view: ReadTransaction, cut: Cut, now: number): Promise<ThingUpdate[]> {
    const { register } = this;
    const source = this.#source(view, cut);
    return this.#projection.tell({ source, register, now, upToSeq: cut.upToSeq }, names);
  }

  /** Brings things and places to what they are at the instant of the state; `of` events are behind them. */
  async refresh(names: Names, of: number, way: Way): Promise<void> {
    if (names.things.length + names.places.length === 0) return;
    await this.#projection.refresh(this.#refreshing(names, of, way), names);
  }

  #refreshing(names: Names, of: number, way: Way): Parameters<Projection['refresh']>[0] {
    const cut = this.log.cutAt(this.#at);
    return {
      source: this.#source(way.view, cut),
      register: this.register,
      now: this.#at,
      upToSeq: cut.upToSeq,
      save: (updates) => this.#save(way.view, updates),
      pause: async (done) => {
        way.progress(Math.floor((of * done) / names.things.length), of);
        await way.pause();
      },
    };
  }

  #source(view: ReadTransaction, cut: Cut): StateSource {
    return new StateSource({ view, base: this.base(view), cut, state: this, feed: this.#feed });
  }

  async #save(
    view: ReadTransaction,
    updates: readonly ThingUpdate[],
  ): Promise<Map<string, readonly Contribution[]>> {
    const others = updates.flatMap(({ thing }) => (this.things.has(thing) ? [] : [thing]));
    const found = await this.base(view).contributionsOf(this.register.code, others, this.#live?.taken);
    const added = new Map<string, readonly Contribution[]>();
    for (const update of updates) {
      const { thing, kind } = update;
      const own = this.things.get(thing);
      const before = own?.contributions ?? found.get(thing) ?? [];
      if (!own && (kind === 'site' || kind === 'town')) this.#live?.notePlace(thing, before);
      this.cells.replace(before, update.contributions);
      this.things.set(update);
      added.set(thing, before);
    }
    return added;
  }

  /** Every thing of the journal, and every place, heard of or not. */
  async #all(way: Way): Promise<Names> {
    const { code } = this.register;
    const things: string[] = [];
    for (;;) {
      const after = things.at(-1);
      const page = { limit: pageSize, ...(after === undefined ? {} : { after }) };
      const found = await way.view.things(code, this.upToSeq, page);
      if (found.length === 0) return { things, places: this.#projection.allPlaces(this.register) };
      things.push(...found);
      await way.pause();
    }
  }
}
