/** The whole server on PostgreSQL: what stations send is on the boards, and nothing depends on the database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/postgres.ts';
import { centerSite, countyCode, type Server, startServer } from '../support/server.ts';
import { ended, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let server: Server;
let key: string;

beforeAll(async () => {
  database = await makeDatabase();
  server = await startServer({ DATABASE_URL: database.url, ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

test('takes events once, shows them, and verifies', async () => {
  const events = [started(centerSite, '板凳课堂'), ended(centerSite, 12), served(centerSite, 90)];
  expect((await server.post(key, JSON.stringify(events))).body).toMatchObject({ accepted: 3, duplicates: 0 });
  expect((await server.post(key, JSON.stringify(events))).body).toMatchObject({ accepted: 0, duplicates: 3 });
  const conflict = JSON.stringify({ ...events[2], type: 'site.heartbeat', data: {} });
  expect((await server.post(key, conflict)).body.results?.[0]).toMatchObject({ code: 'id-conflict' });
  await until('the board shows them', async () =>
    (await server.get(`snapshot?scope=area:${countyCode}`)).text.includes('板凳课堂'),
  );
  expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
  expect((await server.journal()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('refuses what no database could keep, and finds nothing where such is asked for', async () => {
  const odd = JSON.stringify({ ...served(centerSite, 30), id: 'a\0b' });
  expect((await server.post(key, odd)).status).toBe(422);
  const admin = await server.makeUser('admin');
  const label = await admin.call('POST', 'keys', { site: centerSite, label: 'a\0b' });
  expect(label.status).toBeGreaterThanOrEqual(400);
  expect(label.status).toBeLessThan(500);
  for (const path of ['events/%00', `snapshot?scope=site:%00`, 'audit?search=%00', 'audit?actor=a%00'])
    expect((await admin.call('GET', path)).status, path).toBeLessThan(500);
});
