/** The desk without a mouse: an administrator's way from signing in to signing out, and where the focus is on it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { placed } from '../support/station.ts';
import { until } from '../support/until.ts';

const longMs = 40_000;

let server: Server;
let browser: Browser;
let admin: SignedIn;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
  admin = await server.makeUser('admin', '管理员小陈');
  watched = await openPage(browser, { width: 1440, height: 900 });
  ({ page } = watched);
});
afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await server?.stop();
});

interface Stop {
  name: string;
  /** On the screen, with a line around it or around the field that it is part of. */
  seen: boolean;
  /** In the dialog, where there is one. */
  within: boolean;
}

/** What has the focus; undefined where nothing of the page has it. */
const stop = (): Promise<Stop | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    const label = isField ? element.labels?.[0]?.textContent : undefined;
    const name = element.getAttribute('aria-label') ?? label ?? element.textContent;
    const frame = element.closest('.el-select__wrapper, .drop') ?? element;
    const { outlineStyle, outlineWidth } = getComputedStyle(frame);
    const marked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    const { width, left, top, right, bottom } = frame.getBoundingClientRect();
    const onScreen = width > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const dialog = [...document.querySelectorAll('[role="dialog"]')].pop();
    return {
      name: name.replace(/[*\s]+/g, ' ').trim(),
      seen: marked && onScreen,
      within: dialog === undefined || dialog.contains(element),
    };
  });

/** Stops at which the focus could not be seen, or was outside the dialog. */
const lost: string[] = [];
async function look(): Promise<Stop | undefined> {
  const now = await stop();
  if (now && !(now.seen && now.within)) lost.push(`${now.name}${now.within ? '' : ' (outside)'}`);
  return now;
}
afterEach(() => expect(lost.splice(0).join(', ')).toBe(''));

const isNamed = (now: Stop | undefined, name: string | RegExp): boolean =>
  now !== undefined && (typeof name === 'string' ? now.name === name : name.test(now.name));

/** Goes on until something of this name has the focus. */
async function tabTo(name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < 90; count += 1) {
    const now = await look();
    if (isNamed(now, name)) return;
    passed.push(now?.name ?? '—');
    await page.keyboard.press(key);
  }
  throw new Error(`No ${name} by ${key}: ${passed.join(' | ')}`);
}
const press = async (name: string | RegExp): Promise<void> => {
  await tabTo(name);
  await page.keyboard.press('Enter');
};
async function focused(name: string | RegExp): Promise<void> {
  await until(`the focus on ${name}`, async () => isNamed(await stop(), name), 8_000);
  await look();
}
async function dialog(title: string): Promise<void> {
  await page.getByRole('dialog', { name: title }).waitFor();
  // It has it first as a whole, and gives it to its first field when it has come.
  await until('the focus in it', async () => (await stop())?.seen && (await stop())?.within, 8_000);
}
const noDialog = (): Promise<void> => page.getByRole('dialog').waitFor({ state: 'detached' });

async function pick(town: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await tabTo('选择文件');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({
    name: '新增站点.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`编码,名称,层级,乡镇,上级\n330127-P901,湖畔实践点,实践点,${town},330127-Z\n`),
  });
  await press('下一步：核对');
}

describe('an administrator without a mouse', () => {
  let key: string;

  test('signs in', async () => {
    await page.goto(`${server.address}/desk`);
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
    await tabTo('用户名');
    await page.keyboard.type(admin.name);
    await tabTo('密码');
    await page.keyboard.type(admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '账号密钥' }).waitFor({ timeout: longMs });
    await page.keyboard.press('Tab');
    await focused('跳到内容');
  });

  test('makes a key: the dialog keeps the focus, gives it back, and closes by Esc', async () => {
    await press('账号密钥');
    await page.getByRole('heading', { name: '账号密钥' }).waitFor();
    await press('站点密钥');
    await page.getByText('还没有密钥').waitFor();
    await press('新建密钥');
    await dialog('新建站点密钥');
    await focused('站点');
    // All around it: the way out is not to be found by Tab.
    for (let count = 0; count < 8; count += 1) {
      await page.keyboard.press('Tab');
      await look();
    }
    await page.keyboard.press('Escape');
    await noDialog();
    await focused('新建密钥');

    await page.keyboard.press('Enter');
    await dialog('新建站点密钥');
    await focused('站点');
    await page.keyboard.type('威坪镇');
    await page
      .getByRole('option', { name: /威坪镇/ })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo('备注（选填）');
    await page.keyboard.type('签到一体机');
    await press('新建密钥');
    await dialog('密钥已建立');
    key = await page.locator('[data-secret]').inputValue();
    await press('已保存，关闭');
    await noDialog();
    await focused('新建密钥');
    const row = page.locator('[data-key]', { hasText: '签到一体机' });
    const site = /330127[\w-]+/.exec(await row.innerText())?.[0] ?? '';
    expect((await server.post(key, JSON.stringify(placed(site)))).status).toBe(200);
  });

  test('imports a register: a bad row is told of, put right, and written', async () => {
    await tabTo('县情', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '县情', exact: true }).waitFor();
    await press('批量导入');
    await pick('没有这个镇');
    await page.locator('[data-fate="refused"]').getByText('第 2 行').waitFor();
    // Where one goes on reading, not at the top of the page.
    await focused(/不能写入/);
    await press('返回修改');
    await focused('选择文件');
    await pick('文昌镇');
    await page.locator('[data-fate="new"]').waitFor();
    await press('写入');
    await page.getByText('已写入，各屏已更新').waitFor({ timeout: longMs });
    await focused('选择文件');
  });

  test('revokes the key, and the focus stays in the list', async () => {
    await tabTo('账号密钥', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '账号密钥' }).waitFor();
    await press('站点密钥');
    await page.locator('[data-key]').waitFor();
    await press('停用');
    await dialog('停用这个密钥？');
    await page.keyboard.press('Escape');
    await noDialog();
    await focused('停用');
    await page.keyboard.press('Enter');
    await dialog('停用这个密钥？');
    await press('停用');
    await noDialog();
    await page.locator('[data-key]').waitFor({ state: 'detached' });
    await focused('搜站点、备注、编号');
    expect((await server.post(key, JSON.stringify(placed('330127-Z')))).status).toBe(401);
  });

  test('finds all of it in the audit log, and has it verified', async () => {
    await tabTo('审计', 'Shift+Tab');
    await page.keyboard.press('Enter');
    for (const action of ['sign-in', 'key.create', 'registers.change', 'key.revoke'])
      await page.locator(`[data-audit="${action}"]`).first().waitFor();
    await press('校验');
    await dialog('校验审计日志');
    await press('开始校验');
    await page.getByText(/^✓ 全部 \d+ 条完整/).waitFor();
    await page.keyboard.press('Escape');
    await noDialog();
    await focused('校验');
  });

  test('signs out by the menu, which closes by Esc', async () => {
    await tabTo(/管理员/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await focused('修改密码');
    await page.keyboard.press('Escape');
    await focused(/管理员/);
    await page.keyboard.press('Enter');
    await press('退出登录');
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await tabTo('用户名');
    expect(watched.faults.filter((fault) => !isLineFault(fault))).toEqual([]);
  });
});
