/** Backups, composed: their thread, their folder, their routes. */
import type { BackupsAnswer } from '../shared/wire/backups.ts';
import { backupStem } from './backups/backup-folder.ts';
import { addBackupRoutes } from './backups/backup-routes.ts';
import { Backups, type CopyWork } from './backups/backups.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { AuditLog } from './identity/audit-log.ts';
import { backupPlaceOf } from './staged-restore.ts';
import type { SharedClock } from './threads/clock.ts';
import { OnDemand } from './threads/on-demand.ts';
import { type Administrator, startAdministrator } from './worker-threads.ts';

/** How long the thread is kept after its work (ms). */
const restMs = 5_000;
const mostAtOnce = 2;

export interface BackingUpOptions {
  config: Pick<Config, 'databaseUrl' | 'backupDir' | 'supervised'>;
  clock: SharedClock;
  engine: Engine;
  audit: AuditLog;
  http: HttpApp;
  /** Ends the process in good order. */
  stop: (() => void) | undefined;
  onError: (error: unknown) => void;
}

function startBackups(options: BackingUpOptions) {
  const { config, clock, engine, audit, onError } = options;
  const place = backupPlaceOf(config);
  if (!place) return undefined;
  const { databaseUrl } = config;
  const thread = new OnDemand<Administrator['call']>({
    start: (onDeath) => startAdministrator({ databaseUrl }, onDeath),
    most: mostAtOnce,
    restMs,
    onError,
  });
  const copies: CopyWork = {
    backup: (file) => thread.run((call) => call.backup(file)),
    describe: (file) => thread.run((call) => call.describe(file)),
    verify: (file) => thread.run((call) => call.verify(file)),
  };
  const backups = new Backups({
    ...{ folder: place.folder, databaseFile: place.file, copies, onError },
    audit: (entry) => audit.record(entry),
    stamp: () => backupStem(clock.now(), engine.registers.all[0]?.timeZone ?? 'Asia/Shanghai'),
    now: () => clock.now(),
  });
  return { backups, thread };
}

/** Adds backups to a server; answers how to end them. */
export function addBackups(options: BackingUpOptions): () => Promise<void> {
  const { config, http, stop, onError } = options;
  const started = startBackups(options);
  const restart: BackupsAnswer['restart'] = config.supervised ? 'supervised' : 'by-hand';
  addBackupRoutes(http, { backups: started?.backups, restart, stop });
  const opened = started?.backups.open().catch(onError);
  return async () => {
    await opened;
    await started?.backups.close();
    await started?.thread.end();
  };
}
