/** Signing in, composed: passwords, sessions, and the identity provider of a county that has one. */
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import { SignInAttempts } from './identity/attempts.ts';
import type { AuditLog } from './identity/audit-log.ts';
import type { Identity } from './identity/identity.ts';
import { Provider } from './identity/provider.ts';
import { addProviderRoutes, providerAddress } from './identity/provider-routes.ts';
import { addSessionRoutes } from './identity/routes.ts';
import { SignIn } from './identity/sign-in.ts';
import type { SharedClock } from './threads/clock.ts';

export interface SignInParts {
  config: Pick<Config, 'provider'>;
  http: HttpApp;
  identity: Identity;
  audit: AuditLog;
  engine: Pick<Engine, 'writer' | 'passing'>;
  clock: SharedClock;
  onError: (error: unknown) => void;
}

export function addSigningIn(parts: SignInParts): void {
  const { config, http, identity, audit, engine, clock, onError } = parts;
  const store = engine.writer.call;
  const now = (): number => clock.now();
  const signIn = new SignIn({
    identity,
    attempts: new SignInAttempts(engine.passing),
    store,
    audit: (entry) => audit.record(entry),
    clock: now,
  });
  const label = config.provider?.label;
  addSessionRoutes(http, {
    identity,
    signIn,
    provider: label === undefined ? undefined : { label, address: providerAddress },
  });
  if (config.provider)
    addProviderRoutes(http, {
      provider: new Provider(config.provider, engine.passing, now),
      identity,
      signIn,
      store,
      onError,
    });
}
