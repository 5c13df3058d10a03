/** Signing in (contract §7): shapes that both sides use. */
import type { Role } from '../domain/reader.ts';

/** `GET /api/v1/session`, and the answer to `POST /api/v1/session` with {@link SignIn}. */
export interface SessionAnswer {
  name: string;
  /** How the screens call the person; empty where nobody said. */
  displayName: string;
  role: Role;
  /** To be sent as `x-csrf-token` with every request that changes something. */
  csrf: string;
  /** Nothing else is allowed before the first password has been changed. */
  mustChangePassword: boolean;
  /** After this many minutes without a request the session is over. */
  idleMinutes: number;
  /** However busy it is, it ends at this instant (RFC 3339). */
  endsAt: string;
}

export interface SignIn {
  name: string;
  password: string;
}

/** `POST /api/v1/session/password`, answered by the new session: every other one of the user has ended. */
export interface PasswordChange {
  old: string;
  new: string;
}

/** Ways to sign in that this server offers: `GET /api/v1/session/ways`. */
export interface SignInWays {
  password: boolean;
  /** Label and address of the government identity provider, where there is one. */
  provider?: { label: string; address: string };
}

export const csrfHeader = 'x-csrf-token';

/** Sent with what a page asks by itself: nobody has to be there for that, so it keeps no session open. */
export const unattendedHeader = 'x-unattended';

/** Why a sign-in by the identity provider came to nothing: `/sign-in?problem=…`. */
export const providerProblems = [
  'denied',
  'unknown-user',
  'disabled',
  'expired',
  'unavailable',
  'refused',
] as const;
export type ProviderProblem = (typeof providerProblems)[number];

/** An address of this very server, as far as a browser can be trusted to read it: `//host` is another one. */
export const isOwnPath = (text: string): boolean => /^\/(?!\/)[\w\-./~:?#@!$&'()*+,;=%]*$/.test(text);
