/** Makes the reports that profiles ask for, each once: after a restart too, and beside another server. */
import { defaultSchedule, type ReportSettings } from '../../shared/county/report-settings.ts';
import type { Report } from '../../shared/report/report.ts';
import { type DueReport, dueReports } from '../../shared/report/schedule.ts';
import { changePassing, type PassingStore, type ReportStore } from '../store/store.ts';
import type { ReportRequest } from './gather.ts';
import { mostKept, rowOf } from './keep.ts';

/** How often it is looked whether an hour has come, the first time included: a start has other things to do. */
const lookMs = 30_000;
/** A report that could not be made, or had nothing to say, is tried again after this. */
const retryMs = 15 * 60_000;
/** So long one server is waited for that makes a report; after it, it has died over it. */
const makingMs = 2 * 60_000;
const passingKind = 'report';

export interface SchedulerOptions {
  counties: () => readonly { code: string; timeZone: string; reports?: ReportSettings }[];
  make: (request: ReportRequest) => Promise<Report>;
  store: Pick<ReportStore, 'keepReport' | 'keptReports'>;
  passing: Pick<PassingStore, 'passing' | 'putPassing'>;
  demo: boolean;
  clock: () => number;
  onError: (error: unknown) => void;
}

/** Whether anything at all was recorded on the days of a report. */
const saysSomething = ({ sections }: Report): boolean =>
  (sections.find(({ id }) => id === 'figures')?.rows ?? []).some(
    ([, , own]) => typeof own === 'object' && (own.value ?? 0) > 0,
  );

export class ReportScheduler {
  readonly #options: SchedulerOptions;
  readonly #timer: NodeJS.Timeout;
  /** Claims that need no look before an instant (ms). */
  readonly #settled = new Map<string, number>();
  #checking = Promise.resolve();
  #closed = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.check(), lookMs).unref();
  }

  /** Makes what is due; a check waits for the one before it. */
  check(): Promise<void> {
    this.#checking = this.#checking.then(() => this.#makeDue()).catch(this.#options.onError);
    return this.#checking;
  }

  /** Begins nothing any more; resolves once what is being made is made, or has failed. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#checking;
  }

  async #makeDue(): Promise<void> {
    const { counties, clock } = this.#options;
    for (const { code, timeZone, reports } of counties())
      for (const due of dueReports(code, timeZone, reports?.schedule ?? defaultSchedule, clock()))
        if (!this.#closed && (this.#settled.get(due.claim) ?? 0) <= clock()) await this.#settle(code, due);
  }

  async #settle(county: string, due: DueReport): Promise<void> {
    const { store, clock } = this.#options;
    const { claim } = due;
    const [known] = await store.keptReports({ claim }, { limit: 1 });
    if (!known && !(await this.#take(claim))) return;
    this.#settled.set(claim, clock() + retryMs);
    let done = known !== undefined;
    try {
      done ||= await this.#make(county, due);
    } finally {
      // What a stop has cut short is free again as soon as nobody is waited for any more.
      if (!done && !this.#closed) await this.#leave(claim);
    }
    if (done) this.#settled.set(claim, Number.POSITIVE_INFINITY);
  }

  /** Takes a report upon this server; false where another one is at it, or was in vain not long ago. */
  async #take(claim: string): Promise<boolean> {
    const { passing, clock } = this.#options;
    let free = false;
    await changePassing<true>(passing, { kind: passingKind, name: claim }, clock(), (taken) => {
      free = taken === undefined;
      return free ? { body: true, until: clock() + makingMs } : undefined;
    });
    return free;
  }

  /** Lets a report rest that could not be made, for every server. */
  #leave(claim: string): Promise<void> {
    const { passing, clock } = this.#options;
    const until = clock() + retryMs;
    return changePassing<true>(passing, { kind: passingKind, name: claim }, clock(), () => ({
      body: true,
      until,
    }));
  }

  /** Whether it is kept now; one that says nothing is not. */
  async #make(county: string, { kind, span, claim }: DueReport): Promise<boolean> {
    const { make, store, demo, clock } = this.#options;
    const report = await make({ scope: `area:${county}`, kind, span, demo });
    if (!saysSomething(report)) return false;
    await store.keepReport(rowOf(report, { madeAt: clock(), madeBy: 'schedule', claim }), mostKept);
    return true;
  }
}
