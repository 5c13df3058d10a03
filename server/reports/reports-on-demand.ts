/** The thread of the reports, which is there for as long as somebody asks for one: live figures never wait for it. */
import type { Report } from '../../shared/report/report.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { ReportRequest } from './gather.ts';
import type { ReportFormat } from './render.ts';

/** How long a thread with nothing to do is kept: the file of a report is often asked for next (ms). */
const restMs = 60_000;
/** More would only take each other's time. */
const mostAtOnce = 3;
const retrySeconds = 3;

export interface ReportCalls {
  make(request: ReportRequest): Promise<Report>;
  file(report: Report, format: ReportFormat): Promise<Uint8Array>;
}

export interface ReportThread {
  call: ReportCalls & { end(): Promise<void> };
  stop(): Promise<void>;
}

export class ReportsOnDemand implements ReportCalls {
  readonly #start: (onDeath: (error: Error) => void) => ReportThread;
  readonly #onError: (error: unknown) => void;
  #thread: ReportThread | undefined;
  #rest: NodeJS.Timeout | undefined;
  #busy = 0;

  constructor(start: (onDeath: (error: Error) => void) => ReportThread, onError: (error: unknown) => void) {
    this.#start = start;
    this.#onError = onError;
  }

  /** @throws ProblemError 503 where others are being made, and what the making itself refuses. */
  make(request: ReportRequest): Promise<Report> {
    return this.#run((call) => call.make(request));
  }

  /** @throws ProblemError 503 where others are being made. */
  file(report: Report, format: ReportFormat): Promise<Uint8Array> {
    return this.#run((call) => call.file(report, format));
  }

  async end(): Promise<void> {
    clearTimeout(this.#rest);
    const thread = this.#thread;
    this.#thread = undefined;
    if (!thread) return;
    await thread.call.end().catch(this.#onError);
    await thread.stop();
  }

  async #run<T>(work: (call: ReportCalls) => Promise<T>): Promise<T> {
    if (this.#busy >= mostAtOnce)
      throw new ProblemError(
        'unavailable',
        { zh: '正在生成其他报表，请稍候再试', en: 'other reports are being made; try again soon' },
        { retryAfter: retrySeconds },
      );
    this.#busy++;
    clearTimeout(this.#rest);
    try {
      this.#thread ??= this.#begin();
      return await work(this.#thread.call);
    } finally {
      this.#busy--;
      if (this.#busy === 0)
        this.#rest = setTimeout(() => void this.end().catch(this.#onError), restMs).unref();
    }
  }

  #begin(): ReportThread {
    const thread = this.#start((error) => {
      this.#onError(error);
      if (this.#thread === thread) this.#thread = undefined;
    });
    return thread;
  }
}
