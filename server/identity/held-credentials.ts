/** Keys, displays, users, sessions and tokens as they were read last. */
import type {
  ApiTokenRow,
  Credentials,
  DisplayRow,
  SessionRow,
  StationKeyRow,
  UserRow,
} from '../store/store.ts';
import { matches } from './tokens.ts';

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

export class HeldCredentials {
  keys = new Map<string, StationKeyRow>();
  displays = new Map<string, DisplayRow>();
  users = new Map<string, UserRow>();
  sessions = new Map<string, SessionRow>();
  tokens = new Map<string, ApiTokenRow>();

  /** Takes what was read; answers the displays that have another name or place than before. */
  take({ keys, displays, users, sessions, tokens }: Credentials): string[] {
    const before = this.displays;
    this.keys = byId(keys);
    this.displays = byId(displays);
    this.users = new Map(users.map((user) => [user.name, user]));
    this.sessions = byId(sessions);
    this.tokens = byId(tokens);
    const moved = displays.filter(({ id, name, scope }) => {
      const known = before.get(id);
      return known && (known.name !== name || known.scope !== scope);
    });
    return moved.map(({ id }) => id);
  }

  enabled(name: string | undefined): UserRow | undefined {
    const user = this.users.get(name ?? '');
    return user?.disabledAt === undefined ? user : undefined;
  }
}

/** The row of a secret, unless it was revoked or the secret is another one. */
export function inForce<T extends StationKeyRow | DisplayRow | ApiTokenRow>(
  row: T | undefined,
  secret: string,
): T | undefined {
  return row && row.revokedAt === undefined && matches(secret, row.hash) ? row : undefined;
}
