/** Nothing of a person leaves the server for those who may not see it, by whatever way one asks (contract §7). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { centerSite, type Reading, type Server, startServer } from '../support/server.ts';
import { eventOf, type StationEvent } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const scopes = [county, 'area:330127100', 'area:33', 'site:330127100001', `site:${centerSite}`];

/** What must not be found in any answer. */
const secrets = [
  ...['严慎之', '诸葛望舒', '慕容知秋', '13812345678', '１３９１２３４５６７８', '排岭南路17号3单元502'],
  ...[
    'V-SECRET-1',
    'V-SECRET-2',
    'V-SECRET-3',
    '护士态度真好',
    '我家门口的合影',
    'IMG_0815.jpg',
    'internal-remark',
  ],
  ...['119.0421', '29.6172'],
];

/** What a resident wrote is in the journal, and in nothing that is shown of it. */
const words = '想听越剧';

const site = '330127100001';
const requester = { name: '严慎之', phone: '13812345678', address: '千岛湖镇排岭南路17号3单元502' };
const order = { orderId: 'o-1', kind: 'wish', category: 'culture', title: `${words} 13812345678`, requester };
const unknown = { remark: 'internal-remark' };

function personalEvents(run: string): StationEvent[] {
  const orderId = `o-${run}`;
  const at = (type: string, data: Record<string, unknown>): StationEvent =>
    eventOf(type, { ...data, ...unknown }, { site });
  return [
    at('order.placed', { ...order, orderId, lon: 119.0421, lat: 29.6172, townCode: '330127100' }),
    at('order.offered', { orderId, teamId: 'T-1' }),
    at('order.accepted', { orderId, teamId: 'T-1' }),
    at('order.completed', { orderId, beneficiaries: 1 }),
    at('order.rated', { orderId, score: 1, comment: '护士态度真好' }),
    at('order.showcased', { orderId, consent: true, text: '我家门口的合影', photos: ['IMG_0815.jpg'] }),
    at('order.placed', { ...order, orderId: `${orderId}-open`, lon: 119.0421, lat: 29.6172 }),
    at('volunteer.registered', { volunteerId: 'V-SECRET-1', name: '诸葛望舒' }),
    at('volunteer.registered', { volunteerId: 'V-SECRET-2', name: '慕容知秋', teamId: 'T-1' }),
    at('volunteer.left', { volunteerId: 'V-SECRET-2' }),
    at('volunteer.checked-in', { recordId: `in-${run}`, volunteerId: 'V-SECRET-1' }),
    at('service.recorded', { recordId: `r-${run}`, volunteerId: 'V-SECRET-3', minutes: 90, teamId: 'T-1' }),
    at('points.granted', { volunteerId: 'V-SECRET-3', points: 5, item: '13812345678' }),
    at('points.redeemed', { volunteerId: 'V-SECRET-3', points: 2, item: '１３９１２３４５６７８' }),
    at('activity.published', {
      activityId: `a-${run}`,
      title: '报名电话13812345678',
      category: 'culture',
      venue: '文化礼堂，联系13812345678',
      plannedStart: '2026-11-22T09:00:00+08:00',
      plannedEnd: '2026-11-22T11:00:00+08:00',
    }),
    at('activity.started', { activityId: `a-${run}`, title: '报名１３９１２３４５６７８' }),
    at('activity.ended', { activityId: `a-${run}`, participants: 3, photos: ['IMG_0815.jpg'] }),
    at('project.advanced', { projectId: `p-${run}`, title: '热线13812345678', stage: 'declared' }),
    at('activity.cancelled', { activityId: `a-${run}-2`, reason: '请致电13812345678' }),
  ];
}

let server: Server;
let key: string;
let display: string;

