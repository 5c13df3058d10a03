import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../../../server/cli/run.ts';
import { openStore } from '../../../../server/store/open-store.ts';

const profile = resolve('mock/counties/chunan');
const site = '330127-Z';

let folder: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-cli-'));
  url = `sqlite:${join(folder, 'cockpit.db')}`;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const { output, failures = [] } = await runCommand(args, { DATABASE_URL: url });
  return { output: output as Record<string, never>, failures };
}

async function stored<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const store = await openStore(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

describe('station keys [contract §1]', () => {
  test('are made, listed and revoked; the key is shown once and never stored', async () => {
    const { output: made } = await run('key', 'create', '--site', site, '--label', '威坪');
    expect(made).toEqual({ id: expect.any(String), key: expect.stringMatching(/^wmk_/) });
    expect((await run('key', 'list')).output).toEqual({
      items: [{ id: made.id, site, label: '威坪', createdAt: expect.stringMatching(/Z$/) }],
    });
    const secret = String(made.key).split('_').slice(2).join('_');
    for (const file of ['cockpit.db', 'cockpit.db-wal'])
      expect(await readFile(join(folder, file), 'latin1').catch(() => '')).not.toContain(secret);
    await run('key', 'revoke', '--id', String(made.id));
    const { output: list } = await run('key', 'list');
    expect(list).toMatchObject({ items: [{ revokedAt: expect.stringMatching(/Z$/) }] });
    await expect(run('key', 'revoke', '--id', String(made.id))).rejects.toThrow(/in force/);
    await expect(run('key', 'revoke', '--id', 'nobody')).rejects.toThrow(/nobody/);
  });

  test('are for a site that there is, once there is a county', async () => {
    await run('county', 'import', profile);
    await expect(run('key', 'create', '--site', 'nowhere')).rejects.toThrow(/no site nowhere/);
    expect((await run('key', 'create', '--site', site)).output).toHaveProperty('key');
  });

  test('are made for several sites at once, all or none', async () => {
    await run('county', 'import', profile);
    const sites = [site, '330127-Z'];
    await expect(run('key', 'create', '--site', [...sites, 'nowhere'].join(','))).rejects.toThrow(/nowhere/);
    expect((await run('key', 'list')).output).toEqual({ items: [] });
    const { output } = await run('key', 'create', '--site', sites.join(','));
    expect(output).toEqual({
      items: sites.map((code) => ({
        site: code,
        id: expect.any(String),
        key: expect.stringMatching(/^wmk_/),
      })),
    });
  });
});

describe('displays [contract §1]', () => {
  test('are made for a scope that there is, listed and revoked', async () => {
    await run('county', 'import', profile);
    const { output } = await run('display', 'create', '--name', '大厅', '--scope', 'area:330127');
    expect(output).toEqual({ id: expect.any(String), token: expect.stringMatching(/^wmd_/) });
    await run('display', 'revoke', '--id', String(output.id));
    expect((await run('display', 'list')).output).toMatchObject({
      items: [{ name: '大厅', scope: 'area:330127', revokedAt: expect.any(String) }],
    });
    for (const scope of ['330127', 'area:33012', 'area:990101'])
      await expect(run('display', 'create', '--name', 'x', '--scope', scope)).rejects.toThrow(scope);
  });
});

describe('counties [contract §6]', () => {
  test('are checked row by row, and imported whole or not at all', async () => {
    expect((await run('county', 'check', profile)).output).toMatchObject({ ok: true, problems: [] });
    const copy = join(folder, 'profile');
    await cp(profile, copy, { recursive: true });
    await writeFile(join(copy, 'sites.csv'), `${await readFile(join(profile, 'sites.csv'), 'utf8')}x y,,,\n`);
    for (const verb of ['check', 'import']) {
      const { output, failures } = await run('county', verb, copy);
      expect(output).toMatchObject({ ok: false });
      expect(failures.join()).toMatch(/sites\.csv:\d+/);
    }
    expect(await stored((store) => store.read((view) => view.countyVersions()))).toEqual([]);
  });

  test('a site is closed, never deleted', async () => {
    await run('county', 'import', profile);
    const copy = join(folder, 'profile');
    await cp(profile, copy, { recursive: true });
    const rows = (await readFile(join(profile, 'sites.csv'), 'utf8')).trimEnd().split('\n');
    const last = rows.pop()?.split(',')[0] ?? '';
    await writeFile(join(copy, 'sites.csv'), rows.join('\n'));
    const { failures } = await run('county', 'import', copy);
    expect(failures).toEqual([expect.stringContaining(last)]);
  });
});

describe('the journal [contract §1]', () => {
  test('an untouched journal verifies', async () => {
    await run('county', 'import', profile);
    expect((await run('journal', 'verify')).output).toMatchObject({ ok: true, differences: [] });
  });
});

describe('what cannot be understood', () => {
  test.each([
    [[], /Commands:/],
    [['key'], /no command "key"/],
    [['key', 'toString'], /no command/],
    [['constructor', 'create'], /no command/],
    [['key', 'create'], /--site/],
    [['key', 'create', '--site', 'a b'], /a b/],
    [['key', 'create', '--site', 'a', 'b'], /"b"/],
    [['key', 'list', '--all'], /--all/],
    [['county', 'check'], /DIR/],
    [['county', 'check', '/does/not/exist'], /\/does\/not\/exist/],
    [['person', 'erase'], /--volunteer ID or --order ID/],
    [['person', 'erase', '--volunteer', 'a', '--order', 'b'], /Either/],
  ])('%j is one clear sentence', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });

  test('a bad DATABASE_URL is one too, and is not repeated', async () => {
    const attempt = runCommand(['key', 'list'], { DATABASE_URL: 'mysql://root:geheim@x' });
    await expect(attempt).rejects.toThrow(/DATABASE_URL/);
    await expect(attempt).rejects.not.toThrow(/geheim/);
  });
});

