/** From `DATABASE_URL` to a store: a further kind of database is a folder beside this file and a line in it. */
import { restore } from './sqlite/backup.ts';
import { openSqlite } from './sqlite/open.ts';
import { type Store, StoreError } from './store.ts';

/** The path in `sqlite:PATH`; relative paths start at the working folder. */
function sqlitePath(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url))
    throw new StoreError(
      'unsupported-url',
      'DATABASE_URL: PostgreSQL is not in this build; use sqlite:PATH.',
    );
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path === undefined || path === ':memory:')
    throw new StoreError('unsupported-url', 'DATABASE_URL must be sqlite:PATH with the path of a file.');
  return path;
}

/** Throws a {@link StoreError} with one sentence for a person where the database cannot be opened. */
export async function openStore(url: string, options: { readOnly?: boolean } = {}): Promise<Store> {
  return openSqlite(sqlitePath(url), options);
}

/** Puts a backup in the place of a database that nobody has open. */
export async function restoreStore(url: string, copy: string): Promise<void> {
  restore(copy, sqlitePath(url));
}
