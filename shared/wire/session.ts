/** Signing in (contract §7): shapes that both sides use. */
import type { Role } from '../domain/reader.ts';

/** `GET /api/v1/session`, and the answer to `POST /api/v1/session` with {@link SignIn}. */
export interface SessionAnswer {
  name: string;
  role: Role;
  /** To be sent as `x-csrf-token` with every request that changes something. */
  csrf: string;
  /** Nothing else is allowed before the first password has been changed. */
  mustChangePassword: boolean;
  /** After this many minutes without a request the session is over. */
  idleMinutes: number;
}

export interface SignIn {
  name: string;
  password: string;
}

export interface PasswordChange {
  old: string;
  new: string;
}

/** Ways to sign in that this server offers. */
export interface SignInWays {
  password: boolean;
  /** Label and address of the government identity provider, where there is one. */
  provider?: { label: string; address: string };
}
