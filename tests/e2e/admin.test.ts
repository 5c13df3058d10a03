/** Administration in Chromium: what is made on screen works at once, and what is revoked no longer does. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RegisterPlan } from '../../shared/wire/registers.ts';
import { violationsOf } from '../support/axe.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { countyCode, type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { placed } from '../support/station.ts';
import { until } from '../support/until.ts';
import { figuresOf, isLive } from '../support/wall.ts';

const desktop = { width: 1440, height: 900 };
const ownPassword = '梧桐-下棋-看海-登山';
const longMs = 40_000;

let server: Server;
let browser: Browser;
let admin: SignedIn;
let page: Page;
const opened: Watched[] = [];

async function open(size = desktop): Promise<Page> {
  const watched = await openPage(browser, size);
  opened.push(watched);
  return watched.page;
}

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
  admin = await server.makeUser('admin', '管理员小陈');
  page = await open();
  await admin.enter(page.context());
});
afterAll(async () => {
  for (const { close } of opened) await close();
  await browser?.close();
  await server?.stop();
});
afterEach(() => {
  const faults = opened.flatMap((watched) => watched.faults.splice(0));
  // A browser tells of every refusal: one that comes of an overtaken write is the point.
  expect(faults.filter((fault) => !isLineFault(fault) && !/status of 409/.test(fault))).toEqual([]);
});

/** A section whose list has been read. */
async function section(path: string): Promise<void> {
  await page.goto(`${server.address}/desk/${path}`);
  await page.locator('#desk-main section[aria-label]').waitFor({ timeout: longMs });
  await page.locator('#desk-main [aria-busy="true"]').waitFor({ state: 'detached' });
}

/** The newest dialog: one may stand above another. */
const dialog = (): Locator => page.getByRole('dialog').last();
const press = (within: Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click();
const secret = (): Promise<string> => page.locator('[data-secret]').inputValue();
const accessible = async (): Promise<void> => expect(await violationsOf(page, 'body')).toEqual([]);

async function pickPlace(field: Locator, words: string): Promise<void> {
  await field.click();
  await field.pressSequentially(words);
  await page.locator('.el-select-dropdown__item:visible', { hasText: words }).first().click();
}

test('a key that is made sends, and no longer once it is revoked', async () => {
  await section('access/keys');
  await page.getByText('还没有密钥').waitFor();
  await press(page.locator('#desk-main'), '新建密钥');
  await pickPlace(dialog().getByLabel('站点'), '威坪镇');
  await dialog().getByLabel('备注（选填）').fill('签到一体机');
  await press(dialog(), '新建密钥');
  const key = await secret();
  await accessible();
  const row = page.locator('[data-key]', { hasText: '签到一体机' });
  const site = /330127[\w-]+/.exec(await row.innerText())?.[0] ?? '';
  await press(dialog(), '已保存，关闭');
  const sent = await server.post(key, JSON.stringify(placed(site)));
  expect([sent.status, sent.body.accepted], JSON.stringify(sent.body)).toEqual([200, 1]);
  expect(await page.content()).not.toContain(key);

  await press(row, '停用');
  await press(dialog(), '停用');
  await row.waitFor({ state: 'detached' });
  expect((await server.post(key, JSON.stringify(placed(site)))).status).toBe(401);
  await page.getByLabel('含已停用').check();
  await row.getByText('停用于').waitFor();
  await accessible();
});

test('a user who is made signs in with the one-time password and must change it; who is disabled is out', async () => {
  await section('access/users');
  await press(page.locator('#desk-main'), '新建用户');
  await dialog().getByLabel('用户名（登录用）').fill('wang.ning');
  await dialog().getByLabel('姓名').fill('王宁');
  await dialog()
    .getByText(/^ 调度员/)
    .click();
  await press(dialog(), '新建用户');
  const password = await secret();
  await press(dialog(), '已保存，关闭');
  const row = page.locator('[data-user="wang.ning"]');
  await row.getByText('待修改初始密码').waitFor();
  await accessible();

  const desk = await open();
  await desk.goto(`${server.address}/desk`);
  await desk.getByLabel('用户名', { exact: true }).fill('wang.ning');
  await desk.getByLabel('密码', { exact: true }).fill(password);
  await desk.keyboard.press('Enter');
  await desk.getByRole('heading', { name: '设置新密码' }).waitFor();
  await desk.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await desk.getByLabel('再填一次新密码', { exact: true }).fill(ownPassword);
  await desk.keyboard.press('Enter');
  await desk.getByRole('link', { name: '调度' }).waitFor({ timeout: longMs });
  expect(await desk.getByRole('link', { name: '账号密钥' }).count()).toBe(0);

  await press(row, '停用');
  await press(dialog(), '停用');
  await row.waitFor({ state: 'detached' });
  await desk.getByRole('heading', { name: '登录已结束' }).waitFor({ timeout: longMs });
});

test('a display is opened by its address, seen, and cut off', async () => {
  await section('access/displays');
  await press(page.locator('#desk-main'), '新建大屏');
  await dialog().getByLabel('名称').fill('指挥大厅主屏');
  await press(dialog(), '新建大屏');
  const address = await secret();
  await page.getByRole('img', { name: '地址二维码' }).waitFor();
  await press(dialog(), '已保存，关闭');
  const wall = await open({ width: 1920, height: 1080 });
  await wall.goto(address);
  await isLive(wall, `area:${countyCode}`);
  expect(wall.url()).not.toContain('token');
  const row = page.locator('[data-display]', { hasText: '指挥大厅主屏' });
  await section('access/displays');
  await row.getByText('在线').waitFor();
  await press(row, '停用');
  await press(dialog(), '停用');
  await row.waitFor({ state: 'detached' });
  await until('the wall is cut off', async () => {
    const connection = await wall.evaluate(() => document.documentElement.dataset.connection);
    return connection !== 'live';
  });
});

test('a file with a bad row is told of, put right, written, and seen on the wall', async () => {
  const wall = await open({ width: 1920, height: 1080 });
  await admin.enter(wall.context());
  await wall.goto(`${server.address}/wall?scope=area:${countyCode}&night=0`);
  await isLive(wall);
  const points = async (): Promise<string | undefined> =>
    (await figuresOf(wall)).find(({ path }) => path === 'now.sites.point')?.value;
  const before = Number(await points());
  const file = (town: string) => ({
    name: '新增站点.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `编码,名称,层级,乡镇,上级\n330127-P901,湖畔实践点,实践点,千岛湖镇,330127-Z\n330127-P902,渔村实践点,实践点,${town},330127-Z\n`,
    ),
  });
  await section('registers/import');
  await page.getByLabel('选择文件').setInputFiles(file('没有这个镇'));
  await press(page.locator('#desk-main'), '下一步：核对');
  const refused = page.locator('[data-fate="refused"]');
  await refused.getByText('第 3 行').waitFor();
  await refused.getByText('没有“没有这个镇”').waitFor();
  expect(await page.getByRole('button', { name: '写入', exact: true }).count()).toBe(0);
  await accessible();
  await press(page.locator('#desk-main'), '返回修改');
  await page.getByLabel('选择文件').setInputFiles(file('文昌镇'));
  await press(page.locator('#desk-main'), '下一步：核对');
  await until('both rows are new', async () => (await page.locator('[data-fate="new"]').count()) === 2);
  expect(Number(await points())).toBe(before);
  await press(page.locator('#desk-main'), '写入');
  await page.getByText('已写入，各屏已更新').waitFor({ timeout: longMs });
  await until('the wall has both', async () => Number(await points()) === before + 2, longMs);
  await section('registers/sites');
  await page.getByLabel('搜站点名称、编码').fill('渔村');
  await page.locator('[data-row="330127-P902"]').getByText('文昌镇').waitFor();
  await accessible();
});

