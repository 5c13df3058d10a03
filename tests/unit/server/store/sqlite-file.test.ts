import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, restoreStore } from '../../../../server/store/open-store.ts';
import { Connection } from '../../../../server/store/sqlite/connection.ts';
import { openSqlite } from '../../../../server/store/sqlite/open.ts';
import { schemaSteps } from '../../../../server/store/sqlite/schema-steps.ts';
import type { Store } from '../../../../server/store/store.ts';
import {
  cell,
  contribution,
  county,
  countyCode,
  event,
  update,
} from '../../../support/store-contract/samples.ts';

let folder = '';
let file = '';
let url = '';
const stores: Store[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-file-'));
  file = join(folder, 'data', 'cockpit.db');
  url = `sqlite:${file}`;
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await rm(folder, { recursive: true });
});

async function open(at = url, readOnly = false): Promise<Store> {
  const store = await openStore(at, { readOnly });
  stores.push(store);
  return store;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The driver lets go of a file when the statements of a closed connection are collected. */
async function close(): Promise<void> {
  for (const store of stores.splice(0)) await store.close();
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  await new Promise((resolve) => setImmediate(resolve));
}

async function fill(store: Store): Promise<void> {
  await store.putCounty(county());
  await store.append([event('1', { personal: '{"name":"严"}' }), event('2')]);
  await store.secret('digest');
  await store.project(countyCode, async (transaction) => {
    await transaction.saveThings([update('a', { contributions: [contribution()] })]);
    await transaction.addToCells([cell(7)]);
    await transaction.savePosition({ seq: 2, asOf: 5 });
  });
}

const contents = (store: Store) =>
  store.read(async (transaction) => [
    await transaction.heads(),
    await transaction.journal(countyCode, 0, 9, true),
    await transaction.allCells(countyCode, { limit: 9 }),
    [...(await transaction.entities(['a'], countyCode))],
    await transaction.county(countyCode),
    await store.secret('digest'),
  ]);

describe('the address of a store', () => {
  it('names a file, and makes its folder', async () => {
    await open();
    expect(await readdir(join(folder, 'data'))).toContain('cockpit.db');
  });

  it('says what it cannot be', async () => {
    for (const wrong of ['mysql://localhost/x', 'sqlite:', 'sqlite::memory:', 'cockpit.db'])
      await expect(openStore(wrong)).rejects.toMatchObject({ code: 'unsupported-url' });
  });
});

describe('the file', () => {
  it('is for nobody but its owner, with the log beside it', async () => {
    await fill(await open());
    for (const name of await readdir(join(folder, 'data')))
      expect([name, (await stat(join(folder, 'data', name))).mode & 0o777]).toEqual([name, 0o600]);
    await close();
    await chmod(file, 0o644);
    await open();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('keeps what it was given', async () => {
    const store = await open();
    await fill(store);
    const before = await contents(store);
    await close();
    expect(await contents(await open())).toEqual(before);
  });

  it('can be read beside its writer, and written by another process', async () => {
    const [writer, reader] = [await open(), await open(url, true)];
    await fill(writer);
    expect(await contents(reader)).toEqual(await contents(writer));
    await expect(reader.append([event('3')])).rejects.toMatchObject({ code: 'read-only' });
    const other = await open();
    expect(await other.append([event('3'), event('1')])).toEqual([
      { status: 'accepted', seq: 3 },
      { status: 'duplicate', seq: 1 },
    ]);
    expect(await writer.append([event('3')])).toEqual([{ status: 'duplicate', seq: 3 }]);
    await expect(openStore(`sqlite:${join(folder, 'none.db')}`, { readOnly: true })).rejects.toThrow(
      /no database/,
    );
  });

  it('never has a line of its journal or audit log rewritten', async () => {
    const store = await open();
    await fill(store);
    await store.audit([{ at: 1, actor: 'cli', action: 'x', result: 'ok' }]);
    await close();
    const connection = new Connection(file, 'write');
    for (const sql of [
      `update journal set data = ''`,
      'delete from journal',
      'delete from audit',
      'update audit set at = 2',
    ])
      expect(() => connection.run(sql)).toThrow(/never/);
    connection.close();
  });
});

describe('the schema', () => {
  it('is brought up to date when an older database is opened, with everything in it', async () => {
    await fill(await open());
    await close();
    const steps = [...schemaSteps, 'create table further (n integer)', 'insert into further values (7)'];
    const newer = await openSqlite(file, {}, steps);
    expect(await newer.append([event('1'), event('3')])).toMatchObject([{ seq: 1 }, { seq: 3 }]);
    await newer.close();
    const connection = new Connection(file, 'read');
    expect(connection.all('select n from further')).toEqual([[7]]);
    connection.close();
  });

  it.each([1, 2, 3])('[version %i] is projected again when its derived tables changed', async (version) => {
    const old = await openSqlite(file, {}, schemaSteps.slice(0, version));
    await old.project(countyCode, (transaction) => transaction.savePosition({ seq: 1, asOf: 9 }));
    await old.close();
    const connection = new Connection(file, 'write');
    connection.run(
      'insert into journal values (?,?,?,?,?,?,?,?,?,?,?,?)',
      ...[countyCode, 1, '/sites/a', '1', 'a', 'site.heartbeat', 1, 1, 'heartbeat:a', null, 'digest', '{}'],
    );
    connection.close();
    const store = await open();
    await store.project(countyCode, async (transaction) => {
      expect(await transaction.position()).toEqual({ seq: 0, asOf: 0 });
      expect(await transaction.marksAfter(0, 9)).toHaveLength(1);
      await transaction.addToCells([cell(1, { member: 'v1' })]);
    });
  });

  it('of an older program is not read before it is brought up to date', async () => {
    await (await openSqlite(file, {}, schemaSteps.slice(0, 1))).close();
    await expect(openStore(url, { readOnly: true })).rejects.toMatchObject({ code: 'older-database' });
    await open();
    await open(url, true);
  });

  it('of a newer program is refused with one sentence', async () => {
    await (await openSqlite(file, {}, [...schemaSteps, 'create table further (n integer)'])).close();
    for (const readOnly of [false, true])
      await expect(openStore(url, { readOnly })).rejects.toMatchObject({
        code: 'newer-database',
        message: expect.stringMatching(/newer version.*Upgrade the server\.$/),
      });
  });

  it('is taken whole or not at all', async () => {
    await fill(await open());
    await close();
    const broken = [...schemaSteps, 'create table further (n integer)', 'create table further (n integer)'];
    await expect(openSqlite(file, {}, broken)).rejects.toThrow(/further/);
    await open();
  });

  it('is not put into a file of somebody else', async () => {
    await (await open()).close();
    stores.length = 0;
    const other = new Connection(join(folder, 'other.db'), 'write');
    other.execute('create table theirs (n integer)');
    other.close();
    await writeFile(join(folder, 'text.db'), 'not a database, but long enough to look at'.repeat(99));
    await expect(openStore(`sqlite:${join(folder, 'other.db')}`)).rejects.toMatchObject({
      code: 'not-a-store',
    });
    await expect(openStore(`sqlite:${join(folder, 'text.db')}`)).rejects.toThrow();
  });
});

describe('a backup', () => {
  const copy = () => join(folder, 'copy.db');

  it('is a whole copy, made while others write', async () => {
    const store = await open();
    await fill(store);
    const writing = Promise.all(Array.from({ length: 20 }, (_, n) => store.append([event(`more ${n}`)])));
    await store.backup(copy());
    await writing;
    expect((await stat(copy())).mode & 0o777).toBe(0o600);
    const copied = await open(`sqlite:${copy()}`);
    const rows = await copied.read((transaction) => transaction.journal(countyCode, 0, 99, false));
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    expect(await copied.secret('digest')).toBe(await store.secret('digest'));
    expect(await copied.append([event('1')])).toEqual([{ status: 'duplicate', seq: 1 }]);
  });

  it('equals the database, replaces an older backup, and can be put back', async () => {
    const store = await open();
    await store.backup(copy());
    await fill(store);
    const before = await contents(store);
    await store.backup(copy());
    await store.append([event('later')]);
    await close();
    await restoreStore(url, copy());
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await contents(await open())).toEqual(before);
    expect(await readdir(folder)).toEqual(['copy.db', 'data']);
  });

  it('leaves the former database under another name, also where it is put back once more', async () => {
    const store = await open();
    await store.backup(copy());
    await fill(store);
    const former = await contents(store);
    await close();
    const kept = join(folder, 'data', 'former.db');
    // Interrupted between the two, the second one begins again: what it finds in place is the copy.
    for (const _ of ['first', 'again']) await restoreStore(url, copy(), kept);
    expect(await contents(await open(`sqlite:${kept}`))).toEqual(former);
    expect(await contents(await open())).not.toEqual(former);
  });

  it('is put back where there was nothing', async () => {
    await fill(await open());
    await stores[0]?.backup(copy());
    const elsewhere = `sqlite:${join(folder, 'new', 'cockpit.db')}`;
    await restoreStore(elsewhere, copy());
    expect(await contents(await open(elsewhere))).toEqual(await contents(stores[0] as Store));
  });

  it('is put back in the place of a file that can no longer be opened', async () => {
    const store = await open();
    await fill(store);
    await store.backup(copy());
    const before = await contents(store);
    await close();
    await writeFile(file, 'nothing that a database begins with'.repeat(200));
    await restoreStore(url, copy());
    expect(await contents(await open())).toEqual(before);
  });

  it('is not put back while somebody has the database open', async () => {
    const store = await open();
    await fill(store);
    await store.backup(copy());
    await expect(restoreStore(url, copy())).rejects.toMatchObject({ code: 'in-use' });
    expect(await store.append([event('3')])).toEqual([{ status: 'accepted', seq: 3 }]);
  });

  it('that is damaged, foreign or missing changes nothing', async () => {
    await fill(await open());
    await stores[0]?.backup(copy());
    const before = await contents(stores[0] as Store);
    await close();
    const bytes = await readFile(copy());
    bytes.fill(0x55, 4096 * 3, 4096 * 9);
    await writeFile(copy(), bytes);
    await writeFile(join(folder, 'text'), 'no database at all');
    for (const name of ['copy.db', 'text', 'missing'])
      await expect(restoreStore(url, join(folder, name))).rejects.toMatchObject({ code: 'not-a-store' });
    expect(await contents(await open())).toEqual(before);
  });
});
