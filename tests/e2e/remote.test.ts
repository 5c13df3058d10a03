/** The wall in the hand: a wall shows a code, a phone pairs it and drives it, and the audit log has it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { eventOf } from '../support/station.ts';
import { until } from '../support/until.ts';
import { isLive } from '../support/wall.ts';

const county = 'area:330127';
const town = { code: '330127100', short: '千岛湖' };
const thumb = { width: 360, height: 780 };

let server: Server;
let browser: Browser;
const pages: Watched[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
});
afterAll(async () => {
  for (const page of pages) await page.close();
  await browser?.close();
  await server?.stop();
});

const marksOf = (wall: Page): Promise<DOMStringMap> =>
  wall.evaluate(() => ({ ...document.documentElement.dataset }));

const marked = (wall: Page, wanted: Record<string, string | undefined>): Promise<unknown> =>
  until(`the wall says ${JSON.stringify(wanted)}`, async () => {
    const marks = await marksOf(wall);
    return Object.entries(wanted).every(([mark, value]) => marks[mark] === value);
  });

/** Names of the county that can be read on the wall. */
const namesSeen = (wall: Page): Promise<string[]> =>
  wall.evaluate((names) => {
    const seen: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const element = node.parentElement;
      if (!element || element.closest('h1') || !names.some((name) => text.includes(name))) continue;
      const { color, visibility } = getComputedStyle(element);
      const isDrawn = element.getClientRects().length > 0 && visibility === 'visible';
      if (isDrawn && color !== 'rgba(0, 0, 0, 0)') seen.push(`${element.className}: ${text.trim()}`);
    }
    return seen;
  }, names);
const names = ['千岛湖', '文昌', '威坪', '临岐', '梓桐', '大墅', '安阳'];

/** Tells of every moment in which something of the wall was drawn and nothing covered it. */
const watchCover = (wall: Page): Promise<unknown> =>
  wall.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('.wall') && document.documentElement.dataset.cover === undefined)
        Reflect.set(window, 'uncovered', true);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

async function openPaired(): Promise<{ wall: Page; phone: Page; id: string }> {
  const operator = await server.makeUser('operator', '王小明值班');
  const [hung, held] = [await openPage(browser), await openPage(browser, thumb)];
  pages.push(hung, held);
  const [wall, phone] = [hung.page, held.page];
  await operator.enter(phone.context());
  await wall.goto(`${server.address}/wall?scene=overview`);
  const code = (await wall.locator('.pairing .code').getAttribute('aria-label', { timeout: 30_000 })) ?? '';
  await phone.goto(`${server.address}/remote?code=${code}`);
  await phone.getByLabel('名称').fill('一楼大厅');
  await until('the county is there', async () => (await phone.locator('form option').count()) > 20);
  expect(await violationsOf(phone)).toEqual([]);
  const anew = wall.waitForEvent('load');
  await phone.getByRole('button', { name: '配对' }).click();
  await anew;
  await isLive(wall, county);
  expect(new URL(wall.url()).hash).toBe('');
  const { items } = (await server.cli('display', 'list')) as unknown as { items: { id: string }[] };
  return { wall, phone, id: items[0]?.id ?? '' };
}

/** Both sides, and what a test does and sees on the phone. */
interface Hands {
  wall: Page;
  phone: Page;
  press(name: string): Promise<void>;
  /** Waits until the phone says so of the wall. */
  tells(text: string): Promise<unknown>;
}

async function leads({ wall, phone, press, tells }: Hands): Promise<void> {
  await press('云平台调度');
  await marked(wall, { scene: 'orders' });
  await wall.getByText('王**').waitFor();
  await tells('淳安县 · 云平台调度');
  // A hand at the wall leads it elsewhere, and the phone says so.
  await wall.keyboard.press('1');
  await marked(wall, { scene: 'overview' });
  await tells('现场已改');
  await press('地点');
  await press(town.short);
  await isLive(wall, `area:${town.code}`);
  await tells('千岛湖镇');
  await press('点单');
  await phone.locator('.order').first().click();
  await wall.getByRole('dialog').waitFor();
  await tells('点单卡片');
}

async function hides({ wall, press, tells }: Hands): Promise<void> {
  expect((await namesSeen(wall)).length).toBeGreaterThan(0);
  await press('遮盖');
  await marked(wall, { cover: 'names' });
  await tells('已遮盖名称');
  expect(await namesSeen(wall)).toEqual([]);
  expect(await wall.locator('[data-path]').count()).toBeGreaterThan(40);
  await watchCover(wall);
  await wall.reload();
  await isLive(wall, `area:${town.code}`);
  await wall.getByRole('dialog').waitFor();
  expect(await namesSeen(wall)).toEqual([]);
  await press('黑屏');
  await wall.locator('.blank').waitFor();
  await wall.reload();
  await wall.locator('.blank').waitFor();
  const visibility = () =>
    wall.evaluate(() => getComputedStyle(document.querySelector('.wall') ?? document.body).visibility);
  await until('nothing of the wall is seen', async () => (await visibility()) === 'hidden');
  expect(await wall.evaluate(() => Reflect.get(window, 'uncovered'))).toBeUndefined();
  await press('黑屏');
  await marked(wall, { cover: undefined });
}

async function replays({ wall, press, tells }: Hands): Promise<void> {
  await press('回放');
  await press('开始回放');
  await marked(wall, { mode: 'replay' });
  await tells('回放 20');
  await press('暂停');
  await tells('已暂停');
}

test('a phone pairs a wall, leads it, hides it, and lets it go', async () => {
  const { key } = await server.makeKey();
  const order = { orderId: 'lamp-1', kind: 'service', category: 'culture', title: '想看一场戏' };
  await server.post(key, JSON.stringify(eventOf('order.placed', { ...order, townCode: town.code })));
  const { wall, phone, id } = await openPaired();
  const press = (name: string) => phone.getByRole('button', { name, exact: true }).click();
  const tells = (text: string) =>
    until(`the phone says ${text}`, async () =>
      (await phone.locator('.picture').textContent())?.includes(text),
    );
  const hands: Hands = { wall, phone, press, tells };
  await tells('自动');
  await leads(hands);
  await hides(hands);
  await replays(hands);
  await press('恢复自动');
  await marked(wall, { mode: 'live', scene: 'overview', scope: county });
  await tells('自动');
  expect(await wall.getByText('王**').count()).toBe(0);
  expect(await violationsOf(phone)).toEqual([]);

  const admin = await server.makeUser('admin');
  await until('the audit log has it', async () => {
    const { body } = await admin.call<{ items: { actor: string; target?: string }[] }>(
      'GET',
      'audit?action=display.drive&limit=100',
    );
    const said = body.items.map(({ actor, target = '' }) => `${actor} ${target}`);
    return ['{"cover":"blank"}', 'null'].every((change) => said.includes(`user:王小明值班 ${id} ${change}`));
  });
  await server.cli('display', 'revoke', '--id', id);
  await wall.locator('.pairing .code').waitFor();
  await until('it is gone from the phone', async () => (await phone.locator('.display').count()) === 0);
  for (const { faults } of pages) expect(faults.filter((fault) => !isLineFault(fault))).toEqual([]);
});
