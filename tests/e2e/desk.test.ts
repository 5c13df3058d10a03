/** The desk in Chromium: an order's whole way seen on desk, wall and phone, by keys, in a race, and by role. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OrderDetail, SuggestionsAnswer } from '../../shared/wire/desk.ts';
import { violationsOf } from '../support/axe.ts';
import { isLineFault, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { eventOf, freshId } from '../support/station.ts';
import { until } from '../support/until.ts';
import { figuresOf, isLive } from '../support/wall.ts';

const county = '330127';
const station = '330127101-S';
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

let server: Server;
let browser: Browser;
let key: string;
let operator: SignedIn;
let other: SignedIn;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
  operator = await server.makeUser('operator');
  other = await server.makeUser('operator');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

async function send(type: string, data: Record<string, unknown>): Promise<void> {
  const { status, body } = await server.post(key, JSON.stringify(eventOf(type, data, { site: station })));
  expect(status, JSON.stringify(body)).toBe(200);
}

const requester = { name: '欧阳春兰', phone: '13587654321', address: '文昌镇某村8号' };

/** An order of a resident, as a station hands it in. */
async function placeOrder(more: Record<string, unknown> = {}): Promise<string> {
  const orderId = freshId('desk');
  const title = `想看一场戏${orderId}`;
  await send('order.placed', { orderId, kind: 'service', category: 'culture', title, requester, ...more });
  return orderId;
}

async function open(path: string, who?: SignedIn, size = desktop): Promise<Page> {
  const watched = await openPage(browser, size);
  opened.push(watched);
  if (who) await who.enter(watched.page.context());
  await watched.page.goto(server.address + path);
  return watched.page;
}

const faults = (): string[] => opened.flatMap((one) => one.faults).filter((fault) => !isLineFault(fault));

const row = (page: Page, id: string) => page.locator(`[role="option"][data-order="${id}"]`);
const pane = (page: Page, id: string) => page.locator(`section[data-order="${id}"][data-state]`);
const history = (page: Page, id: string) => pane(page, id).locator('ol li');

/** What a board's figure reads on a page, and that it grew by one on each of several pages. */
async function valueOn(page: Page, path: string): Promise<number> {
  const figure = (await figuresOf(page)).find((one) => one.path === path);
  return figure?.value === undefined || figure.value === '' ? Number.NaN : Number(figure.value);
}
async function grows(pages: readonly Page[], path: string, doIt: () => Promise<unknown>): Promise<void> {
  const before = await Promise.all(pages.map((page) => valueOn(page, path)));
  await doIt();
  await until(`${path} is one more on every screen`, async () => {
    const now = await Promise.all(pages.map((page) => valueOn(page, path)));
    return now.every((value, index) => value === (before[index] ?? 0) + 1);
  });
}

describe('an order on its whole way', () => {
  test('is seen on desk, wall and phone at once', async () => {
    const [desk, wall, hand] = await Promise.all([
      open('/desk', operator),
      open(`/wall?scope=area:${county}`),
      open(`/m/orders?scope=area:${county}`, undefined, phone),
    ]);
    await Promise.all([isLive(wall), isLive(hand)]);
    await desk.locator('[data-panel="desk"] [data-path="now.ordersOpen"]').waitFor();
    const all = [desk, wall, hand];
    let id = '';
    await grows(all, 'now.ordersOpen', async () => {
      id = await placeOrder();
    });
    await row(desk, id).click();
    await pane(desk, id).getByText(requester.phone).waitFor();
    await pane(desk, id).getByText(requester.address).waitFor();
    const best = pane(desk, id).locator('[data-team]').first();
    const teamId = (await best.getAttribute('data-team')) ?? '';
    await grows([wall, hand], 'orders.month.offered', () => best.locator('[data-offer]').click());
    await desk.getByText(/已派单给/).waitFor();
    await row(desk, id).getByText('待接单').waitFor();

    await grows([wall, hand], 'orders.month.accepted', () => send('order.accepted', { orderId: id, teamId }));
    await row(desk, id).getByText('办理中').waitFor();
    await grows([wall, hand], 'orders.month.completed', () =>
      send('order.completed', { orderId: id, beneficiaries: 12 }),
    );
    await row(desk, id).waitFor({ state: 'detached' });
    await pane(desk, id).getByText('惠及 12 人次').waitFor();
    expect(await pane(desk, id).getByText(requester.phone).count()).toBe(0);
    await grows([wall, hand], 'orders.month.rated', () => send('order.rated', { orderId: id, score: 5 }));
    await send('order.showcased', { orderId: id, consent: true });
    await hand.getByRole('button', { name: '今日' }).click();
    for (const screen of [wall, hand])
      await screen.locator('[data-panel="feed"]').getByText('晒单', { exact: true }).first().waitFor();
    await until('every step stands in the history', async () => (await history(desk, id).count()) === 6);
    expect(faults()).toEqual([]);
  });
});

