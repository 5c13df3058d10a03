/**
 * A server of today on databases that earlier versions have left: it brings them up to date by itself and shows the
 * figures that they showed, whoever had access has it still, and the journal goes on. `tests/fixtures/README.md` tells
 * how they were made.
 */
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { schemaSteps as ofPostgres } from '../../server/store/postgres/schema-steps.ts';
import { schemaSteps as ofSqlite } from '../../server/store/sqlite/schema-steps.ts';
import { SharedClock } from '../../server/threads/clock.ts';
import type { Board } from '../../shared/board/board.ts';
import { databaseOf, type Engine } from '../support/engine.ts';
import { type OlderDatabase, olderDatabases, restoreOlder } from '../support/older-database.ts';
import { runSql } from '../support/postgres.ts';
import { centerSite, type Server, startServer } from '../support/server.ts';
import { startProcess } from '../support/server-process.ts';
import { signIn } from '../support/signed-in.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Verified {
  ok: boolean;
  counties: { seq: number }[];
}

const boardOf = async (server: Server, scope: string): Promise<Board> =>
  (await server.get<{ board: Board }>(`snapshot?scope=${scope}`)).body.board;

/** Figures by their paths. */
function figuresOf(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => figuresOf(inner, path ? `${path}.${name}` : name));
}

/** What boards have got since, with the first schema that had it; figures that were there are as they were. */
const added: readonly { since: number; path: RegExp }[] = [
  { since: 4, path: /^queue\.|^coverage\.circles\./ },
  // More rules than there were, which look further back.
  { since: 11, path: /^alerts\./ },
];
/** The figure that counts what has been added. */
const counts = { since: 11, path: 'now.alerts' };

/** What is other than it was: `path: before → now`. */
function differences({ engine, version }: OlderDatabase, before: Board, now: Board): string[] {
  const [old, young] = [new Map(figuresOf(before)), new Map(figuresOf(now))];
  const isOlder = (since: number): boolean => engine === 'sqlite' && version < since;
  const isAdded = (path: string): boolean =>
    (!old.has(path) && added.some((one) => isOlder(one.since) && one.path.test(path))) ||
    (isOlder(counts.since) && path === counts.path);
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((path) => old.get(path) !== young.get(path) && !isAdded(path))
    .map((path) => `${path}: ${old.get(path)} → ${young.get(path)}`);
}

describe.each(olderDatabases)('$engine, schema $version', (older) => {
  test('shows what it showed, lets in whom it let in, and goes on', async () => {
    const database = await restoreOlder(older);
    closing.push(() => database.drop());
    const clock = new SharedClock();
    clock.freeze(Math.max(...Object.values(older.boards).map(({ asOf }) => Date.parse(asOf))));
    const environment = { DATABASE_URL: database.url, ANONYMOUS_READ: 'true' };
    const server = await startServer(environment, { clock });
    closing.push(() => server.stop());

    const events = older.events.length;
    await until('every event is in the figures', async () => {
      const { ok, counties } = (await server.cli('journal', 'verify')) as unknown as Verified;
      return ok && counties[0]?.seq === events;
    });
    for (const [scope, { board }] of Object.entries(older.boards))
      expect(differences(older, board, await boardOf(server, scope)), scope).toEqual([]);
    expect(await server.cli('audit', 'verify')).toMatchObject({ ok: true });

    const [old] = older.events;
    expect((await server.post(older.key, JSON.stringify(old))).body).toMatchObject({ duplicates: 1 });
    const event = { ...started(centerSite), time: new Date(clock.now()).toISOString() };
    const answer = await server.post(older.key, JSON.stringify(event));
    expect(answer.body.results).toMatchObject([{ status: 'accepted', seq: events + 1 }]);
    const county = 'area:330127';
    const running = older.boards[county]?.board.now.activitiesRunning ?? 0;
    await until(
      'the new event is on the board',
      async () => (await boardOf(server, county)).now.activitiesRunning === running + 1,
    );
    expect((await server.get(`snapshot?scope=${county}`, older.display)).status).toBe(200);
    if (older.user) expect(await signIn(server.address, older.user.name, older.user.password)).toBeDefined();
  });
});

describe.each<[Engine, number]>([
  ['sqlite', ofSqlite.length + 1],
  ['postgres', ofPostgres.length + 1],
])('%s', (engine, newer) => {
  test('a database of a newer version is left as it is, and says so', async () => {
    const database = await databaseOf(engine);
    closing.push(() => database.drop());
    const environment = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' };
    await (await startProcess(environment)).stop();
    if (engine === 'postgres') await runSql(database.url, `update schema_version set version = ${newer}`);
    else {
      const file = new DatabaseSync(database.url.replace('sqlite:', ''));
      file.exec(`pragma user_version = ${newer}`);
      file.close();
    }
    await expect(startProcess(environment)).rejects.toThrow(
      `status 1: This database has schema ${newer}, made by a newer version`,
    );
  });
});
