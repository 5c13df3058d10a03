/** Reports, composed: their thread, their routes, their schedule. */

import { ProblemError } from '../shared/wire/problem.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import { answered } from './query/refusal.ts';
import type { ReportCalls } from './reports/report-calls.ts';
import { addReportRoutes } from './reports/routes.ts';
import { ReportScheduler } from './reports/scheduler.ts';
import type { ReportStore } from './store/store.ts';
import type { SharedClock } from './threads/clock.ts';
import { BusyError, type Endable, OnDemand } from './threads/on-demand.ts';
import { startReporter } from './worker-threads.ts';

/** How long a thread with nothing to do is kept: the file of a report is often asked for next (ms). */
const restMs = 60_000;
/** More would only take each other's time. */
const most = 3;
const retrySeconds = 3;

export interface ReportingOptions {
  config: Config;
  clock: SharedClock;
  engine: Engine;
  http: HttpApp;
  onError: (error: unknown) => void;
}

/**
 * The thread of the reports. Its calls throw ProblemError 503 where others are being made, and what the making itself
 * refuses.
 */
function reportsOnDemand({ config: { databaseUrl }, onError }: Pick<ReportingOptions, 'config' | 'onError'>) {
  const start = (onDeath: (error: Error) => void): Endable<ReportCalls> => {
    const { call, stop } = startReporter({ databaseUrl }, onDeath);
    return {
      call: {
        make: async (request) => answered(await call.make(request)),
        file: (report, format) => call.file(report, format),
        end: () => call.end(),
      },
      stop,
    };
  };
  const thread = new OnDemand<ReportCalls>({ start, most, restMs, onError });
  const run = async <T>(work: (call: ReportCalls) => Promise<T>): Promise<T> => {
    try {
      return await thread.run(work);
    } catch (cause) {
      if (!(cause instanceof BusyError)) throw cause;
      throw new ProblemError(
        'unavailable',
        { zh: '正在生成其他报表，请稍候再试', en: 'other reports are being made; try again soon' },
        { cause, retryAfter: retrySeconds },
      );
    }
  };
  const calls: ReportCalls = {
    make: (request) => run((call) => call.make(request)),
    file: (report, format) => run((call) => call.file(report, format)),
  };
  return { calls, thread };
}

/** A stop waits no longer (ms) for a report that is being made by itself: another server makes it, or the next start. */
const lastReportMs = 1_000;

/** Adds reports to a server. */
export function addReporting({ config, clock, engine, http, onError }: ReportingOptions) {
  const { demo } = config;
  const { calls: reports, thread } = reportsOnDemand({ config, onError });
  const store: ReportStore = {
    keepReport: (...row) => engine.writer.call.keepReport(...row),
    keptReports: (...asked) => engine.reader.call.keptReports(...asked),
    keptReport: (id) => engine.reader.call.keptReport(id),
  };
  addReportRoutes(http, {
    reports,
    store,
    demo,
    clock: () => clock.now(),
  });
  const scheduler = new ReportScheduler({
    counties: () =>
      engine.registers.all.map(({ code, timeZone, county: { profile } }) => ({
        code,
        timeZone,
        ...(profile.reports === undefined ? {} : { reports: profile.reports }),
      })),
    make: (request) => reports.make(request),
    store,
    passing: engine.passing,
    demo,
    clock: () => clock.now(),
    onError,
  });
  return {
    scheduler,
    close: async (): Promise<void> => {
      const late = setTimeout(() => void thread.abandon().catch(onError), lastReportMs);
      await scheduler.close();
      clearTimeout(late);
      await thread.end();
    },
  };
}
