/** Registers that administrators change: planned, written once, in force on every screen [contract §6]. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditAnswer } from '../../shared/wire/admin.ts';
import type {
  RegisterChange,
  RegisterHead,
  RegisterPlan,
  RegisterProgress,
  RegisterTable,
} from '../../shared/wire/registers.ts';
import { centerSite, countyCode, type Server, startServer } from '../support/server.ts';
import type { Called, SignedIn } from '../support/signed-in.ts';
import { started } from '../support/station.ts';
import { until } from '../support/until.ts';

let server: Server;
let admin: SignedIn;
const movedSite = '330127100001';
const otherTown = '330127101';
const path = `admin/counties/${countyCode}/registers`;

beforeAll(async () => {
  server = await startServer({ ANONYMOUS_READ: 'true' });
  admin = await server.makeUser('admin');
});
afterAll(() => server.stop());

const head = async (): Promise<RegisterHead> => (await admin.call<RegisterHead>('GET', path)).body;
const plan = async (change: RegisterChange): Promise<RegisterPlan> =>
  (await admin.call<RegisterPlan>('POST', `${path}/plan`, change)).body;
type Refused = { code: string; version?: number; plan?: RegisterPlan };
const write = (told: RegisterPlan, change: RegisterChange): Promise<Called<RegisterProgress & Refused>> =>
  admin.call('PUT', path, { version: told.version, planId: told.planId, change });
const ended = (): Promise<RegisterProgress> =>
  until('the change has ended', async () => {
    const { body } = await admin.call<RegisterProgress>('GET', `${path}/progress`);
    return body.state !== 'running' && body;
  });
const rename = (name: string): RegisterChange => ({
  rows: [{ table: 'sites', key: centerSite, values: { name } }],
});
const file = (content: string | Uint8Array, name = 'sites.csv'): RegisterChange => ({
  files: [{ part: 'sites', name, content: Buffer.from(content).toString('base64') }],
});
const bytesOf = async (query: string): Promise<Buffer> => {
  const answer = await fetch(`${server.address}/api/v1/${path}/${query}`, {
    headers: { cookie: admin.cookie },
  });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};

describe('registers', () => {
  test('are read whole, and leave as files that come back the same', async () => {
    const { name, version, profile, counts } = await head();
    expect([name, version, JSON.parse(profile).code]).toEqual(['淳安县', 1, countyCode]);
    const table = await admin.call<RegisterTable>('GET', `${path}/tables/sites`);
    expect(table.body.rows).toHaveLength(counts.sites);
    expect(table.body.columns.find(({ key }) => key === 'tier')?.choices?.length).toBeGreaterThan(2);
    for (const format of ['csv', 'xlsx']) {
      const bytes = await bytesOf(`tables/sites/file?format=${format}`);
      const again = await plan({ ...file(bytes, `sites.${format}`), unnamed: 'remove' });
      expect(again).toMatchObject({ ok: true, rows: [], version: 1 });
      expect(again.recompute).toBeUndefined();
      expect((await bytesOf(`tables/teams/file?format=${format}&empty=true`)).length).toBeLessThan(8000);
    }
    expect(JSON.parse((await bytesOf('file?part=profile')).toString('utf8')).code).toBe(countyCode);
    const none = await admin.call<Refused>('GET', 'admin/counties/999999/registers');
    expect([none.status, none.body.code]).toEqual([404, 'unknown-scope']);
  });

  test('a change is planned, written, counted anew, in force, and in the audit log', async () => {
    const { key } = await server.makeKey();
    for (const event of [started(centerSite), started(movedSite)]) {
      const sent = await server.post(key, JSON.stringify(event));
      expect([sent.status, sent.body]).toMatchObject([200, { accepted: 1 }]);
    }
    const change = {
      rows: [
        { table: 'sites' as const, key: centerSite, values: { name: '总中心' } },
        { table: 'sites' as const, key: movedSite, values: { town: otherTown } },
      ],
      ...file('编码,名称,层级,上级\nNEW-1,新站,站,330127-Z\n', '新站.csv'),
    };
    // Of the center's activity nothing is another one, however many it has: it has another name alone.
    const told = await until('what the change moves is shown', async () => {
      const planned = await plan(change);
      return planned.recompute?.events === 1 && planned;
    });
    expect(told).toMatchObject({ ok: true, counts: { new: 1, changed: 2 } });
    const written = await write(told, change);
    expect([written.status, written.body.state]).toEqual([202, 'running']);
    expect(await ended()).toMatchObject({
      ...{ state: 'done', version: 2, events: 1, done: 1, by: `user:${admin.name}` },
      summary: 'sites +1 ~2',
    });
    const sites = await server.get<{ items: { code: string; name: string }[] }>(
      `sites?area=${countyCode}&limit=500`,
    );
    expect(sites.text).toContain('NEW-1');
    expect(sites.body.items.find(({ code }) => code === centerSite)?.name).toBe('总中心');
    expect((await server.cli('journal', 'verify')).differences).toEqual([]);
    const { items } = await until('the audit log has it', async () => {
      const { body } = await admin.call<AuditAnswer>('GET', 'audit?action=registers.');
      return body.items.some(({ action }) => action === 'registers.apply') && body;
    });
    expect(
      items.filter(({ action }) => /change|apply/.test(action)).map(({ target, result }) => [target, result]),
    ).toEqual([
      [`${countyCode} v2 sites +1 ~2`, 'done'],
      [`${countyCode} v1 sites +1 ~2`, 'done'],
    ]);
    expect((await server.makeKey('NEW-1')).id).not.toBe('');
  });

  test('asked for twice it is written once; overtaken it is told what it would do now', async () => {
    const [mine, theirs] = [rename('我的中心'), rename('他的中心')];
    const told = await plan(mine);
    await write(await plan(theirs), theirs);
    const { version } = await ended();
    expect(version).toBe(told.version + 1);
    const late = await write(told, mine);
    expect([late.status, late.body.code, late.body.version]).toEqual([409, 'overtaken', version]);
    expect(late.body.plan?.rows[0]?.members).toMatchObject([{ before: '他的中心', after: '我的中心' }]);
    const twice = await admin.call<RegisterProgress>('PUT', path, { ...told, change: theirs });
    expect([twice.status, twice.body.state, twice.body.version]).toEqual([202, 'done', version]);
    const other = await write(await plan(mine), rename('另一个'));
    expect([other.status, other.body.code]).toEqual([409, 'overtaken']);
    expect((await head()).version).toBe(version);
  });

  test('with a row refused nothing is written', async () => {
    const { version } = await head();
    const change = file('code,name,tier,parent\nN-2,好站,站,330127-Z\nN-3,坏站,驿站,330127-Z\n');
    const told = await plan(change);
    expect(told).toMatchObject({ ok: false, planId: 'refused', counts: { new: 1, refused: 1 } });
    const refused = await write({ ...told, planId: 'x' }, change);
    expect([refused.status, refused.body.code, refused.body.plan?.rows[0]?.line]).toEqual([
      422,
      'invalid-data',
      3,
    ]);
    expect((await head()).version).toBe(version);
  });

  test('files that are too large or no tables are refused, and the server goes on', async () => {
    const large = file(Buffer.alloc(10 * 1024 * 1024, 'a'));
    expect((await admin.call('POST', `${path}/plan`, large)).status).toBe(413);
    expect(await plan(file(Buffer.alloc(1024 * 1024, 7), 'x.xlsx'))).toMatchObject({ ok: false });
    const rows = `code,name\n${'A,b\n'.repeat(30_000)}`;
    expect((await plan(file(rows))).rows[0]?.problems[0]?.reason.zh).toContain('行');
    expect((await admin.call('POST', `${path}/plan`, { unnamed: 'some' })).status).toBe(400);
  });
});
