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
import type { Connection } from './connection.ts';

export const credentialsVersion = (connection: Connection): number =>
  Number(connection.one<[string]>(`select value from meta where name = 'credentials'`)?.[0] ?? 0);

type KeyFields = [string, string, string, string, number, number | null];

export function credentialsOf(connection: Connection): Omit<Credentials, keyof Accounts> {
  const columns = 'hash, created_at, revoked_at';
  const keys = connection
    .all<KeyFields>(`select id, site, label, ${columns} from station_key order by created_at, id`)
    .map(([id, site, label, hash, createdAt, revokedAt]): StationKeyRow => {
      const key = { id, site, label, hash, createdAt };
      return revokedAt === null ? key : { ...key, revokedAt };
    });
  const displays = connection
    .all<KeyFields>(`select id, name, scope, ${columns} from display order by created_at, id`)
    .map(([id, name, scope, hash, createdAt, revokedAt]): DisplayRow => {
      const display = { id, name, scope, hash, createdAt };
      return revokedAt === null ? display : { ...display, revokedAt };
    });
  return { version: credentialsVersion(connection), keys, displays };
}

/** Every change moves the version, by which other processes see it; `work` answers how many rows it changed. */
export function changeCredentials(connection: Connection, work: () => number): boolean {
  return connection.write(() => {
    const changed = work() > 0;
    if (changed) connection.run(`update meta set value = value + 1 where name = 'credentials'`);
    return changed;
  });
}

const change = (connection: Connection, sql: string, ...values: (string | number | null)[]): boolean =>
  changeCredentials(connection, () => connection.run(sql, ...values));

export function addKey(connection: Connection, key: StationKeyRow): void {
  const { id, site, label, hash, createdAt, revokedAt } = key;
  const sql = 'insert into station_key values (?, ?, ?, ?, ?, ?)';
  change(connection, sql, id, site, label, hash, createdAt, revokedAt ?? null);
}

export function addDisplay(connection: Connection, display: DisplayRow): void {
  const { id, name, scope, hash, createdAt, revokedAt } = display;
  const sql = 'insert into display values (?, ?, ?, ?, ?, ?)';
  change(connection, sql, id, name, scope, hash, createdAt, revokedAt ?? null);
}

/** False where there is no such display in force. */
export const changeDisplay = (
  connection: Connection,
  id: string,
  { name, scope }: DisplayRowChange,
): boolean =>
  change(
    connection,
    `update display set name = ifnull(?, name), scope = ifnull(?, scope) where id = ? and revoked_at is null`,
    name ?? null,
    scope ?? null,
    id,
  );

export function noteUses(connection: Connection, uses: readonly LastUse[]): void {
  if (uses.length === 0) return;
  connection.write(() => {
    for (const { actor, at } of uses)
      connection.run(
        'insert into last_use values (?, ?) on conflict (actor) do update set at = max(at, excluded.at)',
        actor,
        at,
      );
  });
}

export const lastUses = (connection: Connection): LastUse[] =>
  connection.all<[string, number]>('select actor, at from last_use').map(([actor, at]) => ({ actor, at }));

/** False where there is no such key, or it is revoked already. */
export const revoke = (
  connection: Connection,
  table: 'station_key' | 'display' | 'api_token',
  id: string,
  at: number,
): boolean =>
  change(connection, `update ${table} set revoked_at = ? where id = ? and revoked_at is null`, at, id);

export const secretOf = (connection: Connection, name: string): string | undefined =>
  connection.one<[string]>('select value from secret where name = ?', name)?.[0];

/** Makes a secret of 256 random bits, in hex, unless there is one: two processes get the same. */
export function makeSecret(connection: Connection, name: string): string {
  return connection.write(() => {
    const known = secretOf(connection, name);
    if (known !== undefined) return known;
    const made = randomBytes(32).toString('hex');
    connection.run('insert into secret values (?, ?)', name, made);
    return made;
  });
}

/** False where there is another one. */
export function adoptSecret(connection: Connection, name: string, value: string): boolean {
  connection.run('insert into secret values (?, ?) on conflict do nothing', name, value);
  return secretOf(connection, name) === value;
}
