/** The bare server with what stands before every route: what is put off, and who may call what. */
import type { Logger } from 'pino';
import type { LastUses } from './admin/last-uses.ts';
import { type Config, proxyTrust } from './config.ts';
import { createHttp } from './http/create-http.ts';
import { addGuard } from './http/guard.ts';
import { type Overload, shedWhile } from './http/overload.ts';
import type { AuditLog } from './identity/audit-log.ts';
import { type Identity, showsNothing } from './identity/identity.ts';
import type { Shed } from './metrics.ts';
import type { SharedClock } from './threads/clock.ts';

export interface GuardParts {
  config: Config;
  clock: SharedClock;
  identity: Identity;
  audit: AuditLog;
  uses: LastUses;
  overload: Overload;
  onShed: (what: Shed) => void;
}

/** Only routes that are added to it afterwards are guarded; answers with them, as they come. */
export async function guardedHttp(
  { config, clock, identity, audit, uses, overload, onShed }: GuardParts,
  logger: Logger,
) {
  const http = await createHttp({ logger, version: '1', trustsProxy: proxyTrust(config.trustProxy) });
  shedWhile(
    http,
    () => overload.isOn,
    () => onShed('request'),
  );
  const routes = addGuard(http, {
    authenticateReader: async (presented) => {
      const decision = await identity.identify(presented);
      if (decision.ok) uses.noteReader(decision.reader);
      return decision;
    },
    showsNothing,
    audit: (entry) => audit.record(entry),
    clock: () => clock.now(),
  });
  return { http, routes };
}
