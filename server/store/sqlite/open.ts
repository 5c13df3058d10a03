/** Opens the file of a store. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Store, StoreError } from '../store.ts';
import { Connection } from './connection.ts';
import { ReaderPool } from './reader-pool.ts';
import { migrate, requireCurrentSchema } from './schema.ts';
import { schemaSteps } from './schema-steps.ts';
import { SqliteStore } from './sqlite-store.ts';
import { WakeUp } from './wake-up.ts';

/** The file holds personal data: nobody but its owner reads it, nor the log beside it, which takes its mode. */
const fileMode = 0o600;

/**
 * An existing file is never opened here by other means than SQLite's: closing it would let go of the locks that
 * another connection of this process holds on it.
 */
function prepareFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, 'wx', fileMode));
  } catch (error) {
    // It is there; of servers that start together it may have come from another one just now.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    chmodSync(file, fileMode);
  }
}

function openWriter(file: string, steps: readonly string[]): Connection {
  prepareFile(file);
  const writer = new Connection(file, 'write');
  try {
    migrate(writer, steps);
    return writer;
  } catch (error) {
    writer.close();
    throw error;
  }
}

/** A reader changes nothing, so the schema has to be there already. */
function checkReadable(file: string, steps: readonly string[]): void {
  if (!existsSync(file)) throw new StoreError('not-a-store', `There is no database at ${file}.`);
  const connection = new Connection(file, 'read');
  try {
    requireCurrentSchema(connection, steps);
  } finally {
    connection.close();
  }
}

/** `steps` are the schema's; tests open databases of older and newer programs. */
export async function openSqlite(
  path: string,
  options: { readOnly?: boolean } = {},
  steps: readonly string[] = schemaSteps,
): Promise<Store> {
  const file = resolve(path);
  if (!options.readOnly)
    return new SqliteStore(openWriter(file, steps), new ReaderPool(file), new WakeUp(file));
  checkReadable(file, steps);
  return new SqliteStore(undefined, new ReaderPool(file), new WakeUp(file));
}
