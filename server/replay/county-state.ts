/** One county as it stood at an instant of the past, which can be moved to any other instant of its span. */
import type { Register } from '../../shared/county/register.ts';
import type { ReadTransaction, ThingUpdate } from '../store/store.ts';
import { type Base, nothing } from './base.ts';
import { CellOverlay } from './cell-overlay.ts';
import { OwnThings } from './own-things.ts';
import type { Projection } from './parts.ts';
import { type Span, SpanLog } from './span-log.ts';
import { StateSource } from './state-source.ts';

/** Things that are looked at before other requests have their turn. */
const chunkSize = 1000;

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
  readonly log: SpanLog;
  readonly cells: CellOverlay;
  readonly things = new OwnThings();
  readonly #projection: Projection;
  #at: number;

  private constructor(projection: Projection, register: Register, span: Span, log: SpanLog) {
    this.#projection = projection;
    this.register = register;
    this.log = log;
    this.cells = new CellOverlay(register.code);
    this.#at = span.from;
  }

  /** The county as it stood at the beginning of a span. */
  static async open(projection: Projection, register: Register, span: Span, way: Way): Promise<CountyState> {
    const log = await SpanLog.read(way.view, register, span);
    const state = new CountyState(projection, register, span, log);
    await state.#tellAll(way);
    return state;
  }

  /** The instant at which it stands (ms). */
  get at(): number {
    return this.#at;
  }

  get upToSeq(): number {
    return this.log.cutAt(this.#at).upToSeq;
  }

  base(_view: ReadTransaction): Base {
    return nothing;
  }

  /** Forward or back: things are joined anew as of the instant, whatever they were before. */
  async moveTo(instant: number, way: Way): Promise<void> {
    const from = this.#at;
    const marks = this.log.between(Math.min(from, instant), Math.max(from, instant));
    const due = this.things.changedByTime(from, instant);
    const { things, sites } = this.#projection.touched(marks, due);
    this.#at = instant;
    if (things.length + sites.length > 0) await this.#refresh(things, sites, marks.length, way);
  }

  /** From nothing: every thing of the journal, and every site, heard of or not. */
  async #tellAll(way: Way): Promise<void> {
    const { code, county } = this.register;
    const { upToSeq } = this.log.cutAt(this.#at);
    const things: string[] = [];
    for (;;) {
      const after = things.at(-1);
      const page = { limit: chunkSize, ...(after === undefined ? {} : { after }) };
      const found = await way.view.things(code, upToSeq, page);
      if (found.length === 0) break;
      things.push(...found);
      await way.pause();
    }
    const sites = county.sites.map(({ code: site }) => site);
    await this.#refresh(things, sites, upToSeq, way);
  }

  async #refresh(things: readonly string[], sites: readonly string[], of: number, way: Way): Promise<void> {
    const base = this.base(way.view);
    const cut = this.log.cutAt(this.#at);
    const source = new StateSource({ view: way.view, base, cut, state: this });
    const refreshing = {
      source,
      register: this.register,
      now: this.#at,
      upToSeq: cut.upToSeq,
      save: (updates: readonly ThingUpdate[]) => source.save(updates),
    };
    for (let done = 0; done < things.length; done += chunkSize) {
      const chunk = things.slice(done, done + chunkSize);
      await this.#projection.refresh(refreshing, { things: chunk, sites: [] });
      way.progress(Math.floor((of * Math.min(done + chunkSize, things.length)) / things.length), of);
      await way.pause();
    }
    await this.#projection.refresh(refreshing, { things: [], sites });
  }
}
