/** Reports, composed: their thread, their routes, their schedule. */
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import { answered } from './query/refusal.ts';
import { ReportsOnDemand, type ReportThread } from './reports/reports-on-demand.ts';
import { addReportRoutes } from './reports/routes.ts';
import { ReportScheduler } from './reports/scheduler.ts';
import type { ReportStore } from './store/store.ts';
import type { SharedClock } from './threads/clock.ts';
import { startReporter } from './worker-threads.ts';

export interface ReportingOptions {
  config: Config;
  clock: SharedClock;
  engine: Engine;
  http: HttpApp;
  onError: (error: unknown) => void;
}

/** Adds reports to a server. */
export function addReporting({ config, clock, engine, http, onError }: ReportingOptions) {
  const { databaseUrl, demo } = config;
  const start = (onDeath: (error: Error) => void): ReportThread => {
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
  const reports = new ReportsOnDemand(start, onError);
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
    demo,
    clock: () => clock.now(),
    onError,
  });
  return {
    scheduler,
    close: async (): Promise<void> => {
      await scheduler.close();
      await reports.end();
    },
  };
}