describe('keys alone', () => {
  test('find, offer, take back, note and tell what they do', async () => {
    const id = await placeOrder();
    const desk = await open('/desk', operator);
    const { keyboard } = desk;
    await row(desk, id).waitFor();
    await keyboard.press('/');
    await keyboard.type(id);
    await until(
      'one row is left',
      async () => (await desk.locator('[role="option"][data-order]').count()) === 1,
    );
    await keyboard.press('Escape');
    await keyboard.press('j');
    await pane(desk, id).waitFor();
    await pane(desk, id).locator('[data-team]').first().waitFor();
    await keyboard.press('o');
    await keyboard.press('ArrowDown');
    const second = (await pane(desk, id).locator('[data-team]').nth(1).getAttribute('data-team')) ?? '';
    await keyboard.press('Enter');
    await desk.getByText(/已派单给/).waitFor();
    const offered = await operator.call<OrderDetail>('GET', `desk/orders/${county}/${id}`);
    expect(offered.body).toMatchObject({ step: 'offered', team: { id: second } });

    await keyboard.press('z');
    await desk.getByText('已撤销', { exact: true }).waitFor();
    await row(desk, id).getByText('待派单').waitFor();
    const undone = await operator.call<OrderDetail>('GET', `desk/orders/${county}/${id}`);
    expect(undone.body).toMatchObject({ step: 'placed' });

    await keyboard.press('n');
    await keyboard.type('已电话联系，周六上午合适');
    await keyboard.press('Control+Enter');
    await history(desk, id).getByText('已电话联系，周六上午合适').waitFor();
    await keyboard.press('?');
    await desk.getByRole('dialog').getByText('撤销自己的上一步').waitFor();
    await keyboard.press('Escape');
    await desk.getByRole('dialog').waitFor({ state: 'detached' });
    expect(faults()).toEqual([]);
  });

  test('take down the order of somebody who phones, and tell what is missing', async () => {
    const desk = await open('/desk', operator);
    const { keyboard } = desk;
    await desk.locator('[role="option"][data-order]').first().waitFor();
    await keyboard.press('a');
    const form = desk.getByRole('dialog');
    const title = form.getByLabel('群众要什么服务');
    await until('the form has the focus', () => title.evaluate((field) => field === document.activeElement));
    await keyboard.press('Enter');
    await form.getByText('请写明群众要什么服务').waitFor();
    await form.getByText('请选择服务类别').waitFor();
    await keyboard.type('独居老人请人量血压');
    await form.getByLabel('电话').fill('123');
    await form.getByText('请填 11 位手机号').waitFor();
    await form.getByLabel('电话').fill('13900001111');
    await form.getByLabel('类别').click();
    await desk.locator('.el-select-dropdown__item', { hasText: '卫生' }).click();
    // Closed by mistake, nothing is lost.
    await form.getByLabel('电话').press('Escape');
    await form.getByRole('button', { name: '先关闭，稍后再填' }).click();
    await form.waitFor({ state: 'detached' });
    await keyboard.press('a');
    await form.getByRole('button', { name: '提交点单' }).click();
    await desk.getByRole('heading', { name: '独居老人请人量血压' }).waitFor();
    await desk.locator('section[data-state="open"]').getByText('13900001111').waitFor();
    expect(faults()).toEqual([]);
  });
});

