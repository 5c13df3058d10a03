/**
 * What a change of registers makes other than it stands, found by telling things under both registers. Nothing is
 * written for it and nobody waits for it: what comes meanwhile is looked at again when the change is written.
 */
import type { Register } from '../../shared/county/register.ts';
import type { EventMark, Position, ReadTransaction, RefreshSource, Store } from '../store/store.ts';
import { listsOf, type Reach, type ThingList } from './reach.ts';
import { tellThings } from './refresh.ts';
import { touched, withDependents } from './touched.ts';

/** The registers before a change and after it. */
export interface Registers {
  before: Register;
  after: Register;
}

/** Things that are others under the new registers. */
export interface Affected extends Pick<Reach, 'places'> {
  things: Set<string>;
  /** What came, or was due, after this has not been looked at. */
  since: Position;
}

/** Told how many events have been looked at. */
export type OnLooked = (events: number) => void;

/** Things that are looked at without a pause: an append may have to wait for them. */
const pageSize = 100;
/** So few things are looked at again by whoever writes the change. */
const fewThings = 200;
/** A county in which more than these come during each look is one that never rests. */
const mostRounds = 5;

type Source = Pick<RefreshSource, 'eventsOf' | 'recordsBeside'>;

/** Answers a question again without asking it again: both registers are asked of the same events. */
function remembered<Args extends unknown[], Answer>(
  ask: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (...args) => {
    const name = JSON.stringify(args);
    const answer = known.get(name) ?? ask(...args);
    known.set(name, answer);
    return answer;
  };
}

/** Looks at things in one view after the other. */
class Look {
  readonly things = new Set<string>();
  readonly #registers: Registers;
  readonly #onLooked: OnLooked;
  #events = 0;

  constructor(registers: Registers, onLooked: OnLooked) {
    this.#registers = registers;
    this.#onLooked = onLooked;
  }

  async take(view: ReadTransaction, names: readonly string[]): Promise<void> {
    const { before, after } = this.#registers;
    const { code } = after;
    const { seq, asOf } = await view.position(code);
    const source: Source = {
      eventsOf: remembered((things, upToSeq = seq) => view.eventsOf(code, things, upToSeq)),
      recordsBeside: remembered((things, withinMs) => view.recordsBeside(code, things, withinMs)),
    };
    const telling = { source, now: asOf, upToSeq: seq };
    const was = await tellThings({ ...telling, register: before }, names);
    const is = await tellThings({ ...telling, register: after }, names);
    for (const [index, update] of is.entries())
      if (JSON.stringify(update) !== JSON.stringify(was[index])) this.things.add(update.thing);
    for (const events of (await source.eventsOf(names, seq)).values()) this.#events += events.length;
    this.#onLooked(this.#events);
  }
}

/** What waits for this thread goes in between. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const pageOf = (
  view: ReadTransaction,
  code: string,
  { kind, site }: ThingList,
  limit: number,
  before: number | undefined,
) =>
  view.entityPage(code, kind, site === undefined ? {} : { site }, {
    limit,
    ...(before !== undefined && { before }),
  });

async function lookAtList(store: Store, code: string, look: Look, list: ThingList): Promise<void> {
  let before: number | undefined;
  do {
    before = await store.read(async (view) => {
      const rows = await pageOf(view, code, list, pageSize, before);
      if (rows.length > 0)
        await look.take(
          view,
          rows.map(({ thing }) => thing),
        );
      return rows.at(-1)?.firstSeq;
    });
    await turn();
  } while (before !== undefined);
}

/** What has been touched since a position, with everything that may change because of it under either register. */
export async function touchedSince(
  source: Pick<RefreshSource, 'recordsBeside'>,
  { before, after }: Registers,
  marks: readonly EventMark[],
  changedByTime: readonly string[],
): Promise<string[]> {
  const names = touched(marks, changedByTime);
  const both = [await withDependents(source, before, names), await withDependents(source, after, names)];
  return [...new Set(both.flatMap(({ things }) => things))];
}

const touchedNow = (store: Store, registers: Registers, since: Position) =>
  store.read(async (view) => {
    const { code } = registers.after;
    const position = await view.position(code);
    const span = { seqs: { after: since.seq, upTo: position.seq } };
    const marks = await view.spanEvents(code, span, Number.MAX_SAFE_INTEGER);
    const source: Pick<RefreshSource, 'recordsBeside'> = {
      recordsBeside: (things, withinMs) => view.recordsBeside(code, things, withinMs),
    };
    const names = await touchedSince(source, registers, marks, await view.changedAfter(code, since.asOf));
    return { position, names };
  });

/** Looks at everything within a reach; what comes meanwhile is looked at too, but for the last few things. */
export async function affectedBy(
  store: Store,
  registers: Registers,
  reach: Reach,
  onLooked: OnLooked = () => {},
): Promise<Affected> {
  const { code } = registers.after;
  let since = await store.read((view) => view.position(code));
  const look = new Look(registers, onLooked);
  for (const list of listsOf(reach)) await lookAtList(store, code, look, list);
  for (let round = 0; round < mostRounds; round++) {
    const { position, names } = await touchedNow(store, registers, since);
    if (names.length <= fewThings) break;
    for (let done = 0; done < names.length; done += pageSize) {
      await store.read((view) => look.take(view, names.slice(done, done + pageSize)));
      await turn();
    }
    since = position;
  }
  return { things: look.things, places: reach.places, since };
}

/** More events than these are not counted one by one. */
const mostCounted = 20_000;

/** How many events stand behind what a change reaches; where these are many, all of the journal, of `head` events. */
export async function eventsWithin(
  view: ReadTransaction,
  code: string,
  reach: Reach,
  head: number,
): Promise<number> {
  let events = 0;
  for (const list of listsOf(reach)) {
    let before: number | undefined;
    do {
      const rows = await pageOf(view, code, list, 1000, before);
      const seqs = await view.seqsOf(
        code,
        rows.map(({ thing }) => thing),
      );
      for (const { length } of seqs.values()) events += length;
      if (events > mostCounted) return head;
      before = rows.at(-1)?.firstSeq;
    } while (before !== undefined);
  }
  return events;
}
