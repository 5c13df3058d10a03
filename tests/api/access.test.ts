/** Who may read what, over the line (contract §4 and §7). */
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { eventOf } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const town = 'area:330127100';
const county = 'area:330127';

let server: Server;
let display: { id: string; token: string };
let townDisplay: { id: string; token: string };
let key: string;

beforeAll(async () => {
  server = await startServer();
  display = await server.makeDisplay(county);
  townDisplay = await server.makeDisplay(town);
  ({ key } = await server.makeKey());
  const order = { orderId: 'o1', kind: 'service', category: 'culture', title: '教唱睦剧' };
  await server.post(key, JSON.stringify([eventOf('order.placed', order)]));
  await until('the order', async () => (await statusOf(item, display.token)) === 200);
});
afterAll(() => server.stop());

const item = `evidence/item?scope=${county}&kind=order&id=o1`;

/** Everything under /api/v1 that can be read, with what it needs to be asked. */
const questions = [
  'counties',
  'counties/330127',
  'counties/330127/map',
  'areas/33',
  'areas/33/map',
  'sites',
  'sites?area=330127&tier=station',
  'teams',
  'activities?area=330127',
  'orders',
  `snapshot?scope=${county}`,
  `series?scope=${county}&measure=activities`,
  `evidence?scope=${county}&path=totals.month.activities`,
  item,
  `stars?scope=${county}`,
  'events?county=330127',
];

/** What a display may ask; it has no business with the rest. */
const forDisplays = /^(counties|sites|snapshot|series|evidence|stars)/;

const statusOf = async (question: string, token?: string): Promise<number> =>
  (await server.get(question, token)).status;

test('the list of questions holds every address that a display may ask', () => {
  const readable = server.routes
    .filter(({ method, config }) => method === 'GET' && config?.access === 'reader')
    .map(({ url }) =>
      url.slice('/api/v1/'.length).replace('areas/:code', 'areas/33').replace(':code', '330127'),
    );
  const asked = new Set(questions.map((question) => question.replace(/\?.*$/, '')));
  expect(readable.length).toBeGreaterThan(10);
  expect(readable.filter((path) => !asked.has(path))).toEqual([]);
});

describe('without a credential in force', () => {
  test.each(questions)('%s is 401', async (question) => {
    const { status, body } = await server.get(question);
    expect([status, body.code]).toEqual([401, 'unauthorized']);
    for (const token of ['x', `${display.token}x`, display.token.slice(0, -1), 'wmd_000000000000_'])
      expect(await statusOf(question, token), token).toBe(401);
  });

  test('a request that is wrong otherwise too tells nothing more', async () => {
    for (const question of ['snapshot', 'snapshot?scope=nowhere', 'counties/999999', 'orders?limit=9999'])
      expect(await statusOf(question), question).toBe(401);
  });

  test('a revoked display token is 401 within a second or so', async () => {
    const { id, token } = await server.makeDisplay();
    await server.cli('display', 'revoke', '--id', id);
    await until('401', async () => (await statusOf('counties', token)) === 401, 3000);
  });

  test('the health of the server is no secret, its pages neither', async () => {
    for (const path of ['/healthz', '/readyz', '/wall'])
      expect((await fetch(`${server.address}${path}`)).status, path).not.toBe(401);
  });
});

describe('a station key', () => {
  test.each(questions)('reads %s never', async (question) => {
    const { status, body } = await server.get(question, key);
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });
});

describe('a display', () => {
  test.each(questions)('and %s', async (question) => {
    expect(await statusOf(question, display.token)).toBe(forDisplays.test(question) ? 200 : 403);
  });

  test('writes nothing', async () => {
    expect((await server.post(display.token, '{}')).status).toBe(401);
  });

  test('of a town sees that town and its sites', async () => {
    const may = [town, 'site:330127100001', 'site:330127100-S'];
    const mayNot = [county, 'area:33', 'area:3301', 'area:330127101', 'site:330127-Z', 'site:330127-F1'];
    for (const kind of ['snapshot?', 'series?measure=activities&', 'evidence?path=totals.day.activities&'])
      for (const scope of mayNot)
        expect(await statusOf(`${kind}scope=${scope}`, townDisplay.token), kind + scope).toBe(403);
    for (const scope of may)
      expect(await statusOf(`snapshot?scope=${scope}`, townDisplay.token), scope).toBe(200);
    expect(await statusOf('sites?area=330127', townDisplay.token)).toBe(403);
    const { body } = await server.get<{ items: { town?: string }[] }>('sites?limit=500', townDisplay.token);
    expect(new Set(body.items.map((site) => site.town))).toEqual(new Set(['330127100']));
    expect(await statusOf('counties/330127', townDisplay.token)).toBe(200);
  });
});

interface AuditRow {
  actor: string;
  action: string;
  target: string | null;
  address: string | null;
  result: string;
  at: number;
}

test('every refused access is in the audit log, with who, what, when and from where', async () => {
  const { id, token } = await server.makeDisplay(town);
  const begun = Date.now();
  await server.get(`snapshot?scope=${county}`, token);
  await server.get('orders', token);
  await server.get('activities');
  await server.get('teams', key);
  await server.post('wmk_nobody', '{}');
  const viewer = await new Viewer(server.address, { auth: { token } }).connected();
  await viewer.ask({ scope: 'area:330127101' });
  viewer.close();
  const stranger = new Viewer(server.address, { auth: {}, reconnection: false });
  await new Promise((resolve) => stranger.socket.once('connect_error', resolve));
  const actor = `display:${id}`;
  const wanted: Partial<AuditRow>[] = [
    { actor, action: 'read', target: county, result: 'forbidden-scope' },
    { actor, action: 'read', target: '/api/v1/orders', result: 'forbidden' },
    { actor: 'anonymous', action: 'read', target: '/api/v1/activities', result: 'unauthorized' },
    { actor: 'station', action: 'read', target: '/api/v1/teams', result: 'forbidden' },
    { actor, action: 'live.watch', target: 'area:330127101', result: 'forbidden-scope' },
    { actor: 'anonymous', action: 'live.connect', result: 'unauthorized' },
  ];
  const database = new DatabaseSync(server.env.DATABASE_URL.slice('sqlite:'.length), { readOnly: true });
  try {
    const read = database.prepare('select * from audit');
    const rows = await until('all of them in the audit log', () => {
      const now = read.all() as unknown as AuditRow[];
      const found = wanted.map((entry) => now.find((row) => matches(row, entry)));
      return found.every((row) => row !== undefined) && now;
    });
    expect(rows.some(({ action, result }) => action !== 'read' && /unauthorized/.test(result))).toBe(true);
    const own = rows.filter((row) => row.actor === actor);
    for (const { at, address } of own) {
      expect(at).toBeGreaterThanOrEqual(begun - 60_000);
      expect(address).toMatch(/127\.0\.0\.1|::1/);
    }
    expect(rows.map(({ action }) => action)).toContain('display.create');
  } finally {
    database.close();
  }
});

const matches = (row: AuditRow, wanted: Partial<AuditRow>): boolean =>
  Object.entries(wanted).every(([name, value]) => row[name as keyof AuditRow] === value);
