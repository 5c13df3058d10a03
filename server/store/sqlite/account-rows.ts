/** Users, sessions and API tokens. */
import type { Role } from '../../../shared/domain/reader.ts';
import type { Accounts, ApiTokenRow, SessionRow, UserChange, UserRow } from '../store.ts';
import type { Connection, SqlValue } from './connection.ts';
import { changeCredentials } from './credential-rows.ts';

type UserFields = [string, string, string, string | null, number, string | null, number, number | null];

function userOf(fields: UserFields): UserRow {
  const [name, role, displayName, passwordHash, mustChange, subject, createdAt, disabledAt] = fields;
  return {
    name,
    role: role as Role,
    displayName,
    ...(passwordHash !== null && { passwordHash }),
    mustChangePassword: mustChange === 1,
    ...(subject !== null && { subject }),
    createdAt,
    ...(disabledAt !== null && { disabledAt }),
  };
}

export function accountsOf(connection: Connection): Accounts {
  const users = connection
    .all<UserFields>(
      `select name, role, display_name, password_hash, must_change, subject, created_at, disabled_at
       from user_account order by created_at, name`,
    )
    .map(userOf);
  const sessions = connection
    .all<[string, string, string, number, number, string]>(
      'select id, user, hash, created_at, used_at, begun_by from session order by created_at, id',
    )
    .map(([id, user, hash, createdAt, usedAt, by]): SessionRow => {
      return { id, user, by: by === 'provider' ? by : 'password', hash, createdAt, usedAt };
    });
  const tokens = connection
    .all<[string, string, string, string, number, number | null]>(
      'select id, user, label, hash, created_at, revoked_at from api_token order by created_at, id',
    )
    .map(([id, user, label, hash, createdAt, revokedAt]): ApiTokenRow => {
      const token = { id, user, label, hash, createdAt };
      return revokedAt === null ? token : { ...token, revokedAt };
    });
  return { users, sessions, tokens };
}

export const addUser = (connection: Connection, user: UserRow): boolean =>
  changeCredentials(connection, () => {
    const { name, role, displayName, passwordHash, mustChangePassword, subject, createdAt, disabledAt } =
      user;
    return connection.run(
      'insert into user_account values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
      name,
      role,
      displayName,
      passwordHash ?? null,
      mustChangePassword ? 1 : 0,
      subject ?? null,
      createdAt,
      disabledAt ?? null,
    );
  });

/** The columns that a change sets, with their new values. */
function settings(change: UserChange): [string, SqlValue][] {
  const { role, displayName, passwordHash, mustChangePassword, subject, disabledAt } = change;
  const values: [string, SqlValue | undefined][] = [
    ['role', role],
    ['display_name', displayName],
    ['password_hash', passwordHash],
    ['must_change', mustChangePassword === undefined ? undefined : Number(mustChangePassword)],
    ['subject', subject],
    ['disabled_at', disabledAt],
  ];
  return values.filter((entry): entry is [string, SqlValue] => entry[1] !== undefined);
}

export const changeUser = (
  connection: Connection,
  name: string,
  change: UserChange,
  keptSession: string | undefined,
): boolean =>
  changeCredentials(connection, () => {
    const set = settings(change);
    const columns = set.map(([column]) => `${column} = ?`).join(', ') || 'name = name';
    const values = set.map(([, value]) => value);
    const changed = connection.run(`update user_account set ${columns} where name = ?`, ...values, name);
    connection.run('delete from session where user = ? and id is not ?', name, keptSession ?? null);
    return changed;
  });

export const addSession = (connection: Connection, session: SessionRow): boolean =>
  changeCredentials(connection, () => {
    const { id, user, by, hash, createdAt, usedAt } = session;
    const sql = 'insert into session values (?, ?, ?, ?, ?, ?)';
    return connection.run(sql, id, user, hash, createdAt, usedAt, by);
  });

export function endSessions(connection: Connection, ids: readonly string[]): number {
  let ended = 0;
  changeCredentials(connection, () => {
    for (const id of ids) ended += connection.run('delete from session where id = ?', id);
    return ended;
  });
  return ended;
}

export function useSessions(connection: Connection, used: readonly { id: string; usedAt: number }[]): void {
  if (used.length === 0) return;
  connection.write(() => {
    for (const { id, usedAt } of used)
      connection.run('update session set used_at = ? where id = ? and used_at < ?', usedAt, id, usedAt);
  });
}

export const addToken = (connection: Connection, token: ApiTokenRow): boolean =>
  changeCredentials(connection, () => {
    const { id, user, label, hash, createdAt, revokedAt } = token;
    return connection.run(
      'insert into api_token values (?, ?, ?, ?, ?, ?)',
      id,
      user,
      label,
      hash,
      createdAt,
      revokedAt ?? null,
    );
  });
