import { afterAll } from 'vitest';
import { openPostgres } from '../../../../server/store/postgres/open.ts';
import { makeDatabase, type TestDatabase } from '../../../support/postgres.ts';
import { describeStore } from '../../../support/store-contract.ts';
import { takeTimeForPostgres } from '../../../support/take-time.ts';

takeTimeForPostgres();

const databases: TestDatabase[] = [];
afterAll(() => Promise.all(databases.map((database) => database.drop())));

describeStore('PostgreSQL', async () => {
  const database = await makeDatabase();
  databases.push(database);
  return openPostgres(database.url);
});
