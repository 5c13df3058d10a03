/** Backups that administrators make, and put in place at the next start [contract §7]. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../server/cli/run.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { AuditAnswer } from '../../shared/wire/admin.ts';
import type { BackupsAnswer } from '../../shared/wire/backups.ts';
import {
  centerSite,
  type ProcessServer,
  type Server,
  startServer,
  startServerProcess,
} from '../support/server.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

type Refused = { code?: string; detail?: string };
type Begun = { name: string } & Refused;

const listOf = async (admin: SignedIn): Promise<BackupsAnswer> =>
  (await admin.call<BackupsAnswer>('GET', 'admin/backups')).body;
const idle = (admin: SignedIn): Promise<BackupsAnswer> =>
  until('nothing is under way', async () => {
    const answer = await listOf(admin);
    return answer.work === undefined && answer;
  });
async function makeBackup(admin: SignedIn, body: object = {}): Promise<string> {
  const begun = await admin.call<Begun>('POST', 'admin/backups', body);
  expect(begun.status).toBe(202);
  const { items, failure } = await idle(admin);
  expect(failure).toBeUndefined();
  expect(items.map(({ name }) => name)).toContain(begun.body.name);
  return begun.body.name;
}
const restore = (admin: SignedIn, name: string, body: object) =>
  admin.call<Refused>('POST', `admin/backups/${name}/restore`, body);
const county = '淳安县';

describe('a server that somebody starts again', () => {
  let server: ProcessServer;
  let admin: SignedIn;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backups-'));
    server = await startServerProcess({ BACKUP_DIR: folder, SUPERVISED: 'true' });
    admin = await server.makeUser('admin');
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The driver lets go of a file when the statements of a closed connection are collected: ours were on it too. */
  async function startAgain(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    await server.restart();
  }

  test('goes back to what it was, keeps what it had, and the audit log tells who did it', async () => {
    const { key } = await server.makeKey();
    expect((await server.post(key, JSON.stringify(started(centerSite)))).status).toBe(200);
    const name = await makeBackup(admin);
    expect((await server.post(key, JSON.stringify(started(centerSite)))).status).toBe(200);
    expect(await server.journal()).toHaveLength(2);
    const [item] = (await listOf(admin)).items;
    expect(item).toMatchObject({ name, by: `user:${admin.name}`, verified: true });
    expect(item?.counties).toMatchObject([{ code: '330127', name: county, seq: 1 }]);

    expect((await restore(admin, name, { county: '建德市' })).body.code).toBe('invalid-data');
    expect((await restore(admin, name, { county })).status).toBe(202);
    expect((await idle(admin)).staged).toMatchObject({ name, by: `user:${admin.name}` });
    expect((await admin.call('DELETE', `admin/backups/${name}`)).status).toBe(409);
    expect(await server.journal()).toHaveLength(2);

    const restart = await admin.call<{ restart: string }>('POST', 'admin/restart', {});
    expect([restart.status, restart.body.restart]).toEqual([202, 'supervised']);
    await until('it has ended', async () => {
      const answer = await fetch(`${server.address}/healthz`).catch(() => undefined);
      return answer === undefined;
    });
    await startAgain();
    expect(await server.journal()).toHaveLength(1);
    const again = await signIn(server.address, admin.name, admin.password);
    if (!again) throw new Error('the administrator of the backup cannot sign in');
    const { restored, staged } = await listOf(again);
    expect(staged).toBeUndefined();
    expect(restored).toMatchObject({
      name,
      by: `user:${admin.name}`,
      kept: expect.stringContaining('before-restore'),
    });
    await until('it is in the audit log', async () => {
      const { body } = await again.call<AuditAnswer>('GET', 'audit?action=backup.restored');
      return body.items[0]?.result === 'done' && body.items[0].actor === `user:${admin.name}`;
    });
    expect((await server.cli('audit', 'verify')).ok).toBe(true);
    admin = again;
  });

  test('starts with what it has where a backup is damaged after it was chosen', async () => {
    const name = await makeBackup(admin);
    expect((await restore(admin, name, { county })).status).toBe(202);
    expect((await idle(admin)).staged).toBeDefined();
    await writeFile(join(folder, name), Buffer.alloc(8192, 1));
    await startAgain();
    const again = await signIn(server.address, admin.name, admin.password);
    if (!again) throw new Error('the administrator cannot sign in');
    expect((await listOf(again)).restored).toMatchObject({
      name,
      problem: { zh: expect.stringContaining('没有恢复') },
    });
    expect(await server.journal()).toHaveLength(1);
  });
});

describe('backups', () => {
  let server: Server;
  let admin: SignedIn;

  beforeAll(async () => {
    server = await startServer();
    admin = await server.makeUser('admin');
  });
  afterAll(() => server.stop());

  test('are made one at a time, downloaded whole, kept up to a number, and taken away', async () => {
    const both = await Promise.all([1, 2].map(() => admin.call<Begun>('POST', 'admin/backups', {})));
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const [first] = (await idle(admin)).items;
    if (!first) throw new Error('there is no backup');
    const { most, folder } = await listOf(admin);
    const file = await fetch(`${server.address}/api/v1/admin/backups/${first.name}/file`, {
      headers: { cookie: admin.cookie },
    });
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.equals(await readFile(join(folder, first.name)))).toBe(true);
    expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');

    for (const name of ['..%2Fcockpit.db', 'none.db', `${first.name}.json`])
      expect((await admin.call('GET', `admin/backups/${name}/file`)).status).toBe(404);
    for (let i = 1; i < most; i += 1) await writeFile(join(folder, `by-hand-${i}.db`), 'x');
    expect((await admin.call<Begun>('POST', 'admin/backups', {})).body.code).toBe('invalid-state');
    const made = await makeBackup(admin, { removeOldest: true });
    const names = (await listOf(admin)).items.map(({ name }) => name);
    expect([names.length, names.includes(made), names.includes(first.name)]).toEqual([most, true, false]);
    expect((await restore(admin, 'by-hand-1.db', { county })).body.code).toBe('invalid-state');
    expect((await admin.call('DELETE', `admin/backups/${made}`)).status).toBe(200);
    expect((await listOf(admin)).items).toHaveLength(most - 1);
  });

  test('of another server are restored where that is meant, and nobody stops a server that nobody starts', async () => {
    const { folder } = await listOf(admin);
    const DATABASE_URL = `sqlite:${join(folder, 'other', 'cockpit.db')}`;
    await runCommand(['county', 'import', 'mock/counties/chunan'], { DATABASE_URL });
    const store = await openStore(DATABASE_URL);
    await store.secret('digest');
    await store.backup(join(folder, 'foreign.db'));
    await store.close();
    const refused = await restore(admin, 'foreign.db', { county });
    expect([refused.status, refused.body.code]).toEqual([409, 'invalid-state']);
    expect((await restore(admin, 'foreign.db', { county, otherInstallation: true })).status).toBe(202);
    expect((await idle(admin)).staged?.name).toBe('foreign.db');
    expect((await admin.call('DELETE', 'admin/restore')).status).toBe(200);
    expect((await listOf(admin)).staged).toBeUndefined();
    const restart = await admin.call<Refused>('POST', 'admin/restart', {});
    expect([restart.status, restart.body.detail?.includes('npm start')]).toEqual([409, true]);
  });
});
