/** Keys and displays, and the secrets of this database. */
import { randomBytes } from 'node:crypto';
import type {
  Accounts,
  Credentials,
  DisplayRow,
  DisplayRowChange,
  LastUse,
  StationKeyRow,
} from '../store.ts';
import type { Connection, SqlValue } from './connection.ts';

export async function credentialsVersion(connection: Connection): Promise<number> {
  const row = await connection.one<[string]>(`select value from meta where name = 'credentials'`);
  return Number(row?.[0] ?? 0);
}

type KeyFields = [string, string, string, string, number, number | null];

export async function credentialsOf(connection: Connection): Promise<Omit<Credentials, keyof Accounts>> {
  const columns = 'hash, created_at, revoked_at';
  const [version, keys, displays] = await Promise.all([
    credentialsVersion(connection),
    connection.all<KeyFields>(`select id, site, label, ${columns} from station_key order by created_at, id`),
    connection.all<KeyFields>(`select id, name, scope, ${columns} from display order by created_at, id`),
  ]);
  return {
    version,
    keys: keys.map(([id, site, label, hash, createdAt, revokedAt]): StationKeyRow => {
      const key = { id, site, label, hash, createdAt };
      return revokedAt === null ? key : { ...key, revokedAt };
    }),
    displays: displays.map(([id, name, scope, hash, createdAt, revokedAt]): DisplayRow => {
      const display = { id, name, scope, hash, createdAt };
      return revokedAt === null ? display : { ...display, revokedAt };
    }),
  };
}

/** Every change moves the version, by which other processes see it; `work` answers how many rows it changed. */
export function changeCredentials(connection: Connection, work: () => Promise<number>): Promise<boolean> {
  return connection.write(async () => {
    const changed = (await work()) > 0;
    if (changed)
      await connection.run(`update meta set value = (value::bigint + 1)::text where name = 'credentials'`);
    return changed;
  });
}

const change = (connection: Connection, sql: string, ...values: SqlValue[]): Promise<boolean> =>
  changeCredentials(connection, () => connection.run(sql, ...values));

export async function addKey(connection: Connection, key: StationKeyRow): Promise<void> {
  const { id, site, label, hash, createdAt, revokedAt } = key;
  const sql = 'insert into station_key values ($1, $2, $3, $4, $5, $6)';
  await change(connection, sql, id, site, label, hash, createdAt, revokedAt ?? null);
}

export async function addDisplay(connection: Connection, display: DisplayRow): Promise<void> {
  const { id, name, scope, hash, createdAt, revokedAt } = display;
  const sql = 'insert into display values ($1, $2, $3, $4, $5, $6)';
  await change(connection, sql, id, name, scope, hash, createdAt, revokedAt ?? null);
}

/** False where there is no such display in force. */
export const changeDisplay = (
  connection: Connection,
  id: string,
  { name, scope }: DisplayRowChange,
): Promise<boolean> =>
  change(
    connection,
    `update display set name = coalesce($1, name), scope = coalesce($2, scope)
    where id = $3 and revoked_at is null`,
    name ?? null,
    scope ?? null,
    id,
  );

export async function noteUses(connection: Connection, uses: readonly LastUse[]): Promise<void> {
  if (uses.length === 0) return;
  await connection.run(
    `insert into last_use as l
    select actor, max(at) from unnest($1::text[], $2::bigint[]) u (actor, at) group by actor order by actor
    on conflict (actor) do update set at = greatest(l.at, excluded.at)`,
    uses.map(({ actor }) => actor),
    uses.map(({ at }) => at),
  );
}

export async function lastUses(connection: Connection): Promise<LastUse[]> {
  const rows = await connection.all<[string, number]>('select actor, at from last_use order by actor');
  return rows.map(([actor, at]) => ({ actor, at }));
}

/** False where there is no such key, or it is revoked already. */
export const revoke = (
  connection: Connection,
  table: 'station_key' | 'display' | 'api_token',
  id: string,
  at: number,
): Promise<boolean> =>
  change(connection, `update ${table} set revoked_at = $1 where id = $2 and revoked_at is null`, at, id);

export async function secretOf(connection: Connection, name: string): Promise<string | undefined> {
  return (await connection.one<[string]>('select value from secret where name = $1', name))?.[0];
}

/** Makes a secret of 256 random bits, in hex, unless there is one: two processes get the same. */
export async function makeSecret(connection: Connection, name: string): Promise<string> {
  const made = randomBytes(32).toString('hex');
  await connection.run('insert into secret values ($1, $2) on conflict do nothing', name, made);
  return (await secretOf(connection, name)) ?? made;
}

/** False where there is another one. */
export async function adoptSecret(connection: Connection, name: string, value: string): Promise<boolean> {
  await connection.run('insert into secret values ($1, $2) on conflict do nothing', name, value);
  return (await secretOf(connection, name)) === value;
}
