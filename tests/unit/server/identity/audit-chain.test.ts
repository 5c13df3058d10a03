/** Whatever is done to the audit log behind the server's back is found, and where. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../../../server/identity/audit-verification.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { openSqlite } from '../../../../server/store/sqlite/open.ts';
import { schemaSteps } from '../../../../server/store/sqlite/schema-steps.ts';
import type { AuditEntry, AuditHead } from '../../../../server/store/store.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  file = join(folder, 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (n: number): AuditEntry => ({
  ...{ at: n * 1000, actor: `user:${n}`, action: 'key.create', target: `k${n}`, from: '::1', result: 'done' },
});
const entries = (count: number): AuditEntry[] =>
  Array.from({ length: count }, (_, index) => entry(index + 1));

/** More than a page of the check. */
const rows = 1203;

async function write(count = rows): Promise<AuditHead | undefined> {
  const store = await openStore(`sqlite:${file}`);
  const head = await store.audit(entries(count));
  await store.close();
  return head;
}

/** What somebody does who can write to the file; the triggers are no more than a fence. */
function tamper(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec('drop trigger audit_is_not_rewritten; drop trigger audit_is_not_shortened;');
  database.exec(sql);
  database.close();
}

async function verify(noted?: AuditHead) {
  const store = await openStore(`sqlite:${file}`, { readOnly: true });
  try {
    return await verifyAudit(store, noted);
  } finally {
    await store.close();
  }
}

test('a log that nobody touched is whole', async () => {
  const head = await write();
  expect(await verify(head)).toEqual({ ok: true, rows, head });
});

test('an empty log is whole', async () => {
  await write(0);
  expect(await verify()).toEqual({ ok: true, rows: 0 });
});

test('rows cannot be rewritten or removed by a statement', async () => {
  await write(2);
  const database = new DatabaseSync(file);
  expect(() => database.exec(`update audit set actor = 'x'`)).toThrow(/never rewritten/);
  expect(() => database.exec('delete from audit')).toThrow(/never shortened/);
  database.close();
});

test.each([
  ['a row removed', 'delete from audit where n = 700', 700, 'missing'],
  ['the first row removed', 'delete from audit where n = 1', 1, 'missing'],
  [
    'rows removed and the gap closed',
    'delete from audit where n = 9; update audit set n = n - 1 where n > 9',
    9,
    'changed',
  ],
  ['who did it', `update audit set actor = 'user:x' where n = 700`, 700, 'changed'],
  ['when', 'update audit set at = at + 1 where n = 2', 2, 'changed'],
  ['from where', 'update audit set address = null where n = 700', 700, 'changed'],
  ['the result of the last row', `update audit set result = 'forbidden' where n = 1203`, 1203, 'changed'],
  ['the hash of a row', `update audit set hash = 'f' where n = 30`, 30, 'changed'],
  ['the hash taken from a row', 'update audit set hash = null where n = 30', 30, 'changed'],
  [
    'two rows in each other’s place',
    'update audit set n = -n where n in (5, 6); update audit set n = 11 + n where n < 0',
    5,
    'changed',
  ],
  ['a row put in', `insert into audit values (1204, 1, 'x', 'x', null, null, 'done', null)`, 1204, 'changed'],
  [
    'a row put in before all',
    `insert into audit values (0, 1, 'x', 'x', null, null, 'done', null)`,
    1,
    'missing',
  ],
  ['the tail cut off', 'delete from audit where n > 1200', 1201, 'cut-off'],
  [
    'the tail cut off, with the head',
    `delete from audit where n > 1200; delete from meta where name = 'audit'`,
    1201,
    'cut-off',
  ],
  ['all of it', 'delete from audit', 1, 'cut-off'],
  [
    'a row, and every hash',
    `update audit set hash = null; update audit set actor = 'user:x' where n = 5`,
    1203,
    'changed',
  ],
])('found: %s', async (_what, sql, n, fault) => {
  await write();
  tamper(sql);
  const { ok, broken } = await verify();
  expect({ ok, broken }).toEqual({ ok: false, broken: { n, fault } });
});

test('a tail that was cut off with care is found by a head that was noted elsewhere', async () => {
  const early = await write(3);
  const noted = await write(2);
  tamper(`delete from audit where n > 3;
    update meta set value = '3 ${early?.hash}' where name = 'audit'`);
  expect(await verify()).toEqual({ ok: true, rows: 3, head: early });
  expect(await verify(early)).toMatchObject({ ok: true });
  expect(await verify(noted)).toMatchObject({ ok: false, broken: { n: 4, fault: 'cut-off' } });
});

test('rows of before the chain are covered by the first one after it', async () => {
  const step = schemaSteps.findIndex((sql) => sql.includes('alter table audit'));
  await (await openSqlite(file, {}, schemaSteps.slice(0, step))).close();
  const database = new DatabaseSync(file);
  for (const at of [1, 2, 3])
    database.exec(
      `insert into audit (at, actor, action, result) values (${at}, 'cli', 'key.create', 'done')`,
    );
  database.close();
  await (await openStore(`sqlite:${file}`)).close();
  expect(await verify()).toMatchObject({ ok: true, rows: 3 });
  await write(2);
  expect(await verify()).toMatchObject({ ok: true, rows: 5 });
  tamper('update audit set at = 9 where n = 2');
  expect(await verify()).toMatchObject({ ok: false, broken: { n: 4, fault: 'changed' } });
});
