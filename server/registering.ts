/** Registers of counties as administrators change them, composed: their thread, their routes, what is under way. */

import { ProblemError } from '../shared/wire/problem.ts';
import { RegisterChanges } from './admin/register-changes.ts';
import { addRegisterRoutes } from './admin/register-routes.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { AuditLog } from './identity/audit-log.ts';
import type { SharedClock } from './threads/clock.ts';
import { BusyError, OnDemand } from './threads/on-demand.ts';
import { type Administrator, startAdministrator } from './worker-threads.ts';

/** How long the thread is kept after a call: a plan is often followed by its change (ms). */
const restMs = 60_000;
const mostAtOnce = 3;
const retrySeconds = 3;

export interface RegisteringOptions {
  config: Pick<Config, 'databaseUrl'>;
  clock: SharedClock;
  engine: Engine;
  audit: AuditLog;
  onError: (error: unknown) => void;
}

export interface Registering {
  /** Whether a change holds up for long what stations send. */
  holdsUp(): boolean;
  addRoutes(http: HttpApp): void;
  close(): Promise<void>;
}

export function startRegistering({ config, clock, engine, audit, onError }: RegisteringOptions): Registering {
  const thread = new OnDemand<Administrator['call']>({
    start: (onDeath) => startAdministrator({ databaseUrl: config.databaseUrl }, onDeath),
    most: mostAtOnce,
    restMs,
    onError,
  });
  const ask = async <T>(work: (call: Administrator['call']) => Promise<T>): Promise<T> => {
    try {
      return await thread.run(work);
    } catch (cause) {
      if (!(cause instanceof BusyError)) throw cause;
      const detail = {
        zh: '正在处理其他登记册，请稍候再试',
        en: 'other registers are being read; try again soon',
      };
      throw new ProblemError('unavailable', detail, { retryAfter: retrySeconds, cause });
    }
  };
  const { writer, registers } = engine;
  const changes = new RegisterChanges({
    plan: (code, change) => ask((call) => call.plan(code, change)),
    replace: (county, version) => writer.call.replaceCounty(county, version),
    countyOfSite: (code) => registers.siteRegister.find(code)?.county,
    changed: () => registers.refresh(),
    audit: (entry) => audit.record(entry),
    now: () => clock.now(),
    elapsed: () => performance.now(),
    onError,
  });
  writer.on('looked', ({ county, events }) => changes.noteLooked(county, events));
  writer.on('writing', ({ things }) => changes.noteWriting(things));
  return {
    holdsUp: () => changes.holdsUp,
    addRoutes: (http) =>
      addRegisterRoutes(http, {
        changes,
        reading: {
          head: (code) => ask((call) => call.registersHead(code)),
          table: (code, table) => ask((call) => call.registersTable(code, table)),
          tableFile: (code, table, how) => ask((call) => call.tableFile(code, table, how)),
          jsonFile: (code, part) => ask((call) => call.jsonFile(code, part)),
        },
      }),
    close: async () => {
      await changes.close();
      await thread.end();
    },
  };
}