test('a row that somebody else changed meanwhile is looked at again, with nothing typed lost', async () => {
  await section('registers/sites');
  await page.getByLabel('搜站点名称、编码').fill('330127-Z');
  await press(page.locator('[data-row="330127-Z"]'), '修改');
  await dialog().getByLabel('开放时间').fill('9点到17点');
  await press(dialog(), '下一步：核对');
  await dialog().getByRole('alert').getByText('应为时间段').waitFor();
  await dialog().getByLabel('开放时间').fill('09:00-17:30');
  await press(dialog(), '下一步：核对');
  await page.locator('[data-plan] [data-fate="changed"]').getByText('09:00-17:30').waitFor();
  await accessible();
  const registers = `admin/counties/${countyCode}/registers`;
  const change = { rows: [{ table: 'teams', key: 'Z', values: { members: '321' } }] };
  const { body: plan } = await admin.call<RegisterPlan>('POST', `${registers}/plan`, change);
  const { version, planId } = plan;
  expect((await admin.call('PUT', registers, { version, planId, change })).status).toBe(202);
  await until('it is written', async () => {
    const { body } = await admin.call<{ version: number }>('GET', registers);
    return body.version > version;
  });
  await press(dialog(), '写入');
  await dialog().getByRole('alert').getByText(`用户 ${admin.name}已修改了登记`).waitFor();
  await page.locator('[data-plan] [data-fate="changed"]').getByText('09:00-17:30').waitFor();
  await press(dialog(), '写入');
  await page.getByText('已写入，各屏已更新').waitFor({ timeout: longMs });
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('[data-row="330127-Z"]').getByText('09:00-17:30').waitFor();
});

test('a backup is made and looked through; a restore wants the name of the county', async () => {
  await section('backups');
  await press(page.locator('#desk-main'), '立即备份');
  const row = page.locator('[data-backup]').first();
  await row.getByText('✓ 完整').waitFor({ timeout: longMs });
  await accessible();
  await press(row, '恢复…');
  const go = dialog().getByRole('button', { name: '检查并准备恢复' });
  expect(await go.isDisabled()).toBe(true);
  await dialog()
    .getByLabel(/以确认$/)
    .fill('淳安县');
  expect(await go.isEnabled()).toBe(true);
  await go.click();
  await page.getByText('下次启动时换上').waitFor({ timeout: longMs });
  await accessible();
  await page.getByRole('button', { name: '取消恢复' }).click();
  await page.getByText('已取消恢复').waitFor();
});

test('everything of it is in the audit log, which is whole', async () => {
  await section('log/audit');
  const rows = page.locator('[data-audit]');
  for (const action of ['key.create', 'key.revoke', 'user.create', 'user.change', 'display.revoke'])
    expect(await page.locator(`[data-audit="${action}"]`).count(), action).toBeGreaterThan(0);
  await page.getByLabel('动作').selectOption('key.create');
  await until('one kind is left', async () =>
    (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-audit')))).every(
      (action) => action === 'key.create',
    ),
  );
  await rows.first().getByText(`用户 ${admin.name}`).waitFor();
  await page.getByRole('button', { name: '校验', exact: true }).click();
  await press(dialog(), '开始校验');
  await dialog()
    .getByText(/^✓ 全部 \d+ 条完整/)
    .waitFor();
  await accessible();
});
