import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-cli-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command as a person runs it: its exit status and both streams. */
function cli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, 'cockpit.db')}` };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'server/cli/main.ts', ...args],
      { env },
      (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test('JSON on standard output with status 0, a sentence on standard error with status 1', async () => {
  const made = await cli('key', 'create', '--site', 'a');
  expect(made.status).toBe(0);
  expect(Object.keys(JSON.parse(made.out))).toEqual(['id', 'key']);
  const failed = await cli('key', 'revoke', '--id', 'nobody');
  expect([failed.status, failed.out]).toEqual([1, '']);
  expect(failed.err).toContain('There is no key nobody in force.\n');
  expect(failed.err).not.toContain('at ');
}, 30_000);

test('what is refused row by row is told on both, with status 1', async () => {
  const { status, out, err } = await cli('county', 'check', folder);
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ file: 'county.json', line: 1 }] });
  expect(err).toContain('county.json:1');
}, 30_000);

test('a backup is put back as it was', async () => {
  const copy = join(folder, 'copy.db');
  const { id } = JSON.parse((await cli('key', 'create', '--site', 'a')).out);
  expect(JSON.parse((await cli('backup', 'create', copy)).out)).toEqual({
    file: copy,
    bytes: expect.any(Number),
  });
  const again = await cli('backup', 'create', copy);
  expect([again.status, again.err]).toEqual([1, expect.stringContaining('already a file')]);
  await cli('key', 'revoke', '--id', id);
  expect(JSON.parse((await cli('backup', 'restore', copy)).out)).toEqual({ restored: copy });
  const { items } = JSON.parse((await cli('key', 'list')).out);
  const found = items.find((item: { id: string }) => item.id === id);
  expect(found).toMatchObject({ site: 'a' });
  expect(found).not.toHaveProperty('revokedAt');
  expect((await cli('backup', 'restore', join(folder, 'nowhere.db'))).status).toBe(1);
}, 60_000);
