/** What stations send, composed: from their keys to the journal. */
import type { Registry } from 'prom-client';
import type { LastUses } from './admin/last-uses.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { AuditLog } from './identity/audit-log.ts';
import type { Identity } from './identity/identity.ts';
import { Ingest } from './ingest/ingest.ts';
import { addIngest } from './ingest/routes.ts';
import type { SharedClock } from './threads/clock.ts';

/** With more events than this without a figure, a station is asked to wait: they would only fill the disk. */
const maxLag = 500_000;

export interface StationParts {
  config: Pick<Config, 'keyLimits'>;
  clock: SharedClock;
  engine: Engine;
  identity: Identity;
  audit: AuditLog;
  metrics: Registry;
  http: HttpApp;
  uses: LastUses;
  /** Whether something of the administration has kept everything waiting that is to be stored. */
  isHeldUp: () => boolean;
  onError: (error: unknown) => void;
}

export function addStations(parts: StationParts): void {
  const { config, clock, engine, identity, audit, metrics, http, uses, isHeldUp, onError } = parts;
  const ingest = new Ingest({
    store: engine,
    digestSecret: engine.digestSecret,
    register: () => engine.registers.siteRegister,
    authenticate: (authorization) => {
      const key = identity.authenticateStation(authorization);
      if (key) uses.noteKey(key.id);
      return key;
    },
    backlogFull: () => engine.progress.lag > maxLag || isHeldUp(),
    audit: (entry) => audit.record(entry),
    limits: config.keyLimits,
    clock: () => clock.now(),
    metrics,
    onError,
  });
  addIngest(http, ingest);
}
