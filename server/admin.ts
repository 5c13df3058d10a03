/** Administration by HTTP, composed of the parts that it is about. */
import type { Reader } from '../shared/domain/reader.ts';
import { addAuditRoutes } from './admin/audit-routes.ts';
import { addDisplayRoutes } from './admin/display-routes.ts';
import { addKeyRoutes } from './admin/key-routes.ts';
import { LastUses } from './admin/last-uses.ts';
import { addUserRoutes } from './admin/user-routes.ts';
import { Users } from './admin/users.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { Identity } from './identity/identity.ts';
import { hashPassword } from './identity/passwords.ts';
import { makeToken } from './identity/tokens.ts';
import type { SharedClock } from './threads/clock.ts';

export interface AdministrationParts {
  engine: Engine;
  http: HttpApp;
  identity: Identity;
  clock: SharedClock;
  uses: LastUses;
  /** Whether a page hangs with the token of a display, on whichever server. */
  isHanging: (displayId: string) => boolean;
}

export const startUses = (
  { reader, writer }: Engine,
  clock: SharedClock,
  onError: (error: unknown) => void,
): LastUses =>
  new LastUses({
    store: { noteUses: (uses) => writer.call.noteUses([...uses]), lastUses: () => reader.call.lastUses() },
    now: () => clock.now(),
    onError,
  });

/** An administrator by his session, or a program by his token. */
export const isAdmin = (reader: Reader | undefined): boolean =>
  reader?.kind === 'user' && reader.role === 'admin';

export function addAdministration(parts: AdministrationParts): void {
  const { engine, http, identity, clock, uses, isHanging } = parts;
  const { reader, writer, registers } = engine;
  const common = {
    credentials: () => reader.call.credentials(),
    lastUses: () => uses.all(),
    changed: () => identity.refresh(),
    makeToken,
    clock: () => clock.now(),
  };
  addAuditRoutes(http, {
    audit: reader.call,
    timezone: () => registers.all[0]?.county.profile.timezone ?? 'Asia/Shanghai',
  });
  const credentials = {
    ...common,
    store: writer.call,
    register: () => registers.siteRegister,
    isOnline: (id: string) => uses.isConnected(id) || isHanging(id),
  };
  addKeyRoutes(http, credentials);
  addDisplayRoutes(http, credentials);
  const users = new Users({ ...common, store: writer.call, hashPassword });
  addUserRoutes(http, { users, lastUses: common.lastUses });
}