describe('two operators', () => {
  test('the second is told who was faster, and loses nothing of what was written', async () => {
    const id = await placeOrder();
    const desk = await open(`/desk/orders/${id}`, operator);
    await pane(desk, id).waitFor();
    await pane(desk, id).getByRole('button', { name: '撤单' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('textbox').fill('群众来电说不需要了');
    const { body: teams } = await other.call<SuggestionsAnswer>(
      'GET',
      `desk/orders/${county}/${id}/suggestions`,
    );
    const { body: order } = await other.call<OrderDetail>('GET', `desk/orders/${county}/${id}`);
    const team = teams.items[0]?.id ?? '';
    const offer = { team, seen: order.seen, commandId: freshId('command') };
    const offered = await other.call('POST', `desk/orders/${county}/${id}/offer`, offer);
    expect(offered.status).toBe(200);
    await row(desk, id).getByText('待接单').waitFor();
    await dialog.getByRole('button', { name: '确认撤单' }).click();
    const told = desk.getByRole('alert').filter({ hasText: '已被他人处理' });
    await told.getByText(other.name).waitFor();
    await pane(desk, id).getByRole('button', { name: '撤单' }).click();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('群众来电说不需要了');
    await dialog.getByRole('button', { name: '确认撤单' }).click();
    await desk.getByText('已撤单').first().waitFor();
    const after = await operator.call<OrderDetail>('GET', `desk/orders/${county}/${id}`);
    expect(after.body.state).toBe('cancelled');
    // The browser tells of every refusal: this one was the point.
    expect(faults().filter((fault) => !/status of 409/.test(fault))).toEqual([]);
  });
});

describe('who may not', () => {
  test('a leader sees no buttons and no contact; whoever has not signed in sees nothing', async () => {
    const id = await placeOrder();
    const leader = await server.makeUser('leader');
    const desk = await open(`/desk/orders/${id}`, leader);
    await pane(desk, id).waitFor();
    await row(desk, id).waitFor();
    expect(await desk.getByRole('toolbar').count()).toBe(0);
    expect(await desk.getByRole('button', { name: /^(录入点单|派单|备注|撤|代)/ }).count()).toBe(0);
    const text = (await desk.textContent('body')) ?? '';
    for (const secret of Object.values(requester)) expect(text).not.toContain(secret);
    await desk.keyboard.press('c');
    await desk.keyboard.press('a');
    expect(await desk.getByRole('dialog').count()).toBe(0);
    const nobody = await open('/desk');
    await until('asked to sign in', () => new URL(nobody.url()).pathname === '/sign-in');
    expect(faults()).toEqual([]);
  });
});

describe('every view', () => {
  test('can be used with help tools, and a low rating is answered', async () => {
    const id = await placeOrder();
    await send('order.completed', { orderId: id });
    await send('order.rated', { orderId: id, score: 1 });
    const desk = await open('/desk?only=low-rating', operator);
    await row(desk, id).click();
    await pane(desk, id).waitFor();
    expect(await violationsOf(desk)).toEqual([]);
    await desk.getByRole('link', { name: '预警' }).click();
    const alert = desk.locator('[data-alert]', { hasText: '低分待回访' }).first();
    await alert.getByRole('button', { name: '签收', exact: true }).click();
    await alert.getByText(/已签收/).waitFor();
    await alert.locator('button').first().click();
    expect(await violationsOf(desk)).toEqual([]);
    await alert.getByRole('link', { name: /打开点单/ }).click();
    await pane(desk, id).waitFor();
    await desk.keyboard.press('b');
    await desk.getByRole('dialog').getByRole('textbox').fill('已道歉并约定重新服务');
    expect(await violationsOf(desk)).toEqual([]);
    await desk.getByRole('button', { name: '确认回访' }).click();
    await history(desk, id).getByText('已道歉并约定重新服务').waitFor();
    await desk.getByRole('link', { name: '数据质量' }).click();
    await desk.getByRole('heading', { name: '数据质量' }).waitFor();
    expect(await violationsOf(desk)).toEqual([]);
    expect(faults()).toEqual([]);
  });
});

describe('the wall', () => {
  test('carries nothing of the desk', () => {
    const dist = join(import.meta.dirname, '../../web/dist');
    const read = (name: string): string => readFileSync(join(dist, name), 'utf8');
    const reached = new Set<string>();
    const take = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      const text = read(name);
      for (const [, to = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
        take(`assets/${to}`);
    };
    for (const [, name = ''] of read('index.html').matchAll(/["']\/(assets\/[\w.-]+\.js)["']/g)) take(name);
    expect(reached.size).toBeGreaterThan(1);
    for (const name of reached) expect(read(name), name).not.toMatch(/el-dialog|desk\/queue|派单建议/);
  });
});
