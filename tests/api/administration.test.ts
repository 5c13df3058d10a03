/** Keys, displays and users as administrators manage them, and the audit log of it [contract §7]. */
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  AuditAnswer,
  AuditVerificationAnswer,
  DisplayItem,
  MadePassword,
  StationKeyItem,
  UserItem,
} from '../../shared/wire/admin.ts';
import { type Server, startServer } from '../support/server.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

let server: Server;
let admin: SignedIn;

beforeAll(async () => {
  server = await startServer();
  admin = await server.makeUser('admin');
});
afterAll(() => server.stop());

const list = async <T>(what: string): Promise<T[]> =>
  (await admin.call<{ items: T[] }>('GET', `admin/${what}`)).body.items;
const audit = async (query = ''): Promise<AuditAnswer> =>
  (await admin.call<AuditAnswer>('GET', `audit?${query}`)).body;

describe('station keys', () => {
  test('are made, used, listed and revoked, each within a second and in the audit log', async () => {
    const made = await admin.call<{ id: string; key: string }>('POST', 'admin/keys', {
      site: '330127-Z',
      label: '总台',
    });
    expect(made.status).toBe(201);
    const { id, key } = made.body;
    expect((await server.post(key, '[]')).status).not.toBe(401);
    const [row] = await list<StationKeyItem>('keys');
    expect(row).toMatchObject({ id, site: '330127-Z', label: '总台', usedAt: expect.stringMatching(/Z$/) });
    expect(JSON.stringify(row)).not.toContain(key.slice(-20));
    expect((await admin.call('DELETE', `admin/keys/${id}`)).status).toBe(200);
    expect((await server.post(key, '[]')).status).toBe(401);
    expect((await admin.call('DELETE', `admin/keys/${id}`)).status).toBe(404);
    const { items } = await until('all of it is there', async () => {
      const found = await audit('action=key.');
      return found.items.length === 3 && found;
    });
    expect(items.map(({ actor, action, target, result }) => [actor, action, target, result])).toEqual([
      [`user:${admin.name}`, 'key.revoke', `/api/v1/admin/keys/${id}`, 'not-found'],
      [`user:${admin.name}`, 'key.revoke', id, 'done'],
      [`user:${admin.name}`, 'key.create', `${id} 330127-Z`, 'done'],
    ]);
    expect(items[0]?.from).toMatch(/127\.0\.0\.1|::1/);
  });

  test('are for sites that there are', async () => {
    const made = await admin.call<{ code: string }>('POST', 'admin/keys', { site: 'nowhere' });
    expect([made.status, made.body.code]).toEqual([404, 'unknown-scope']);
    expect((await admin.call('POST', 'admin/keys', {})).status).toBe(400);
  });
});

describe('displays', () => {
  test('are made, seen, given another name and scope, and revoked', async () => {
    const made = await admin.call<{ id: string; token: string }>('POST', 'admin/displays', {
      name: '大厅',
      scope: 'area:330127100',
    });
    const { id, token } = made.body;
    const viewer = await new Viewer(server.address, { auth: { token } }).connected();
    await viewer.follow('area:330127100');
    const row = async () => (await list<DisplayItem>('displays')).find((one) => one.id === id);
    await until('it is seen', async () => (await row())?.online);
    expect(await row()).toMatchObject({ name: '大厅', usedAt: expect.stringMatching(/Z$/) });

    expect((await viewer.ask({ scope: 'area:330127' })).ok).toBe(false);
    const change = await admin.call('PATCH', `admin/displays/${id}`, { name: '三楼', scope: 'area:330127' });
    expect(change.status).toBe(200);
    await until('it is asked to come again', () => viewer.byes.length > 0);
    expect(viewer.byes.map(({ code }) => code)).toEqual(['shutting-down']);
    viewer.socket.connect();
    await viewer.connected();
    expect((await viewer.follow('area:330127')).ok).toBe(true);
    expect(await row()).toMatchObject({ name: '三楼', scope: 'area:330127' });

    await admin.call('DELETE', `admin/displays/${id}`);
    await until('it is told', () => viewer.byes.some(({ code }) => code === 'revoked'));
    viewer.close();
    expect((await server.get('counties', token)).status).toBe(401);
    expect(await row()).toMatchObject({ revokedAt: expect.stringMatching(/Z$/), online: false });
    expect((await admin.call('PATCH', `admin/displays/${id}`, { name: '四楼' })).status).toBe(404);
    const { items } = await audit('action=display.&result=done');
    expect(items.map(({ action, target }) => `${action} ${target}`)).toEqual([
      `display.revoke ${id}`,
      `display.change ${id} 三楼 area:330127`,
      `display.create ${id} area:330127100`,
    ]);
  });

  test('are for scopes that there are, and have a name', async () => {
    const status = async (body: object) => (await admin.call('POST', 'admin/displays', body)).status;
    expect(await status({ name: '大厅', scope: 'area:999999' })).toBe(404);
    expect(await status({ name: ' ', scope: 'area:330127' })).toBe(400);
  });
});

