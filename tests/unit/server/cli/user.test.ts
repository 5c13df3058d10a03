/** Users and API tokens on the command line (contract §1). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../../server/cli/run.ts';
import { openStore } from '../../../../server/store/open-store.ts';

const password = '松树-下棋-登山-看海';

let folder: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-cli-'));
  url = `sqlite:${join(folder, 'cockpit.db')}`;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = async (args: string[], typed = password) =>
  (await runCommand(args, { DATABASE_URL: url }, async () => typed)).output as Record<string, unknown>;
const create = (name: string, role: string, ...more: string[]) =>
  run(['user', 'create', '--name', name, '--role', role, ...more]);

test('users are made, listed, changed and disabled; a password is argon2id and nowhere else', async () => {
  const made = await create('Wang.Fang', 'operator', '--display-name', '王芳');
  const row = { name: 'wang.fang', displayName: '王芳', role: 'operator', mustChangePassword: true };
  expect(made).toMatchObject(row);
  await create('li', 'admin', '--keep-password');
  const { items } = await run(['user', 'list']);
  expect(items).toMatchObject([row, { name: 'li', mustChangePassword: false }]);
  expect(JSON.stringify(items)).not.toMatch(/argon2|assword"?:"/);
  const store = await openStore(url, { readOnly: true });
  const { users } = await store.credentials();
  await store.close();
  expect(users[0]?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const file of ['cockpit.db', 'cockpit.db-wal'])
    expect(await readFile(join(folder, file), 'utf8').catch(() => '')).not.toContain(password);
  await run(['user', 'role', '--name', 'wang.fang', '--role', 'leader']);
  expect(await run(['user', 'disable', '--name', 'WANG.FANG'])).toMatchObject({
    role: 'leader',
    disabledAt: expect.stringMatching(/Z$/),
  });
  expect(await run(['user', 'enable', '--name', 'wang.fang'])).not.toHaveProperty('disabledAt');
  expect(await run(['user', 'password', '--name', 'li'])).toMatchObject({ mustChangePassword: true });
});

test('what cannot be done is said in one sentence', async () => {
  await create('wang', 'leader');
  await expect(create('wang', 'leader')).rejects.toThrow(/already a user wang/);
  await expect(create('a b', 'leader')).rejects.toThrow(/no user name/);
  await expect(create('li', 'boss')).rejects.toThrow(/leader, operator, admin/);
  await expect(create('li', 'leader', '--no-password')).rejects.toThrow(/--subject/);
  await expect(run(['user', 'create', '--name', 'li', '--role', 'leader'], 'short')).rejects.toThrow(
    /至少10位/,
  );
  await expect(run(['user', 'disable', '--name', 'nobody'])).rejects.toThrow(/no user nobody/);
  await expect(run(['token', 'create', '--name', 'nobody'])).rejects.toThrow(/no user nobody/);
  await expect(run(['user', 'create', '--password', 'x'])).rejects.toThrow(/password/);
});

test('API tokens are made, listed and revoked', async () => {
  await create('wang', 'leader');
  const { id, token } = await run(['token', 'create', '--name', 'wang', '--label', '看板']);
  expect(token).toMatch(/^wmu_/);
  await run(['token', 'revoke', '--id', String(id)]);
  const { items } = await run(['token', 'list']);
  expect(items).toMatchObject([{ id, user: 'wang', label: '看板', revokedAt: expect.stringMatching(/Z$/) }]);
  await expect(run(['token', 'revoke', '--id', String(id)])).rejects.toThrow(/in force/);
});

test('the password comes by standard input', async () => {
  const args = ['user', 'create', '--name', 'wang', '--role', 'admin'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli/main.ts', ...args], {
    env: { ...process.env, DATABASE_URL: url },
  });
  child.stdin.end(`${password}\nanother line\n`);
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect([child.exitCode, JSON.parse(said)]).toMatchObject([0, { name: 'wang', role: 'admin' }]);
});
