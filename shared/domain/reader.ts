/** Who reads, and what he may see (contract §4 and §7). */
import { parseScope, type Scope } from './place.ts';
import type { SiteRegister } from './site-register.ts';

export type Role = 'leader' | 'operator' | 'admin';

/** `masked` readers get no personal data; a display sees its own `scope` alone. */
export type Reader =
  | { kind: 'anonymous'; masked: true; scope?: undefined }
  | { kind: 'display'; id: string; name: string; masked: true; scope: string }
  | { kind: 'user'; name: string; role: Role; masked: boolean; scope?: undefined };

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