describe('users', () => {
  test('get a password for once, another role, and an end', async () => {
    const made = await admin.call<MadePassword>('POST', 'admin/users', {
      ...{ name: 'Li.Wei', displayName: '李伟', role: 'operator' },
    });
    expect(made.status).toBe(201);
    const { name, password = '' } = made.body;
    expect(name).toBe('li.wei');
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    const again = await admin.call<{ code: string }>('POST', 'admin/users', { name, role: 'leader' });
    expect([again.status, again.body.code]).toEqual([409, 'id-conflict']);

    const user = await signIn(server.address, name, password);
    const before = await user?.call<{ code: string }>('GET', 'counties');
    expect([before?.status, before?.body.code]).toEqual([403, 'password-change-needed']);

    await admin.call('PATCH', `admin/users/${name}`, { role: 'leader', displayName: '李伟（主任）' });
    expect((await user?.call('GET', 'session'))?.status).toBe(401);
    const row = async () => (await list<UserItem>('users')).find((one) => one.name === name);
    expect(await row()).toMatchObject({
      ...{ role: 'leader', displayName: '李伟（主任）', mustChangePassword: true, hasPassword: true },
      usedAt: expect.stringMatching(/Z$/),
    });
    expect(JSON.stringify(await row())).not.toContain('argon2');

    await admin.call('PATCH', `admin/users/${name}`, { disabled: true });
    expect(await signIn(server.address, name, password)).toBeUndefined();
    await admin.call('PATCH', `admin/users/${name}`, { disabled: false });
    const reset = await admin.call<MadePassword>('POST', `admin/users/${name}/password`);
    expect(await signIn(server.address, name, password)).toBeUndefined();
    expect(await signIn(server.address, name, reset.body.password ?? '')).toBeDefined();
    const { items } = await audit('action=user.&result=done');
    expect(items.map(({ action, target }) => `${action} ${target}`)).toEqual([
      `user.password /api/v1/admin/users/${name}/password`,
      `user.change ${name} enabled`,
      `user.change ${name} disabled`,
      `user.change ${name} leader`,
      `user.create ${name} operator`,
      expect.stringMatching(/^user\.create user:admin-1/),
    ]);
    expect(JSON.stringify(await audit('limit=500'))).not.toContain(password);
  });

  test('never lose the last administrator', async () => {
    const change = (body: object) => admin.call<{ code: string }>('PATCH', `admin/users/${admin.name}`, body);
    for (const body of [{ disabled: true }, { role: 'leader' }]) {
      const { status, body: problem } = await change(body);
      expect([status, problem.code]).toEqual([409, 'invalid-state']);
    }
    expect((await admin.call('PATCH', 'admin/users/nobody', { disabled: true })).status).toBe(404);
  });

  test('have tokens that read, and nothing else', async () => {
    await admin.call('POST', 'admin/users', {
      name: 'leader',
      role: 'leader',
      withoutPassword: true,
      subject: 's1',
    });
    const made = await admin.call<{ id: string; token: string }>('POST', 'admin/users/leader/tokens', {
      label: '报表',
    });
    const { id, token } = made.body;
    expect((await server.get('counties', token)).status).toBe(200);
    expect((await server.get('audit', token)).status).toBe(403);
    const [row] = (await list<UserItem>('users')).filter((one) => one.name === 'leader');
    expect(row).toMatchObject({
      ...{ hasPassword: false, subject: 's1', mustChangePassword: false },
      tokens: [{ id, label: '报表', usedAt: expect.stringMatching(/Z$/) }],
    });
    await admin.call('DELETE', `admin/tokens/${id}`);
    expect((await server.get('counties', token)).status).toBe(401);
    expect((await admin.call('DELETE', `admin/tokens/${id}`)).status).toBe(404);
  });
});

