/** The tables, as a list of steps: a database remembers how many it has taken and takes the rest when it is opened. */
import { StoreError } from '../store.ts';
import type { Connection } from './connection.ts';
import { schemaSteps } from './schema-steps.ts';

/** Marks the tables as ours. */
const program = 'civilization-practice-cockpit';
/** What servers that start at the same time wait for. */
const migrationLock = 0x57_4d_53_4a;
/** Earlier versions are not tried any more. */
const oldestServer = 130_000;

/** The step that the database stands at; none where it is empty. */
async function versionOf(connection: Connection): Promise<number | undefined> {
  const tables = await connection.all<[string]>(
    'select tablename::text from pg_tables where schemaname = current_schema()',
  );
  if (tables.length === 0) return undefined;
  const [row] = tables.some(([name]) => name === 'schema_version')
    ? await connection.all<[number, string]>('select version, program from schema_version')
    : [];
  if (row?.[1] !== program)
    throw new StoreError(
      'not-a-store',
      'This database holds tables of another program; give the cockpit its own.',
    );
  return row[0];
}

/** Refuses a server that is too old, and a database that could not hold every name. */
async function checkServer(connection: Connection): Promise<void> {
  const [version = 0, encoding] =
    (await connection.one<[number, string]>(
      `select current_setting('server_version_num')::int, current_setting('server_encoding')`,
    )) ?? [];
  if (version < oldestServer)
    throw new StoreError('unsupported-url', 'DATABASE_URL: PostgreSQL 13 or newer is needed.');
  if (encoding !== 'UTF8')
    throw new StoreError(
      'unsupported-url',
      'DATABASE_URL: the database must be made with the encoding UTF8.',
    );
}

/** Refuses a database that another program or a newer version of this one has made. */
async function checkedVersion(connection: Connection, steps: readonly string[]): Promise<number | undefined> {
  const version = await versionOf(connection);
  if (version !== undefined && version > steps.length)
    throw new StoreError(
      'newer-database',
      `This database has schema ${version}, made by a newer version; this one knows up to ${steps.length}. Upgrade the server.`,
    );
  return version;
}

/** Refuses a database that lacks steps, for those who may not take them. */
export async function requireCurrentSchema(connection: Connection, steps = schemaSteps): Promise<void> {
  await checkServer(connection);
  if (((await checkedVersion(connection, steps)) ?? 0) < steps.length)
    throw new StoreError(
      'older-database',
      'This database is of an older version; start the server once first.',
    );
}

/** Takes the steps that the database has not taken yet, all in one transaction; servers that start together once. */
export async function migrate(connection: Connection, steps = schemaSteps): Promise<void> {
  await checkServer(connection);
  if ((await checkedVersion(connection, steps)) === steps.length) return;
  await connection.write(async () => {
    await connection.one('select pg_advisory_xact_lock($1)', migrationLock);
    const version = await checkedVersion(connection, steps);
    if (version === undefined)
      await connection.execute('create table schema_version (version int not null, program text not null)');
    for (const step of steps.slice(version ?? 0)) await connection.execute(step);
    await connection.run('delete from schema_version');
    await connection.run('insert into schema_version values ($1, $2)', steps.length, program);
  });
}