describe('the audit log', () => {
  const rows = (output: unknown) => (output as { items: Record<string, unknown>[] }).items;

  test('has every command, newest first, by filters; a day is one of the county', async () => {
    await run('county', 'import', profile);
    const { output: made } = await run('key', 'create', '--site', site);
    const { output } = await run('audit', 'list');
    expect(rows(output)).toMatchObject([
      { n: 2, actor: 'cli', action: 'key.create', target: `${made.id} ${site}`, result: 'done' },
      { n: 1, actor: 'cli', action: 'county.import', target: '330127', result: 'done' },
    ]);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const listed = async (...options: string[]) =>
      rows((await run('audit', 'list', ...options)).output).length;
    expect(await listed('--from', today, '--to', today)).toBe(2);
    expect(await listed('--to', '2020-01-01')).toBe(0);
    expect(await listed('--action', 'key.', '--actor', 'cli', '--result', 'done')).toBe(1);
    expect(await listed('--search', '330127', '--limit', '1')).toBe(1);
    for (const wrong of [
      ['--from', 'yesterday'],
      ['--result', 'perhaps'],
      ['--limit', '0'],
    ])
      await expect(run('audit', 'list', ...wrong)).rejects.toThrow();
  });

  test('is exported as a table that a spreadsheet opens and does not carry out', async () => {
    await stored((store) =>
      store.audit([
        { at: Date.parse('2026-11-22T01:02:03.004Z'), actor: '=1+1', action: 'a"b', result: 'done' },
      ]),
    );
    const file = join(folder, 'audit.csv');
    await run('audit', 'export', file, '--from', '2026-11-22', '--to', '2026-11-22');
    const [head, row, end] = (await readFile(file, 'utf8')).split('\r\n');
    expect(head).toBe('\uFEFF序号,时间,操作者,动作,对象,来源,结果,时间（UTC）,校验值');
    expect(row).toMatch(
      /^1,2026-11-22 09:02:03,'=1\+1,"a""b",,,done,2026-11-22T01:02:03\.004Z,[0-9a-f]{64}$/,
    );
    expect(end).toBe('');
    await expect(run('audit', 'export', file)).rejects.toThrow(/already/);
  });

  test('is verified: a changed row is named, and a head that was noted is looked for', async () => {
    await run('key', 'create', '--site', site);
    const { output, failures } = await run('audit', 'verify');
    expect(output).toMatchObject({ ok: true, rows: 1, head: expect.stringMatching(/^1:[0-9a-f]{64}$/) });
    expect(failures).toEqual([]);
    const other = await run('audit', 'verify', '--head', `2:${'a'.repeat(64)}`);
    expect(other.output).toMatchObject({ ok: false, broken: { n: 2, fault: 'cut-off' } });
    const database = new DatabaseSync(join(folder, 'cockpit.db'));
    database.exec(`drop trigger audit_is_not_rewritten; update audit set actor = 'somebody'`);
    database.close();
    const broken = await run('audit', 'verify');
    expect(broken.output).toMatchObject({ ok: false, broken: { n: 1, fault: 'changed' } });
    expect(broken.failures).toEqual(['The audit log is not as it was written: row 1 is changed.']);
    await expect(run('audit', 'verify', '--head', 'x')).rejects.toThrow(/--head/);
  });
});

describe('what an import would do', () => {
  test('is told row by row before it is done, and is nothing afterwards', async () => {
    const own = join(folder, 'county');
    await cp(profile, own, { recursive: true });
    const { output: first } = await run('county', 'plan', own);
    expect(first).toMatchObject({ code: '330127', version: 0, ok: true, counts: { changed: 0, refused: 0 } });
    expect((await run('county', 'import', own)).output).toMatchObject({ ok: true, version: 1 });
    expect((await run('county', 'plan', own)).output).toMatchObject({ version: 1, rows: [] });
    const file = join(own, 'sites.csv');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, lines.join('\n').replace(',open,', ',closed,'));
    const { output: changed } = await run('county', 'plan', own);
    expect(changed).toMatchObject({ version: 1, ok: true });
    expect((changed as unknown as { rows: object[] }).rows).toMatchObject([
      { part: 'sites', fate: 'closed' },
    ]);
    await writeFile(file, lines.slice(0, -1).join('\n'));
    const { output: lacking, failures } = await run('county', 'plan', own);
    expect([lacking.ok, failures.length]).toEqual([false, 1]);
  });
});

describe('backups of the list', () => {
  test('are made without a name, listed, and put back by their names', async () => {
    await run('county', 'import', profile);
    const { output: made } = await run('backup', 'create');
    expect(made).toMatchObject({ file: expect.stringContaining(join(folder, 'backups', 'cockpit-')) });
    const { output: list } = await run('backup', 'list');
    expect(list).toMatchObject({
      folder: join(folder, 'backups'),
      items: [{ by: 'cli', verified: true, counties: [{ code: '330127', name: '淳安县', seq: 0 }] }],
    });
    const [{ name = '' } = {}] = (list as unknown as { items: { name?: string }[] }).items;
    const elsewhere = {
      DATABASE_URL: `sqlite:${join(folder, 'new.db')}`,
      BACKUP_DIR: join(folder, 'backups'),
    };
    const { output } = await runCommand(['backup', 'restore', name], elsewhere);
    expect(output).toEqual({ restored: join(folder, 'backups', name) });
    const postgres = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    await expect(runCommand(['backup', 'list'], postgres)).rejects.toThrow(/pg_dump/);
  });
});
