/** Users, sessions and API tokens. */
import type { Role } from '../../../shared/domain/reader.ts';
import type { Accounts, ApiTokenRow, SessionRow, UserChange, UserRow } from '../store.ts';
import type { Connection, SqlValue } from './connection.ts';
import { changeCredentials } from './credential-rows.ts';

type UserFields = [string, string, string, string | null, boolean, string | null, number, number | null];

function userOf(fields: UserFields): UserRow {
  const [name, role, displayName, passwordHash, mustChangePassword, subject, createdAt, disabledAt] = fields;
  return {
    name,
    role: role as Role,
    displayName,
    ...(passwordHash !== null && { passwordHash }),
    mustChangePassword,
    ...(subject !== null && { subject }),
    createdAt,
    ...(disabledAt !== null && { disabledAt }),
  };
}

export async function accountsOf(connection: Connection): Promise<Accounts> {
  const [users, sessions, tokens] = await Promise.all([
    connection.all<UserFields>(
      `select name, role, display_name, password_hash, must_change, subject, created_at, disabled_at
       from user_account order by created_at, name`,
    ),
    connection.all<[string, string, string, number, number, string]>(
      'select id, user_name, hash, created_at, used_at, begun_by from session order by created_at, id',
    ),
    connection.all<[string, string, string, string, number, number | null]>(
      'select id, user_name, label, hash, created_at, revoked_at from api_token order by created_at, id',
    ),
  ]);
  return {
    users: users.map(userOf),
    sessions: sessions.map(([id, user, hash, createdAt, usedAt, by]): SessionRow => {
      return { id, user, by: by === 'provider' ? by : 'password', hash, createdAt, usedAt };
    }),
    tokens: tokens.map(([id, user, label, hash, createdAt, revokedAt]): ApiTokenRow => {
      const token = { id, user, label, hash, createdAt };
      return revokedAt === null ? token : { ...token, revokedAt };
    }),
  };
}

export const addUser = (connection: Connection, user: UserRow): Promise<boolean> =>
  changeCredentials(connection, () => {
    const { name, role, displayName, passwordHash, mustChangePassword, subject, createdAt, disabledAt } =
      user;
    return connection.run(
      'insert into user_account values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
      name,
      role,
      displayName,
      passwordHash ?? null,
      mustChangePassword,
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
    ['must_change', mustChangePassword],
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
): Promise<boolean> =>
  changeCredentials(connection, async () => {
    const set = settings(change);
    const columns = set.map(([column], index) => `${column} = $${index + 2}`).join(', ') || 'name = name';
    const values = set.map(([, value]) => value);
    const changed = await connection.run(
      `update user_account set ${columns} where name = $1`,
      name,
      ...values,
    );
    await connection.run(
      'delete from session where user_name = $1 and id is distinct from $2',
      name,
      keptSession ?? null,
    );
    return changed;
  });

export const addSession = (connection: Connection, session: SessionRow): Promise<boolean> =>
  changeCredentials(connection, () => {
    const { id, user, by, hash, createdAt, usedAt } = session;
    const sql = 'insert into session values ($1, $2, $3, $4, $5, $6)';
    return connection.run(sql, id, user, hash, createdAt, usedAt, by);
  });

export async function endSessions(connection: Connection, ids: readonly string[]): Promise<number> {
  let ended = 0;
  await changeCredentials(connection, async () => {
    ended = await connection.run('delete from session where id = any($1::text[])', ids);
    return ended;
  });
  return ended;
}

export async function useSessions(
  connection: Connection,
  used: readonly { id: string; usedAt: number }[],
): Promise<void> {
  if (used.length === 0) return;
  await connection.run(
    `update session s set used_at = k.used_at
    from (select id, max(used_at) as used_at from unnest($1::text[], $2::bigint[]) u (id, used_at) group by id) k
    where s.id = k.id and s.used_at < k.used_at`,
    used.map(({ id }) => id),
    used.map(({ usedAt }) => usedAt),
  );
}

export const addToken = (connection: Connection, token: ApiTokenRow): Promise<boolean> =>
  changeCredentials(connection, () => {
    const { id, user, label, hash, createdAt, revokedAt } = token;
    const sql = 'insert into api_token values ($1, $2, $3, $4, $5, $6)';
    return connection.run(sql, id, user, label, hash, createdAt, revokedAt ?? null);
  });
