/** Signing in on the page, and what is seen of it on wall and phone (contract §7 and §8). */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../server/cli/run.ts';
import { violationsOf } from '../support/axe.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import {
  clientId,
  clientSecret,
  type IdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.ts';
import { type Server, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { isLive } from '../support/wall.ts';

const county = 'area:330127';
const firstPassword = '首次登录时用的那个口令';
const ownPassword = '山高水长，又见炊烟升起';

let server: Server;
let browser: Browser;
let provider: IdentityProvider;

beforeAll(async () => {
  browser = await openBrowser();
  provider = await startIdentityProvider();
  server = await startServer({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_LABEL: '浙政钉登录',
  });
  provider.allow(`${server.address}/api/v1/session/provider/callback`);
  const create = ['user', 'create', '--name', 'wang', '--role', 'leader', '--display-name', '王芳'];
  await runCommand([...create, '--subject', 'sub-wang'], server.env, async () => firstPassword);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.close();
});

/** Without those of the provider, which is another host, and those of a line that is refused. */
const unexpected = ({ faults }: Watched): string[] =>
  faults.filter((fault) => !isLineFault(fault) && !/localhost|status of 4(03|22|29)/.test(fault));

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function fillIn(page: Page, password: string): Promise<void> {
  await field(page, '用户名').fill('wang');
  await field(page, '密码').fill(password);
  await page.keyboard.press('Enter');
}

test('the first password is changed, the wall is seen, and the session’s end closes it', async () => {
  const watched = await openPage(browser, { width: 1440, height: 900 });
  const { page } = watched;
  const wall = `/wall?scope=${county}`;
  await page.goto(`${server.address}/sign-in?to=${encodeURIComponent(wall)}`);
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await fillIn(page, 'something else');
  await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
  await fillIn(page, firstPassword);
  await page.getByRole('heading', { name: '设置新密码' }).waitFor();
  expect(await field(page, '原密码').count()).toBe(0);
  await field(page, '新密码').fill('password123');
  await page.getByText('这个密码太常见').waitFor();
  await field(page, '新密码').fill(ownPassword);
  await field(page, '再填一次新密码').fill(`${ownPassword}。`);
  await page.keyboard.press('Enter');
  await page.getByText('两次填写的新密码不一样').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await field(page, '再填一次新密码').fill(ownPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/wall');
  await isLive(page, county);
  const cookies = await page.context().cookies();
  expect(cookies).toMatchObject([
    { name: 'cockpit-session', httpOnly: true, sameSite: 'Strict', expires: -1 },
  ]);
  await page.reload();
  await isLive(page, county);
  await server.cli('user', 'disable', '--name', 'wang');
  await page.getByText('本屏无权查看该范围').first().waitFor();
  await server.cli('user', 'enable', '--name', 'wang');
  // Denied, the page offers to sign in.
  await page.getByRole('link', { name: '用账号登录' }).click();
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  expect(unexpected(watched)).toEqual([]);
  await watched.close();
});

test('the provider of the county leads there and back, though it is another site', async () => {
  const watched = await openPage(browser, { width: 390, height: 844 });
  const { page } = watched;
  provider.next = undefined;
  // Nobody has signed in on this phone: it asks who holds it.
  await page.goto(`${server.address}/m?scope=${county}`);
  await page.getByRole('link', { name: '浙政钉登录' }).click();
  await page.getByText('统一身份认证没有通过，或已取消').waitFor();
  provider.next = { account: 'sub-wang' };
  await page.getByRole('link', { name: '浙政钉登录' }).click();
  await page.waitForURL((url) => url.pathname === '/m');
  await isLive(page, county);
  await page.goto(`${server.address}/sign-in?to=//evil.example`);
  await page.getByText('王芳').waitFor();
  await page.getByRole('button', { name: '继续' }).click();
  await page.waitForURL((url) => url.origin === server.address && url.pathname === '/m');
  await page.goto(`${server.address}/sign-in`);
  await page.getByRole('button', { name: /^退出/ }).click();
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  expect(await page.context().cookies(server.address)).toEqual([]);
  expect(unexpected(watched)).toEqual([]);
  await watched.close();
});

test('a name that is locked says when it may be tried again, and another one may be', async () => {
  const { page, close } = await openPage(browser, { width: 1440, height: 900 });
  await page.goto(`${server.address}/sign-in`);
  for (let tries = 0; tries < 5; tries += 1)
    await fetch(`${server.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'wang', password: 'something else' }),
    });
  await fillIn(page, ownPassword);
  await page.getByText('已锁定，请5分钟后再试').waitFor();
  const button = page.getByRole('button', { name: /后可再试/ });
  expect(await button.isDisabled()).toBe(true);
  await field(page, '用户名').fill('li');
  await until('another name may be tried', () =>
    page.getByRole('button', { name: '登录', exact: true }).isEnabled(),
  );
  await close();
});