beforeAll(async () => {
  server = await startServer({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
  ({ token: display } = await server.makeDisplay());
});
afterAll(() => server.stop());

async function send(events: readonly StationEvent[]): Promise<void> {
  const { status, body } = await server.post(key, JSON.stringify(events));
  expect(status, JSON.stringify(body.results)).toBe(200);
}

const leaks = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

/** Paths of every number in a board. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, path ? `${path}.${name}` : name));
}

/** Everything that can be read, page by page; what is refused counts as an answer too. */
async function readAll(
  token: string | undefined,
  seen: (question: string, text: string) => void,
): Promise<number> {
  let answered = 0;
  const ask = async (question: string): Promise<Record<string, unknown>> => {
    const { status, body, text }: Reading = await server.get(question, token);
    seen(question, text);
    if (status === 200) answered += 1;
    const { cursor } = body;
    if (typeof cursor === 'string')
      await ask(`${question.replace(/&cursor=.*$/, '')}&cursor=${encodeURIComponent(cursor)}`);
    return body;
  };
  for (const list of ['sites', 'teams', 'activities', 'orders']) await ask(`${list}?limit=500`);
  for (const one of ['counties', 'counties/330127', 'counties/330127/map']) await ask(one);
  await ask('events?county=330127&limit=500');
  for (const scope of scopes) {
    const { board } = await ask(`snapshot?scope=${scope}`);
    for (const path of new Set([...pathsOf(board), 'now.alerts', 'orders.satisfaction']))
      if (scope === county || /^(totals\.today|now)\./.test(path))
        await ask(`evidence?scope=${scope}&path=${encodeURIComponent(path)}&limit=500`);
    for (const measure of ['activities', 'activeVolunteers', 'pointsGranted', 'ordersPlaced'])
      for (const split of ['none', 'child', 'category', 'platform', 'team'])
        await ask(`series?scope=${scope}&measure=${measure}&split=${split}`);
  }
  return answered;
}

test('over sockets: snapshots, deltas and feeds', async () => {
  const received: string[] = [];
  const viewers = [new Viewer(server.address), new Viewer(server.address, { auth: { token: display } })];
  for (const viewer of viewers) {
    await viewer.connected();
    viewer.socket.io.engine.on('data', (data: unknown) => received.push(String(data)));
    for (const scope of scopes) await viewer.follow(scope);
  }
  await send(personalEvents('live'));
  const hasAll = (viewer: Viewer): boolean => {
    const board = viewer.followed.get(county)?.board;
    return (board?.totals.today.pointsRedeemed ?? 0) > 0 && Object.keys(board?.feed ?? {}).length > 8;
  };
  await until('the figures on every board', () => viewers.every(hasAll));
  for (const viewer of viewers) {
    await viewer.follow(county, true);
    viewer.close();
  }
  const texts = received.join('\n');
  expect(texts).toContain('报名');
  expect(leaks(texts)).toEqual([]);
  expect(texts).not.toContain(words);
});

test.each([
  ['anybody', false],
  ['a display', true],
])('over every address, to %s', { timeout: 120_000 }, async (_who, isDisplay) => {
  await send(personalEvents('past'));
  await until('the figures', async (): Promise<boolean> => {
    const { text } = await server.get(`evidence?scope=${county}&path=totals.today.pointsRedeemed`);
    return text.includes('"amount":2');
  });
  const found: string[] = [];
  const answered = await readAll(isDisplay ? display : undefined, (question, text) => {
    for (const secret of leaks(text)) found.push(`${question}: ${secret}`);
    if (text.includes(words) && !question.startsWith('events?')) found.push(`${question}: ${words}`);
  });
  expect(answered).toBeGreaterThan(200);
  expect(found).toEqual([]);
});

test('a volunteer has one pseudonym, an order stands at the seat of its town', async () => {
  const { body } = await server.get<{ items: { event: { type: string; data: Record<string, unknown> } }[] }>(
    'events?county=330127&limit=500',
  );
  const of = (type: string) =>
    body.items.filter(({ event }) => event.type === type).map(({ event }) => event.data);
  const pseudonyms = [...of('service.recorded'), ...of('points.granted')].map(
    ({ volunteerId }) => volunteerId,
  );
  expect(new Set(pseudonyms).size).toBe(1);
  expect(pseudonyms[0]).toMatch(/\S/);
  expect(of('order.placed')[0]).toMatchObject({ lon: 119.078, lat: 29.607 });
  expect(of('order.placed')[0]).not.toHaveProperty('requester');
});
