/** Stations that send all the time, and what they were told: for tests in which something fails meanwhile. */
import { expect } from 'vitest';
import type { JournalRow } from '../../server/store/store.ts';
import type { Answer } from './server.ts';
import { type StationEvent, served, started } from './station.ts';
import { until } from './until.ts';

export interface SteadyLoadOptions {
  post: (body: string) => Promise<Answer>;
  /** What one of them sends next. */
  batch?: () => StationEvent[];
  posters?: number;
  /** Between an answer and what is sent next (ms). */
  pauseMs?: number;
}

const site = '330127100-S';
const someEvents = (): StationEvent[] => [started(site), served(site, 45)];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A line that breaks is no answer: nobody knows what became of the events. */
const isBroken = (error: unknown): boolean => error instanceof TypeError;

export class SteadyLoad {
  /** Requests that were taken, refused because nothing can be stored, and not answered at all. */
  taken = 0;
  refused = 0;
  broken = 0;
  /** Of refusals, in the order in which they came (ms). */
  readonly refusalTimes: number[] = [];
  readonly #options: Required<SteadyLoadOptions>;
  /** By id: the seq that was acknowledged. */
  readonly #acknowledged = new Map<string, number>();
  /** What stations send again, as they were told to. */
  readonly #open = new Map<string, StationEvent>();
  readonly #running: Promise<void>;
  #stopped = false;

  constructor(options: SteadyLoadOptions) {
    this.#options = { batch: someEvents, posters: 4, pauseMs: 10, ...options };
    const { posters, batch, pauseMs } = this.#options;
    const sendOnAndOn = async (): Promise<void> => {
      while (!this.#stopped) {
        await this.#send(batch());
        await pause(pauseMs);
      }
    };
    this.#running = Promise.all(Array.from({ length: posters }, sendOnAndOn)).then(() => undefined);
    this.#running.catch(() => undefined);
  }

  /** Until so many more requests were taken. */
  async takes(more: number, ms?: number): Promise<void> {
    const wanted = this.taken + more;
    await Promise.race([
      until(`${more} requests are taken`, () => this.taken >= wanted, ms),
      this.#failure(),
    ]);
  }

  async refuses(more: number, ms?: number): Promise<void> {
    const wanted = this.refused + more;
    await Promise.race([
      until(`${more} requests are refused`, () => this.refused >= wanted, ms),
      this.#failure(),
    ]);
  }

  /** Ends; what was refused or not answered is sent again until all of it is taken. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await until('what was refused is taken', async () => {
      const again = [...this.#open.values()].slice(0, 500);
      if (again.length > 0) await this.#send(again);
      return this.#open.size === 0;
    });
  }

  /** What was acknowledged is in the journal where it was said to be; there is nothing else, nothing twice, no gap. */
  expectAllIn(journal: readonly JournalRow[]): void {
    expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
    const seqs = new Map(journal.map(({ id, seq }) => [id, seq]));
    expect(seqs.size).toBe(journal.length);
    const lost = [...this.#acknowledged].filter(([id, seq]) => seqs.get(id) !== seq);
    expect(lost).toEqual([]);
    expect(this.#acknowledged.size).toBe(journal.length);
  }

  /** Those that have been acknowledged so far. */
  get acknowledged(): ReadonlyMap<string, number> {
    return this.#acknowledged;
  }

  /** Whoever only waits for answers learns that the load itself has failed. */
  async #failure(): Promise<void> {
    await this.#running;
    throw new Error('The load has ended.');
  }

  async #send(events: readonly StationEvent[]): Promise<void> {
    for (const event of events) this.#open.set(event.id, event);
    const begun = performance.now();
    let answer: Answer;
    try {
      answer = await this.#options.post(JSON.stringify(events));
    } catch (error) {
      if (!isBroken(error)) throw error;
      this.broken += 1;
      return;
    }
    if (answer.status === 503) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.body.code).toMatch(/^(storage-unavailable|backlog-full|unavailable)$/);
      // A machine that has too much to do refuses too; that is another matter.
      if (answer.body.code === 'unavailable') return;
      this.refused += 1;
      this.refusalTimes.push(performance.now() - begun);
      return;
    }
    expect(answer.status).toBe(200);
    this.taken += 1;
    for (const { index, seq } of answer.body.results ?? []) {
      const { id = '' } = events[index] ?? {};
      if (seq === undefined) throw new Error('An answer without its seq.');
      // A repetition is told the seq that the event has had from the beginning.
      expect(seq).toBe(this.#acknowledged.get(id) ?? seq);
      this.#acknowledged.set(id, seq);
      this.#open.delete(id);
    }
  }
}
