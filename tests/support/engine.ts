/** The database that a test runs on: a file, or with `TEST_ENGINE=postgres` one of a PostgreSQL server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatabase, type TestDatabase } from './postgres.ts';

export type Engine = 'sqlite' | 'postgres';

export const engineOfRun: Engine = process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite';

/** A new, empty database. */
export async function databaseOf(engine: Engine = engineOfRun): Promise<TestDatabase> {
  if (engine === 'postgres') return makeDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-'));
  return {
    url: `sqlite:${join(folder, 'cockpit.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}
