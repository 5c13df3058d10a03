/** Whole copies of a database: made while others write, put back only where nobody has it open. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type CopyContents, StoreError } from '../store.ts';
import { Connection } from './connection.ts';
import { secretOf } from './credential-rows.ts';
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

/** What a copy holds, of this or an older version; throws where it is none. */
export function describeFile(file: string): CopyContents {
  if (!existsSync(file)) throw new StoreError('not-a-store', `There is no file ${file}.`);
  let connection: Connection | undefined;
  try {
    connection = new Connection(file, 'read');
    checkSchema(connection);
    const counties = connection
      .all<[string, string, number | null]>(
        `select c.code, c.body ->> '$.profile.name', n.seq
        from county c left join counter n on n.county = c.code order by c.code`,
      )
      .map(([code, name, seq]) => ({ code, name, seq: seq ?? 0 }));
    const secret = secretOf(connection, 'digest');
    const installation = secret && createHash('sha256').update(`installation ${secret}`).digest('hex');
    return { counties, ...(installation && { installation }) };
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

/** A second name for the file: whoever is interrupted here finds it under one of the two, or both. */
function keepFormer(file: string, keep: string): void {
  try {
    linkSync(file, keep);
  } catch (error) {
    // Interrupted after this point and begun again, what has been put in place must not take the name of the former.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/**
 * Replaces a database by a copy of it; the former one keeps the other name that it is given. Nothing is touched unless
 * the copy is whole and nobody uses the database.
 */
export function restore(copy: string, file: string, keep?: string): void {
  verifyFile(copy);
  if (existsSync(file)) requireUnused(file);
  else mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    copyFileSync(copy, partial);
    if (keep !== undefined && existsSync(file)) keepFormer(file, keep);
    for (const log of ['-wal', '-shm']) rmSync(file + log, { force: true });
    install(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}
