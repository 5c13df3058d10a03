/** From `DATABASE_URL` to a store: a further kind of database is a folder beside this file and a line in it. */
import { resolve } from 'node:path';
import { describeFile, restore, verifyFile } from './sqlite/backup.ts';
import { openSqlite } from './sqlite/open.ts';
import { type CopyContents, type Store, StoreError } from './store.ts';

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\/./.test(url);

/** The path in `sqlite:PATH`; relative paths start at the working folder. */
function sqlitePath(url: string): string {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path === undefined || path === ':memory:')
    throw new StoreError(
      'unsupported-url',
      'DATABASE_URL must be sqlite:PATH with the path of a file, or postgres://USER:PASSWORD@HOST/DATABASE.',
    );
  return path;
}

/** Throws a {@link StoreError} with one sentence for a person where the database cannot be opened. */
export async function openStore(url: string, options: { readOnly?: boolean } = {}): Promise<Store> {
  if (!isPostgres(url)) return openSqlite(sqlitePath(url), options);
  // Whoever runs on a file does not wait for the driver of a server.
  const { openPostgres } = await import('./postgres/open.ts');
  return openPostgres(url, options);
}

/** The file of an embedded database; undefined where a database server keeps the data, and its own tools copy it. */
export const storeFile = (url: string): string | undefined =>
  isPostgres(url) ? undefined : resolve(sqlitePath(url));

/** What a backup holds; throws where it is none, or of a newer version. */
export const describeCopy = (file: string): CopyContents => describeFile(file);

/** Reads a backup through; throws where it is damaged. */
export const verifyCopy = (file: string): void => verifyFile(file);

/** Puts a backup in the place of a database that nobody has open; the former one is kept where a name is given. */
export async function restoreStore(url: string, copy: string, keep?: string): Promise<void> {
  if (isPostgres(url))
    throw new StoreError('unsupported-backup', 'A PostgreSQL database is restored by pg_restore.');
  restore(copy, sqlitePath(url), keep);
}
