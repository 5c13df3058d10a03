/**
 * The live figures as the base of a replayed state. They go on while the replay runs, so before each look at them the
 * state takes note of what has changed in them, and stays what it was.
 */
import { alertMeasure } from '../../shared/alerts/alert-rule.ts';
import { townThing } from '../../shared/domain/thing.ts';
import { addDays, dayOf, startOfDay } from '../../shared/domain/time.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import type { LaterDays, Position, ReadTransaction, ThingUpdate } from '../store/store.ts';
import type { CountyState, Way } from './county-state.ts';
import type { Names } from './parts.ts';
import { takenFrom } from './taken-days.ts';

const doubts = { measure: alertMeasure('implausible-hours'), span: 'now' as const };
const pageSize = 5000;
const forever = Number.MAX_SAFE_INTEGER;

function add(names: Names, more: Names): void {
  names.things = [...new Set([...names.things, ...more.things])];
  names.places = [...new Set([...names.places, ...more.places])];
}

export class LiveBase {
  readonly #state: CountyState;
  #position: Position = { seq: 0, asOf: 0 };
  /** What places added when the base was last looked at: unlike that of other things it is not told by the journal. */
  readonly #places = new Map<string, readonly Contribution[]>();
  /** What things added that time has changed since, where the projector has not come to them yet. */
  #late = new Map<string, readonly Contribution[]>();

  /** What of its things is taken back by cells. */
  readonly taken: LaterDays;

  constructor(state: CountyState) {
    this.#state = state;
    const { from } = state.span;
    const { timeZone } = state.register;
    const day = dayOf(from, timeZone);
    this.taken = takenFrom(startOfDay(day, timeZone) === from ? day : addDays(day, 1));
    state.cells.takeDays(this.taken.from);
  }

  /** Begins to follow the base; answers by what the beginning of the span may differ from it. */
  async begin(way: Way): Promise<Names> {
    const { view } = way;
    const { register, span, log } = this.#state;
    this.#position = await view.position(register.code);
    const late = await this.#noteLate(view);
    const changed = await view.changedAfter(register.code, span.from);
    // Several records together are doubted where one of them may not have been there.
    const doubted = await view.contributions(register.code, doubts, { limit: forever });
    const due = [...changed, ...late, ...doubted.map(({ thing }) => thing)];
    const names = this.#state.touched([], due);
    // What the projector has not come to yet is in no figure, whenever it was received or happened.
    const { seq } = this.#position;
    add(names, this.#state.touched(log.events, []));
    const { upToSeq: told } = log.cutAt(span.to);
    const first = log.cutAt(span.from).upToSeq;
    // The log has told what lies between, unless the projector has not even come to it.
    await this.#addTouched(way, names, span.basis === 'happened' || seq < first ? seq : told);
    if (span.basis === 'happened') {
      const times = { after: span.to, upTo: forever };
      add(
        names,
        this.#state.touched(await view.spanEvents(register.code, { times, head: log.head }, forever), []),
      );
    }
    add(names, await this.#onTakenDays(view));
    return names;
  }

  /**
   * Whatever lies on the days that are taken back by cells is to be told: events of them that take part at the beginning
   * all the same, as where a clock goes fast, and towns, which are what the days of their activities say. What else
   * lies on them came later.
   */
  async #onTakenDays(view: ReadTransaction): Promise<Names> {
    const { register, span, log } = this.#state;
    const { upToSeq, happenedBy } = log.cutAt(span.from);
    const after = startOfDay(this.taken.from, register.timeZone) - 1;
    const early =
      happenedBy > after
        ? await view.spanEvents(register.code, { times: { after, upTo: happenedBy }, head: upToSeq }, forever)
        : [];
    const { things, places } = this.#state.touched(early, []);
    return { things, places: [...places, ...register.county.towns.map(({ code }) => townThing(code))] };
  }

  /** What a site or a town adds to the base, as it is found there: nothing to a day. */
  notePlace(thing: string, contributions: readonly Contribution[]): void {
    this.#places.set(thing, contributions);
  }

  /** Takes note of everything that has changed in the base since it was last looked at. */
  async follow(way: Way): Promise<void> {
    const { view } = way;
    const { code } = this.#state.register;
    const before = this.#position;
    const position = await view.position(code);
    if (position.seq === before.seq && position.asOf === before.asOf) return;
    const changed = await view.changedAfter(code, before.asOf);
    const names = this.#state.touched([], [...changed, ...this.#late.keys()]);
    await this.#addTouched(way, names, before.seq);
    const { things, places } = await this.#state.withDependents(names, view);
    await this.#rebaseThings(view, things, before);
    await this.#rebasePlaces(view, places);
    this.#position = position;
    const late = (await this.#noteLate(view)).filter((thing) => !this.#state.things.has(thing));
    if (late.length > 0) await this.#state.refresh(this.#state.touched([], late), 0, way);
  }

  /** Remembers what late things add; answers which they are. */
  async #noteLate(view: ReadTransaction): Promise<string[]> {
    const { register, span } = this.#state;
    const late = await view.thingsDue(register.code, Math.max(this.#position.asOf, span.to));
    const found = await view.contributionsOf(register.code, late);
    this.#late = new Map(late.map((thing) => [thing, found.get(thing) ?? []]));
    return late;
  }

  /** The things that events touch which came after a seq. */
  async #addTouched({ view, pause }: Way, names: Names, after: number): Promise<void> {
    const found: Names[] = [];
    for (let seq = after; ; ) {
      const seqs = { after: seq, upTo: forever };
      const events = await view.spanEvents(this.#state.register.code, { seqs }, pageSize);
      const last = events.at(-1);
      if (!last) break;
      found.push(this.#state.touched(events, []));
      seq = last.seq;
      await pause();
    }
    add(names, {
      things: found.flatMap(({ things }) => things),
      places: found.flatMap(({ places }) => places),
    });
  }

  /** The base has come to other contributions of these things: the state is told against the new ones. */
  async #rebaseThings(view: ReadTransaction, things: readonly string[], before: Position): Promise<void> {
    const { things: own, cells, register, log, at } = this.#state;
    const others = things.filter((thing) => !own.has(thing));
    const known = things.filter((thing) => own.has(thing));
    // What was the same in the state and in its base is from here on the state's own.
    const ofState = await this.#state.tell({ things: others, places: [] }, view, log.cutAt(at), at);
    for (const update of ofState) own.set(update);
    const cut = { upToSeq: before.seq, happenedBy: forever };
    const ofBase = await this.#state.tell({ things: known, places: [] }, view, cut, before.asOf);
    const now = await view.contributionsOf(register.code, things);
    for (const { thing, contributions } of [...ofState, ...ofBase])
      cells.replace(now.get(thing) ?? [], this.#late.get(thing) ?? contributions, true);
  }

  async #rebasePlaces(view: ReadTransaction, places: readonly string[]): Promise<void> {
    const { things: own, cells, register, log, at } = this.#state;
    const others = places.filter((place) => !own.has(place));
    const ofState = await this.#state.tell({ things: [], places: others }, view, log.cutAt(at), at);
    const before = new Map(ofState.map(({ thing, contributions }) => [thing, contributions]));
    const now = await view.contributionsOf(register.code, places);
    for (const place of places) {
      const contributions = now.get(place) ?? [];
      cells.replace(contributions, this.#places.get(place) ?? before.get(place) ?? [], true);
      this.#places.set(place, contributions);
    }
    for (const update of ofState satisfies ThingUpdate[]) own.set(update);
  }
}
