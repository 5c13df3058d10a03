/** The wall in the hand, composed: pairing over HTTP, driving over the live socket. */

import { parseScope } from '../shared/domain/place.ts';
import type { RemoteItem } from '../shared/wire/remote.ts';
import { DrivenDisplays } from './displays/driven-displays.ts';
import { Guesses } from './displays/guesses.ts';
import { PairingCodes } from './displays/pairing.ts';
import { RemoteService } from './displays/remote-service.ts';
import { addPairing } from './displays/routes.ts';
import { WallsElsewhere } from './displays/walls-elsewhere.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { AuditLog } from './identity/audit-log.ts';
import type { Identity } from './identity/identity.ts';
import { hashOf, newTokenId, tokenOf } from './identity/tokens.ts';
import { accessTo } from './live/start-live.ts';
import type { DisplayVitals } from './live/vitals.ts';
import type { SharedClock } from './threads/clock.ts';

/** How often it is looked whether a display was paired that never came. */
const sweepMs = 20_000;

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
export async function startDisplays(
  options: DisplaysOptions,
): Promise<Pick<RemoteService, 'serve' | 'isHanging' | 'close'>> {
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
    elsewhere: new WallsElsewhere({ store: engine.passing, now }),
    vitals: (id) => vitals.of(id),
    now,
    audit: note,
    onError,
  });
  const revoke = async (id: string): Promise<void> => {
    await writer.call.revokeDisplay(id, now());
    await identity.refresh();
  };
  const codes = new PairingCodes({
    store: engine.passing,
    key: await writer.call.secret('pairing'),
    now,
    hashOf,
    tokenOf: (id, secret) => tokenOf('display', id, secret),
    onForgotten: revoke,
  });
  addPairing(http, {
    codes,
    guesses: new Guesses(engine.passing, now),
    revoke,
    access: (who, scope) => accessTo(who, scope, registers.siteRegister),
    create: async (name, scope, hash) => {
      const id = newTokenId();
      await writer.call.addDisplay({ id, name, scope, hash, createdAt: now() });
      await identity.refresh();
      await service.refresh();
      return { id, name, scope };
    },
  });
  const sweeping = setInterval(() => codes.sweep().catch(onError), sweepMs).unref();
  identity.onEnded(({ kind }) => {
    if (kind === 'display') service.refresh().catch(onError);
  });
  const close = (): Promise<void> => {
    clearInterval(sweeping);
    return service.close();
  };
  return { serve: (socket) => service.serve(socket), isHanging: (id) => service.isHanging(id), close };
}
