/** Signing in, composed: passwords, sessions, and the identity provider of a county that has one. */
import type { HttpApp } from './http/create-http.ts';
import { SignInAttempts } from './identity/attempts.ts';
import type { AuditLog } from './identity/audit-log.ts';
import type { Identity } from './identity/identity.ts';
import { addSessionRoutes } from './identity/routes.ts';
import { SignIn } from './identity/sign-in.ts';
import type { SharedClock } from './threads/clock.ts';
import type { Writer } from './worker-threads.ts';

export interface SignInParts {
  http: HttpApp;
  identity: Identity;
  audit: AuditLog;
  writer: Writer;
  clock: SharedClock;
}

export function addSigningIn({ http, identity, audit, writer, clock }: SignInParts): void {
  const signIn = new SignIn({
    identity,
    attempts: new SignInAttempts(),
    store: writer.call,
    audit: (entry) => audit.record(entry),
    clock: () => clock.now(),
  });
  addSessionRoutes(http, { identity, signIn, provider: undefined });
}
