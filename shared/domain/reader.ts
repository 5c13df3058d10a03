/** Who reads, and what he may see (contract §4 and §7). */
import { parseScope, type Scope } from './place.ts';
import type { SiteRegister } from './site-register.ts';

export type Role = 'leader' | 'operator' | 'admin';

/**
 * A display sees its own `scope` alone. A user comes by the session of a page, or by an API token, with which he may
 * only read; `session` is the id of the one or the other.
 */
export type Reader =
  | { kind: 'anonymous'; scope?: undefined }
  | { kind: 'display'; id: string; name: string; scope: string }
  | {
      kind: 'user';
      name: string;
      role: Role;
      by: 'session' | 'token';
      session: string;
      scope?: undefined;
    };

/**
 * How much of persons leaves the server for a reader (contract §7). `public`: the members of contract §3, titles as on
 * boards · `inside`: titles as they were written too · `masked-contacts`: contact data and comments too, masked ·
 * `open-contacts`: contact data of open orders as it is, of others masked. Volunteers are pseudonyms for everybody.
 */
export type Sight = 'public' | 'inside' | 'masked-contacts' | 'open-contacts';

const sightOfRole: Readonly<Record<Role, Sight>> = {
  leader: 'masked-contacts',
  operator: 'open-contacts',
  admin: 'inside',
};

/** An API token goes into other programs, so it never shows contact data as it is. */
export function sightOf(reader: Reader): Sight {
  if (reader.kind !== 'user') return 'public';
  const sight = sightOfRole[reader.role];
  return reader.by === 'token' && sight === 'open-contacts' ? 'masked-contacts' : sight;
}

export const roles: readonly Role[] = ['leader', 'operator', 'admin'];

export function mayRead(reader: Reader, scope: Scope, register: SiteRegister): boolean {
  if (reader.scope === undefined) return true;
  const own = parseScope(reader.scope);
  return own !== undefined && register.covers(own, scope);
}

/** The name of a reader in the audit log. */
export function actorOf(reader: Reader): string {
  if (reader.kind === 'anonymous') return 'anonymous';
  return reader.kind === 'display' ? `display:${reader.id}` : `user:${reader.name}`;
}

/**
 * Who may call a route. `public`: anybody · `station`: a station key, which the route itself looks at · `reader`:
 * whoever may read · `user`: whoever has signed in · otherwise users of these roles.
 */
export type Access = 'public' | 'station' | 'reader' | 'user' | readonly Role[];

/** What a request brings to show who it is. */
export interface Presented {
  authorization?: string | undefined;
  cookie?: string | undefined;
  /** It came by https, where another cookie counts than on plain http. */
  secure?: boolean;
  /** The page asks by itself; that keeps no session open. */
  unattended?: boolean;
  /** Of the handshake of a socket. */
  token?: string | undefined;
}

export type ReaderDecision =
  /**
   * `csrf`: what a page of this session must send with everything that changes something. `mustChangePassword`: until
   * then nothing else is allowed.
   */
  | { ok: true; reader: Reader; csrf?: string; mustChangePassword?: boolean }
  /** 401: none, unknown or revoked; 403: a station key, which may write and nothing else. */
  | { ok: false; status: 401 | 403 };
