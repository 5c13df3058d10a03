/** The tables, as a list of steps: a database remembers how many it has taken and takes the rest when it is opened. */
import { StoreError } from '../store.ts';
import type { Connection } from './connection.ts';
import { schemaSteps } from './schema-steps.ts';

/** Marks the file as ours, in its header. */
const applicationId = 0x57_4d_53_4a;

interface Header {
  application: number;
  version: number;
  empty: boolean;
}

function headerOf(connection: Connection): Header {
  const pragma = (sql: string): number => connection.one<[number]>(sql)?.[0] ?? 0;
  return {
    application: pragma('select application_id from pragma_application_id'),
    version: pragma('select user_version from pragma_user_version'),
    empty: pragma('select count(*) from sqlite_schema') === 0,
  };
}

/** Refuses a file that another program or a newer version of this one has made. */
export function checkSchema(connection: Connection, steps: readonly string[] = schemaSteps): void {
  const { application, version } = headerOf(connection);
  if (application !== applicationId)
    throw new StoreError('not-a-store', 'This file is not a database of the cockpit.');
  if (version > steps.length)
    throw new StoreError(
      'newer-database',
      `This database has schema ${version}, made by a newer version; this one knows up to ${steps.length}. Upgrade the server.`,
    );
}

/** Refuses a database that lacks steps, for those who may not take them. */
export function requireCurrentSchema(connection: Connection, steps: readonly string[] = schemaSteps): void {
  checkSchema(connection, steps);
  if (headerOf(connection).version < steps.length)
    throw new StoreError(
      'older-database',
      'This database is of an older version; start the server once first.',
    );
}

/** Takes the steps that the database has not taken yet, all in one transaction. */
export function migrate(connection: Connection, steps: readonly string[] = schemaSteps): void {
  const known = headerOf(connection);
  if (known.application === applicationId && known.version === steps.length) return;
  connection.write(() => {
    if (headerOf(connection).empty) connection.execute(`pragma application_id = ${applicationId}`);
    checkSchema(connection, steps);
    for (const step of steps.slice(headerOf(connection).version)) connection.execute(step);
    connection.execute(`pragma user_version = ${steps.length}`);
  });
}