test('the metrics answer administrators from elsewhere, and nobody else', async () => {
  const leader = await server.makeUser('leader');
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${server.address}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1', ...headers } }))
      .status;
  expect(await status({})).toBe(403);
  expect(await status({ cookie: leader.cookie })).toBe(403);
  expect(await status({ cookie: admin.cookie })).toBe(200);
});

describe('the audit log', () => {
  test('is paged, searched by days and words, and exported as a table', async () => {
    const first = await audit('limit=3');
    expect(first.items).toHaveLength(3);
    const second = await audit(`limit=3&cursor=${first.cursor}`);
    expect(second.items[0]?.n).toBe((first.items.at(-1)?.n ?? 0) - 1);
    const everything = await audit('limit=500');
    expect(everything.cursor).toBeNull();
    expect(everything.items.at(-1)?.n).toBe(1);
    expect((await audit('to=2020-01-01')).items).toEqual([]);
    expect((await audit('search=330127-Z')).items.map(({ action }) => action)).toContain('key.create');
    for (const wrong of ['from=yesterday', 'limit=0', 'cursor=x', 'result=perhaps'])
      expect([wrong, (await admin.call('GET', `audit?${wrong}`)).status]).toEqual([wrong, 400]);
    const table = await fetch(`${server.address}/api/v1/audit.csv?action=key.`, {
      headers: { cookie: admin.cookie },
    });
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(table.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    const bytes = Buffer.from(await table.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().split('\r\n').length).toBeGreaterThan(4);
    expect((await audit('action=audit.')).items[0]).toMatchObject({
      action: 'audit.export',
      actor: `user:${admin.name}`,
    });
  });

  test('is for administrators', async () => {
    const operator = await server.makeUser('operator');
    for (const path of ['audit', 'audit.csv', 'audit/verification', 'admin/keys', 'admin/users'])
      expect([path, (await operator.call('GET', path)).status]).toEqual([path, 403]);
    const { items } = await until('the refusals are there', async () => {
      const found = await audit(`actor=user:${operator.name}&result=refused`);
      return found.items.length >= 5 && found;
    });
    expect(items[0]).toMatchObject({ action: 'read', result: 'forbidden' });
  });

  test('is verified on the running server, and a row that was changed is found', async () => {
    const verify = async (query = '') =>
      (await admin.call<AuditVerificationAnswer>('GET', `audit/verification${query}`)).body;
    const { ok, head = '' } = await verify();
    expect(ok).toBe(true);
    expect(await verify(`?head=${head}`)).toMatchObject({ ok: true });
    expect(await verify(`?head=${head.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`)).toMatchObject({
      ok: false,
      broken: { n: Number(head.split(':')[0]), fault: 'changed' },
    });
    const database = new DatabaseSync((server.env.DATABASE_URL ?? '').slice('sqlite:'.length));
    database.exec(`drop trigger audit_is_not_rewritten; update audit set actor = 'user:x' where n = 2`);
    database.close();
    expect(await verify()).toEqual({ ok: false, rows: 1, broken: { n: 2, fault: 'changed' } });
  });
});
