/** Whole copies of a database: made while others write, put back only where nobody has it open. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../store.ts';
import { Connection } from './connection.ts';
import { checkSchema } from './schema.ts';

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Puts a finished file in its place, so that it is there whole or not at all, even after a loss of power. */
function install(partial: string, file: string): void {
  sync(partial);
  renameSync(partial, file);
  sync(dirname(file));
}

/** Throws where a file is not a database of ours, is of a newer version, or is damaged. */
export function verifyFile(file: string): void {
  if (!existsSync(file)) throw new StoreError('not-a-store', `There is no file ${file}.`);
  let connection: Connection | undefined;
  try {
    connection = new Connection(file, 'read');
    checkSchema(connection);
    const found = connection.one<[string]>('pragma integrity_check(1)')?.[0];
    if (found !== 'ok') throw new StoreError('not-a-store', `The database ${file} is damaged: ${found}`);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('not-a-store', `The file ${file} cannot be read as a database: ${String(error)}`);
  } finally {
    connection?.close();
  }
}

/** Copies what one connection sees, verifies the copy and only then gives it its name. */
export function backup(connection: Connection, file: string): void {
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    connection.run('vacuum into ?', partial);
    verifyFile(partial);
    install(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}

const busy = 5;

/**
 * Leaving the write-ahead log needs the file alone, and folds the log into it. A file that is too damaged to be opened
 * is nobody's: putting a copy in its place is what a backup is for.
 */
function requireUnused(file: string): void {
  let connection: Connection | undefined;
  try {
    connection = new Connection(file, 'write');
    connection.execute('pragma busy_timeout = 0; pragma journal_mode = delete');
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy)
      throw new StoreError('in-use', `The database ${file} is in use; stop the server first.`);
  } finally {
    connection?.close();
  }
}

/** Replaces a database by a copy of it. Nothing is touched unless the copy is whole and nobody uses the database. */
export function restore(copy: string, file: string): void {
  verifyFile(copy);
  if (existsSync(file)) requireUnused(file);
  else mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    copyFileSync(copy, partial);
    for (const log of ['-wal', '-shm']) rmSync(file + log, { force: true });
    install(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}
