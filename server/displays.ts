/** The wall in the hand, composed: pairing over HTTP, driving over the live socket. */

import { parseScope } from '../shared/domain/place.ts';
import type { RemoteItem } from '../shared/wire/remote.ts';
import { DrivenDisplays } from './displays/driven-displays.ts';
import { PairingCodes } from './displays/pairing.ts';
import { RemoteService } from './displays/remote-service.ts';
import { addPairing } from './displays/routes.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { AuditLog } from './identity/audit-log.ts';
import type { Identity } from './identity/identity.ts';
import { makeToken } from './identity/tokens.ts';
import { accessTo } from './live/start-live.ts';
import type { DisplayVitals } from './live/vitals.ts';
import type { SharedClock } from './threads/clock.ts';

export interface DisplaysOptions {
  clock: SharedClock;
  engine: Engine;
  identity: Identity;
  audit: AuditLog;
  http: HttpApp;
  vitals: DisplayVitals;
  onError: (error: unknown) => void;
}

/** Adds the routes of pairing; answers what serves the sockets of displays and of those who drive them. */
export async function startDisplays(options: DisplaysOptions): Promise<RemoteService> {
  const { clock, engine, identity, audit, http, vitals, onError } = options;
  const { reader, writer, registers } = engine;
  const now = (): number => clock.now();
  const note: AuditLog['record'] = (entry) => audit.record(entry);
  const displays = new DrivenDisplays({
    displays: async () => (await reader.call.credentials()).displays,
    views: () => reader.call.displayViews(),
    put: (views) => writer.call.putDisplayViews(views),
  });
  await displays.load();
  const service = new RemoteService({
    displays,
    access: {
      scope: (who, scope) => accessTo(who, scope, registers.siteRegister),
      hasScene: (scope, scene) => {
        const place = parseScope(scope);
        const counties = place ? registers.siteRegister.countiesOf(place) : [];
        return registers.all.some(
          ({ code, county }) =>
            counties.includes(code) && county.profile.wall.scenes.some(({ id }) => id === scene),
        );
      },
      hasItem: async (scope: string, item: RemoteItem) =>
        (await reader.call.item({ scope, sight: 'public', ...item })).ok,
    },
    vitals: (id) => vitals.of(id),
    now,
    audit: note,
    onError,
  });
  const forget = (id: string): void => {
    writer.call.revokeDisplay(id, now()).then(() => service.refresh(), onError);
  };
  addPairing(http, {
    codes: new PairingCodes(now, forget),
    access: (who, scope) => accessTo(who, scope, registers.siteRegister),
    create: async (name, scope) => {
      const { id, token, hash } = makeToken('display');
      await writer.call.addDisplay({ id, name, scope, hash, createdAt: now() });
      await identity.refresh();
      await service.refresh();
      return { id, token, name, scope };
    },
    now,
  });
  identity.onEnded(({ kind }) => {
    if (kind === 'display') service.refresh().catch(onError);
  });
  return service;
}
