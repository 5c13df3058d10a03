import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, restoreStore } from '../../../../server/store/open-store.ts';
import { openPostgres } from '../../../../server/store/postgres/open.ts';
import { schemaSteps } from '../../../../server/store/postgres/schema-steps.ts';
import type { Store } from '../../../../server/store/store.ts';
import { makeDatabase, runSql, type TestDatabase } from '../../../support/postgres.ts';
import { countyCode, event } from '../../../support/store-contract/samples.ts';
import { takeTimeForPostgres } from '../../../support/take-time.ts';
import { until } from '../../../support/until.ts';

takeTimeForPostgres();

let database: TestDatabase;
const stores: Store[] = [];

beforeEach(async () => {
  database = await makeDatabase();
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await database.drop();
});

async function open(readOnly = false): Promise<Store> {
  const store = await openStore(database.url, { readOnly });
  stores.push(store);
  return store;
}

const seqsOf = async (store: Store): Promise<number[]> =>
  (await store.read((view) => view.journal(countyCode, 0, 10_000, false))).map(({ seq }) => seq);

describe('the address of a database', () => {
  it('says in one sentence what it cannot be', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/there_is_no_such_database';
    await expect(openStore(nowhere.href)).rejects.toMatchObject({ code: 'unsupported-url' });
    nowhere.port = '1';
    await expect(openStore(nowhere.href)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(restoreStore(database.url, 'copy.db')).rejects.toMatchObject({ code: 'unsupported-backup' });
    const store = await open();
    await expect(store.backup('copy.db')).rejects.toMatchObject({ code: 'unsupported-backup' });
  });
});

describe('several servers on one database', () => {
  it('make its tables once, however many start at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => open()));
    const secrets = await Promise.all(all.map((store) => store.secret('digest')));
    expect(new Set(secrets).size).toBe(1);
    expect(await runSql(database.url, 'select version from schema_version')).toEqual([[schemaSteps.length]]);
  });

  it('number events without a gap, and a reader never sees one before those under it', async () => {
    const [one, other] = [await open(), await open()];
    let reading = true;
    const seen = (async () => {
      const reader = await open(true);
      while (reading) {
        const seqs = await seqsOf(reader);
        expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      }
    })();
    const calls = Array.from({ length: 60 }, (_, n) =>
      (n % 2 ? one : other).append([event(`${n} a`), event(`${n % 40} b`), event(`${n} c`)]),
    );
    const outcomes = (await Promise.all(calls)).flat();
    reading = false;
    await seen;
    const accepted = outcomes.flatMap((one) => (one.status === 'accepted' ? [one.seq] : []));
    expect(outcomes.filter(({ status }) => status === 'duplicate')).toHaveLength(20);
    expect(accepted.sort((a, b) => a - b)).toEqual(Array.from({ length: 160 }, (_, index) => index + 1));
  });

  it('project a county one at a time, and take up where the other one was', async () => {
    const [one, other] = [await open(), await open()];
    await one.append(Array.from({ length: 40 }, (_, n) => event(`${n}`)));
    const take = (store: Store) =>
      store.project(countyCode, async (transaction) => {
        const { seq } = await transaction.position();
        const marks = await transaction.marksAfter(seq, 3);
        await transaction.savePosition({ seq: marks.at(-1)?.seq ?? seq, asOf: 0 });
        return marks.map((mark) => mark.seq);
      });
    const taken = await Promise.all(Array.from({ length: 14 }, (_, n) => take(n % 2 ? one : other)));
    expect(taken.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('hear from each other that a county has moved', async () => {
    const [one, other] = [await open(), await open(true)];
    const told: string[] = [];
    other.onWake((county) => told.push(county));
    let n = 0;
    await until('the other one is told', async () => {
      await one.append([event(`${n++}`)]);
      return told.includes(countyCode);
    });
  });

  it('keep one chain of the audit log', async () => {
    const all = [await open(), await open()];
    const entry = { at: 1, actor: 'cli', action: 'x', result: 'done' };
    await Promise.all(Array.from({ length: 20 }, (_, n) => all[n % 2]?.audit([entry, entry])));
    const rows = await (all[0] as Store).auditAfter(0, 99);
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(rows.at(-1)?.hash).toBe((await (all[1] as Store).auditHead())?.hash);
  });
});

describe('what is appended', () => {
  it('is never rewritten, whoever asks', async () => {
    const store = await open();
    await store.append([event('1')]);
    await store.audit([{ at: 1, actor: 'cli', action: 'x', result: 'done' }]);
    for (const sql of [
      `update journal set data = ''`,
      'delete from journal',
      'truncate journal',
      'update audit set at = 2',
      'delete from audit',
      'truncate audit',
    ])
      await expect(runSql(database.url, sql)).rejects.toThrow(/never rewritten or shortened/);
  });

  it('is refused where it could not be stored unchanged, with everything beside it', async () => {
    const store = await open();
    await expect(store.append([event('1'), event('2', { thing: 'a\0b' })])).rejects.toThrow();
    expect(await store.append([event('3')])).toEqual([{ status: 'accepted', seq: 1 }]);
  });
});

describe('the schema', () => {
  it('is brought up to date when an older database is opened, with everything in it', async () => {
    await (await open()).append([event('1')]);
    await expect(
      openPostgres(database.url, { readOnly: true }, [...schemaSteps, 'create table further (n integer)']),
    ).rejects.toMatchObject({ code: 'older-database' });
    const newer = await openPostgres(database.url, {}, [...schemaSteps, 'create table further (n integer)']);
    expect(await newer.append([event('1'), event('2')])).toMatchObject([{ seq: 1 }, { seq: 2 }]);
    await newer.close();
    await expect(openStore(database.url)).rejects.toMatchObject({
      code: 'newer-database',
      message: expect.stringMatching(/newer version.*Upgrade the server\.$/),
    });
  });

  it('is taken whole or not at all', async () => {
    const broken = [...schemaSteps, 'create table further (n integer)', 'create table further (n integer)'];
    await expect(openPostgres(database.url, {}, broken)).rejects.toThrow(/further/);
    await expect(openStore(database.url, { readOnly: true })).rejects.toMatchObject({
      code: 'older-database',
    });
    await open();
  });

  it('is not put into a database of somebody else', async () => {
    await runSql(database.url, 'create table theirs (n integer)');
    await expect(openStore(database.url)).rejects.toMatchObject({ code: 'not-a-store' });
  });
});

describe('a line that is cut', () => {
  const cut = () =>
    runSql(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
    );

  it('is a failure of what was under way, and of nothing after it', async () => {
    const store = await open();
    const told: string[] = [];
    store.onWake((county) => told.push(county));
    await store.append([event('1')]);
    const projecting = store.project(countyCode, async (transaction) => {
      await transaction.savePosition({ seq: 1, asOf: 1 });
      await cut();
      await transaction.savePosition({ seq: 1, asOf: 2 });
    });
    await expect(projecting).rejects.toMatchObject({ code: 'unavailable' });
    await cut();
    let n = 0;
    // A line may be found to be cut only when it is used.
    await until('events come in again', () =>
      store.append([event('2')]).then(
        () => true,
        () => false,
      ),
    );
    expect(await store.append([event('2')])).toEqual([{ status: 'duplicate', seq: 2 }]);
    expect(await store.read((view) => view.position(countyCode))).toEqual({ seq: 0, asOf: 0 });
    told.length = 0;
    await until('it is told again of what moves', async () => {
      await store.append([event(`more ${n++}`)]);
      return told.includes(countyCode);
    });
    const seqs = await seqsOf(store);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });
});
