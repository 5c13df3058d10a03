/** Makes the reports that profiles ask for, each once: after a restart too, and beside another server. */
import { defaultSchedule, type ReportSettings } from '../../shared/county/report-settings.ts';
import type { Report } from '../../shared/report/report.ts';
import { type DueReport, dueReports } from '../../shared/report/schedule.ts';
import type { ReportStore } from '../store/store.ts';
import type { ReportRequest } from './gather.ts';
import { mostKept, rowOf } from './keep.ts';

/** How often it is looked whether an hour has come, the first time included: a start has other things to do. */
const lookMs = 30_000;
/** A report that could not be made, or had nothing to say, is tried again after this. */
const retryMs = 15 * 60_000;

export interface SchedulerOptions {
  counties: () => readonly { code: string; timeZone: string; reports?: ReportSettings }[];
  make: (request: ReportRequest) => Promise<Report>;
  store: Pick<ReportStore, 'keepReport' | 'keptReports'>;
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

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.check(), lookMs).unref();
  }

  /** Makes what is due; a check waits for the one before it. */
  check(): Promise<void> {
    this.#checking = this.#checking.then(() => this.#makeDue()).catch(this.#options.onError);
    return this.#checking;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#checking;
  }

  async #makeDue(): Promise<void> {
    const { counties, clock } = this.#options;
    for (const { code, timeZone, reports } of counties())
      for (const due of dueReports(code, timeZone, reports?.schedule ?? defaultSchedule, clock()))
        if ((this.#settled.get(due.claim) ?? 0) <= clock()) await this.#settle(code, due);
  }

  async #settle(county: string, { kind, span, claim }: DueReport): Promise<void> {
    const { make, store, demo, clock } = this.#options;
    const [known] = await store.keptReports({ claim }, { limit: 1 });
    if (known) {
      this.#settled.set(claim, Number.POSITIVE_INFINITY);
      return;
    }
    this.#settled.set(claim, clock() + retryMs);
    const report = await make({ scope: `area:${county}`, kind, span, demo });
    if (!saysSomething(report)) return;
    await store.keepReport(rowOf(report, { madeAt: clock(), madeBy: 'schedule', claim }), mostKept);
    this.#settled.set(claim, Number.POSITIVE_INFINITY);
  }
}
