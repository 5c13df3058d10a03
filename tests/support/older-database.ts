/** Databases as earlier versions of this program have left them, with what these have shown of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DatabaseSync } from '@photostructure/sqlite';
import { schemaSteps } from '../../server/store/postgres/schema-steps.ts';
import type { Board } from '../../shared/board/board.ts';
import type { SampleEvent } from '../fixtures/sample-events.ts';
import { databaseOf, type Engine } from './engine.ts';
import { runSql, type TestDatabase } from './postgres.ts';

const folder = join(import.meta.dirname, '../fixtures/databases');

export interface OlderDatabase {
  engine: Engine;
  /** Of its schema. */
  version: number;
  /** Of the program. */
  commit: string;
  key: string;
  display: string;
  user?: { name: string; password: string };
  events: SampleEvent[];
  /** By scope. */
  boards: Record<string, { asOf: string; board: Board }>;
}

const read = (file: string): string => gunzipSync(readFileSync(join(folder, file))).toString('utf8');

const stemOf = ({ engine, version }: Pick<OlderDatabase, 'engine' | 'version'>): string =>
  `${engine}-${String(version).padStart(2, '0')}`;

export const olderDatabases: readonly OlderDatabase[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json.gz'))
  .sort()
  .map((file) => JSON.parse(read(file)) as OlderDatabase);

/** Its tables are those of the steps of its time; what these have put in is in the rows again. */
const tablesOf = (version: number): string => `
  create table schema_version (version int not null, program text not null);
  ${schemaSteps.slice(0, version).join('\n')}
  delete from meta;`;

/** Makes it anew, for one test. */
export async function restoreOlder(older: OlderDatabase): Promise<TestDatabase> {
  const sql = read(`${stemOf(older)}.sql.gz`);
  const database = await databaseOf(older.engine);
  if (older.engine === 'postgres') {
    await runSql(database.url, tablesOf(older.version));
    await runSql(database.url, sql);
    return database;
  }
  const file = new DatabaseSync(database.url.replace('sqlite:', ''));
  file.exec(sql);
  file.close();
  return database;
}
