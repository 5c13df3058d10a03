/** Every number of every scene opens: its definition is there, and its evidence makes exactly the number on the wall. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CountyAnswer, EvidenceAnswer, EvidenceItem } from '../../shared/wire/http.ts';
import { sumOf } from '../../web/panels/drawer/evidence-sum.ts';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, eventOf, freshId, placed, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, figuresOf, isLive } from '../support/wall.ts';

const county = 'area:330127';
const [institute, station, elsewhere] = ['330127101-S', '330127101200', '330127102-S'];

let server: Server;
let browser: Browser;
const opened: Watched[] = [];

/** A day of a county in which everything that is counted happened at least once. */
function day(): object[] {
  const [order, wish, urgent, project, volunteer] = ['o', 'w', 'u', 'p', 'v'].map(freshId) as [
    ...[string, string, string, string, string],
  ];
  const at = (site: string) => ({ site });
  const overdue = { dueAt: new Date(Date.now() - 3_600_000).toISOString(), urgent: true };
  const ask = { kind: 'service', category: 'culture', title: '想看一场戏' };
  const steps = (orderId: string, teamId: string) => [
    eventOf('order.offered', { orderId, teamId }, at(institute)),
    eventOf('order.accepted', { orderId, teamId }, at(institute)),
    eventOf('order.completed', { orderId, beneficiaries: 12 }, at(institute)),
    eventOf('order.rated', { orderId, score: 5 }, at(institute)),
    eventOf('order.showcased', { orderId, consent: true }, at(institute)),
  ];
  const shift = { recordId: freshId('r'), volunteerId: volunteer };
  return [
    ...[started(institute), started(elsewhere), started(station), ended(institute, 60), ended(elsewhere, 25)],
    ...[served(institute, 95), served(station, 45), placed(institute), placed(elsewhere)],
    eventOf('order.placed', { ...ask, orderId: order }, at(institute)),
    ...steps(order, 'T-1'),
    eventOf('order.placed', { ...ask, orderId: wish, kind: 'wish' }, at(elsewhere)),
    eventOf('order.placed', { ...ask, orderId: urgent, ...overdue }, at(elsewhere)),
    eventOf('order.declined', { orderId: urgent, teamId: 'T-2' }, at(elsewhere)),
    eventOf('project.advanced', { projectId: project, title: '银龄互助', stage: 'declared' }, at(institute)),
    eventOf('volunteer.registered', { volunteerId: volunteer, teamId: 'T-1' }, at(institute)),
    eventOf('volunteer.checked-in', { ...shift, teamId: 'T-1' }, at(institute)),
    eventOf('points.granted', { volunteerId: volunteer, points: 30 }, at(institute)),
    eventOf('points.redeemed', { volunteerId: volunteer, points: 10 }, at(institute)),
    eventOf('site.heartbeat', { people: 7 }, at(station)),
  ];
}

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ ANONYMOUS_READ: 'true' });
  const { key } = await server.makeKey();
  const { body } = await server.post(key, JSON.stringify(day()));
  expect(body.results?.filter(({ status }) => status !== 'accepted')).toEqual([]);
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(path: string): Promise<Watched> {
  const wall = await openPage(browser);
  opened.push(wall);
  await wall.page.goto(server.address + path);
  await isLive(wall.page);
  return wall;
}

/** All pages of a number's evidence, which are of one moment. */
async function evidenceOf(scope: string, path: string): Promise<EvidenceAnswer> {
  const question = `evidence?scope=${scope}&path=${encodeURIComponent(path)}&limit=500`;
  const ask = async (more = ''): Promise<EvidenceAnswer> => {
    const { status, body } = await server.get<EvidenceAnswer>(question + more);
    expect(status, path).toBe(200);
    return body;
  };
  const first = await ask();
  const items: EvidenceItem[] = [...first.items];
  for (let last = first; last.cursor !== null; ) {
    last = await ask(`&cursor=${encodeURIComponent(last.cursor)}`);
    items.push(...last.items);
  }
  return { ...first, items, cursor: null };
}

/** What is wrong with a number of the wall, if anything. */
async function faultOf(scope: string, path: string, shown: string | undefined): Promise<string | undefined> {
  const { definition, value, items } = await evidenceOf(scope, path);
  if (definition.zh === '' || definition.en === '') return `${path} has no definition`;
  if (String(value ?? '') !== shown) return `${path} is ${shown} on the wall and ${value} in its evidence`;
  if (value === undefined) return undefined;
  const sum = sumOf(items, path.endsWith('Median'));
  const amounts = items.map(({ amount }) => amount ?? 0);
  const right =
    sum.form === 'samples'
      ? Math.min(...amounts) <= value && value <= Math.max(...amounts)
      : Math.abs(sum.value - value) < 1e-9;
  return right ? undefined : `${path} is ${value}, its evidence makes ${sum.value}`;
}

test('in every scene of the county, and at a town', { timeout: 240_000 }, async () => {
  const { body } = await server.get<CountyAnswer>('counties/330127');
  const scenes = body.wall.scenes.map(({ id }) => ({ scope: county, scene: id }));
  const seen = new Map<string, string>();
  let total = 0;
  for (const { scope, scene } of [...scenes, { scope: 'area:330127101', scene: 'overview' }]) {
    const wall = await open(`/wall?scope=${scope}&scene=${scene}&motion=low`);
    await until('its figures', async () => (await figuresOf(wall.page)).length > 20);
    for (const { path, value } of await expectFiguresOf(wall.page, server.address, scope)) {
      const name = `${scope} ${path}`;
      if (seen.has(name)) continue;
      total++;
      seen.set(name, (await faultOf(scope, path, value)) ?? '');
    }
    expect(wall.faults).toEqual([]);
    await wall.close();
  }
  expect([...seen.values()].filter((fault) => fault !== '')).toEqual([]);
  expect(total).toBeGreaterThan(250);
});

test('on the wall itself, one of each panel', async () => {
  const wall = await open(`/wall?scope=${county}&motion=low`);
  await until('its figures', async () => (await figuresOf(wall.page)).length > 100);
  const panels = [...new Set((await figuresOf(wall.page)).map(({ panel }) => panel ?? ''))];
  expect(panels.length).toBeGreaterThan(8);
  for (const panel of panels) {
    const figure = wall.page.locator(
      `[data-panel="${panel}"] .figure:not([data-value="0"]):not([data-value=""])`,
    );
    const chosen = (await figure.count()) > 0 ? figure : wall.page.locator(`[data-panel="${panel}"] .figure`);
    await chosen.first().click();
    const drawer = wall.page.getByRole('dialog');
    await drawer
      .getByText(/与数值一致 ✓|样本|没有可列的明细|已列 \d+ 条/)
      .first()
      .waitFor();
    await drawer.getByText('口径', { exact: true }).waitFor();
    await wall.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  }
  expect(wall.faults).toEqual([]);
});
