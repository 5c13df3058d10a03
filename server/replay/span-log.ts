/** The events of a replay's span, in the order in which its clock meets them. */
import type { Register } from '../../shared/county/register.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { ReplayBasis } from '../../shared/wire/replay.ts';
import type { PlaceFilter, ReadTransaction, SpanEvent } from '../store/store.ts';
import { ReplayError } from './replay-error.ts';

/** So many events of one county are kept for a replay; a longer span of a busy county is to be cut. */
export const maxEvents = 400_000;
const pageSize = 5000;

export interface Span {
  /** ms */
  from: number;
  to: number;
  basis: ReplayBasis;
}

/** A view of the store, and turns for other requests in between. */
export interface Reading {
  view: ReadTransaction;
  pause: () => Promise<void>;
}

export interface LoggedEvent extends SpanEvent {
  /** When the replay's clock meets it (ms). */
  metAt: number;
  town?: string;
}

/** What of the journal takes part at an instant. */
export interface Cut {
  upToSeq: number;
  /** ms */
  happenedBy: number;
}

/** Says nothing but that its site is there. */
const isSignal = ({ type }: SpanEvent): boolean => type === 'site.heartbeat';

export const concerns = (event: LoggedEvent, { town, site }: PlaceFilter): boolean =>
  !isSignal(event) &&
  (town === undefined || event.town === town) &&
  (site === undefined || event.site === site);

/** The last seq that had been received by an instant, found by halves: events are received in the order of their seqs. */
export async function lastReceivedBy(
  view: ReadTransaction,
  county: string,
  head: number,
  instant: number,
): Promise<number> {
  let [low, high] = [0, head];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [row] = await view.journal(county, middle - 1, 1, false);
    if (row && row.receivedAt <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function readReceived(
  { view, pause }: Reading,
  county: string,
  after: number,
  upTo: number,
): Promise<SpanEvent[]> {
  const events: SpanEvent[] = [];
  for (let seq = after; seq < upTo; seq = events.at(-1)?.seq ?? upTo) {
    events.push(...(await view.spanEvents(county, { seqs: { after: seq, upTo } }, pageSize)));
    await pause();
  }
  return events;
}

/** The greatest value so far, for each of them. */
function risingMaxima(values: readonly number[], first: number): number[] {
  let greatest = first;
  return values.map((value) => {
    greatest = Math.max(greatest, value);
    return greatest;
  });
}

/** A clock that was set back does not take back what had been received. */
const metInOrder = (events: readonly SpanEvent[], { from, to }: Span): number[] =>
  risingMaxima(
    events.map(({ receivedAt }) => Math.min(to, receivedAt)),
    from + 1,
  );

export class SpanLog {
  readonly events: readonly LoggedEvent[];
  /** The newest event of the journal that the replay knows. */
  readonly head: number;
  readonly #span: Span;
  /**
   * What takes part at the beginning of the span. Nothing that was received by then has a later `time` than its
   * `happenedBy`: a look for what a site sent last begins there, and not at what it has sent since.
   */
  readonly #first: Cut;
  /** Of what was received: the latest `time` among the events up to each. */
  readonly #latest: readonly number[];

  private constructor(events: readonly LoggedEvent[], span: Span, first: Cut, head: number) {
    this.events = events;
    this.#span = span;
    this.#first = first;
    this.head = head;
    this.#latest = risingMaxima(
      events.map(({ at }) => at),
      first.happenedBy,
    );
  }

  /** @throws ReplayError where there are too many of them. */
  static async read(reading: Reading, register: Register, span: Span): Promise<SpanLog> {
    const { view } = reading;
    const { code } = register;
    const head = (await view.heads()).find(({ county }) => county === code)?.head ?? 0;
    const { from, to, basis } = span;
    const before = await lastReceivedBy(view, code, head, from);
    const upTo = await lastReceivedBy(view, code, head, to);
    if (basis === 'received' && upTo - before > maxEvents) throw new ReplayError('bad-span');
    const found =
      basis === 'received'
        ? await readReceived(reading, code, before, upTo)
        : await view.spanEvents(code, { times: { after: from, upTo: to }, head }, maxEvents + 1);
    if (found.length > maxEvents) throw new ReplayError('bad-span');
    const received = basis === 'received' ? metInOrder(found, span) : [];
    const events = found.map((event, index): LoggedEvent => {
      const town = event.orderTown ?? register.townOfSite(event.site);
      return Object.assign(event, { metAt: received[index] ?? event.at }, given('town', town));
    });
    if (basis === 'happened') events.sort((a, b) => a.at - b.at || a.seq - b.seq);
    const happenedBy = basis === 'received' ? await view.latestTime(code, before) : from;
    return new SpanLog(events, span, { upToSeq: before, happenedBy }, head);
  }

  /** How many events lie before the span, and how many after its beginning. */
  async distances(view: ReadTransaction, county: string): Promise<{ before: number; after: number }> {
    const { basis, from } = this.#span;
    const after =
      basis === 'received' ? this.head - this.#first.upToSeq : await view.countAfter(county, from);
    return { before: this.head - after, after };
  }

  cutAt(instant: number): Cut {
    if (this.#span.basis === 'happened') return { upToSeq: this.head, happenedBy: instant };
    const last = this.#countBy(instant) - 1;
    return {
      upToSeq: this.events[last]?.seq ?? this.#first.upToSeq,
      happenedBy: this.#latest[last] ?? this.#first.happenedBy,
    };
  }

  /** Events met after `from` up to `to` (ms). */
  between(from: number, to: number): readonly LoggedEvent[] {
    return this.events.slice(this.#countBy(from), this.#countBy(to));
  }

  /** When the next event after an instant is met that is told of a place (ms). */
  nextAfter(instant: number, place: PlaceFilter): number | undefined {
    for (let index = this.#countBy(instant); index < this.events.length; index++) {
      const event = this.events[index];
      if (event && concerns(event, place)) return event.metAt;
    }
    return undefined;
  }

  #countBy(instant: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle]?.metAt ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
