/**
 * Everything that each reader can receive in a day of the county, by whatever way he asks: nobody's name, telephone or
 * address is in it that he may not have (contract §7).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCountyFolder } from '../../mock/county-folder.ts';
import { sightOf } from '../../shared/domain/reader.ts';
import { addDays, dayOf } from '../../shared/domain/time.ts';
import { qualityKinds } from '../../shared/wire/quality.ts';
import { type DayOfPeople, dayOfPeople, leaksIn, withoutPeople } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = '330127';
const yesterday = addDays(dayOf(Date.now(), 'Asia/Shanghai'), -1);

interface Reading {
  headers: Record<string, string>;
  /** Whole contact data of open orders is for his eyes. */
  seesOpen: boolean;
}

let server: Server;
let day: DayOfPeople;
const logged: string[] = [];
const readers = new Map<string, Reading>();
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function makeReaders(): Promise<void> {
  const users = new Map<string, SignedIn>();
  for (const role of ['leader', 'operator', 'admin'] as const) {
    const user = await server.makeUser(role);
    users.set(role, user);
    const sight = sightOf({ kind: 'user', name: user.name, role, by: 'session', session: '' });
    readers.set(role, { headers: { cookie: user.cookie }, seesOpen: sight === 'open-contacts' });
  }
  const path = `admin/users/${users.get('operator')?.name}/tokens`;
  const made = await users.get('admin')?.call<{ token: string }>('POST', path, {});
  readers.set('a token of the operator', { headers: bearer(made?.body.token ?? ''), seesOpen: false });
  readers.set('anybody', { headers: {}, seesOpen: false });
  readers.set('a display', { headers: bearer((await server.makeDisplay()).token), seesOpen: false });
}

beforeAll(async () => {
  server = await startServer(
    { ANONYMOUS_READ: 'true', LOG_LEVEL: 'trace' },
    { logTo: { write: (line) => void logged.push(line) } },
  );
  day = dayOfPeople(readCountyFolder('mock/counties/chunan'), yesterday);
  await makeReaders();
  const { key } = await server.makeKey();
  readers.set('a station', { headers: bearer(key), seesOpen: false });
  const half = Math.ceil(day.events.length / 2);
  await send(key, day.events.slice(0, half));
  await live(key, day.events.slice(half));
  await until('the figures', async () => {
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    return /^cockpit_projection_lag_events 0$/m.test(metrics);
  });
}, 120_000);
afterAll(() => server.stop());

async function send(key: string, events: readonly unknown[]): Promise<void> {
  const { status, body } = await server.post(key, JSON.stringify(events));
  expect(status, JSON.stringify(body.results?.find((one) => one.status === 'rejected'))).toBe(200);
}

const overSockets: string[] = [];

/** Watches with everybody’s eyes while a part of the day arrives. */
async function live(key: string, events: readonly unknown[]): Promise<void> {
  const viewers: Viewer[] = [];
  for (const [name, { headers }] of readers) {
    if (name === 'a station') continue;
    const viewer = new Viewer(server.address, { extraHeaders: headers, transports: ['websocket'] });
    await viewer.connected();
    viewer.socket.io.engine.on('data', (data: unknown) => overSockets.push(`${name}: ${String(data)}`));
    await viewer.follow(`area:${county}`);
    viewers.push(viewer);
  }
  await send(key, events);
  await until('everybody has heard of it', () => viewers.every(({ deltas }) => deltas.length > 0));
  for (const viewer of viewers) viewer.close();
}

/** What stands for the parameters of addresses: things that there are. */
function addressesOf(url: string): string[] {
  if (url.includes('/areas/:code')) return [url.replace(':code', county.slice(0, 4))];
  const [open = '', closed = ''] = [...day.people.keys()];
  const things = /orders|evidence/.test(url) ? [open, closed, [...day.people.keys()].at(-1) ?? ''] : ['x'];
  return things.map((id) =>
    url.replace(/:(\w+)/g, (_whole, name: string) =>
      encodeURIComponent(name === 'code' || name === 'county' ? county : id),
    ),
  );
}

const paths = [
  ...['now.ordersOpen', 'now.ordersOverdue', 'now.registeredVolunteers', 'now.onDuty', 'now.alerts'],
  ...['now.openCheckIns', 'orders.satisfaction', 'orders.responseRate', 'totals.month.ordersPlaced'],
  ...['totals.month.activeVolunteers', 'totals.month.serviceMinutes', 'totals.month.pointsGranted'],
];

/** What is asked beside the address: everything that some route knows. */
function questionsOf(url: string): string[] {
  const place = `scope=area:${county}&county=${county}&area=${county}&kind=order`;
  const ids = [...day.people.keys()].slice(0, 5);
  if (url.endsWith('/evidence')) return paths.map((path) => `${place}&path=${path}&limit=500`);
  if (url.endsWith('/item')) return ids.map((id) => `${place}&id=${encodeURIComponent(id)}`);
  if (url.endsWith('/quality')) return qualityKinds.map((kind) => `county=${county}&kind=${kind}&limit=100`);
  if (url.includes('/reports/')) return [`scope=area:${county}&kind=day&day=${yesterday}&format=csv`];
  if (url.endsWith('/series')) return [`${place}&measure=ordersPlaced&split=child`];
  return [`${place}&limit=100`];
}

async function pagesOf(path: string, headers: Record<string, string>): Promise<string[]> {
  const texts: string[] = [];
  let cursor: string | null | undefined;
  do {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const response = await fetch(`${server.address}${path}${more}`, { headers });
    const text = await response.text();
    texts.push(`${response.status} ${text}`);
    const isJson = response.headers.get('content-type')?.includes('json') && response.ok;
    cursor = isJson ? (JSON.parse(text) as { cursor?: string | null } | null)?.cursor : undefined;
  } while (typeof cursor === 'string' && texts.length < 20);
  return texts;
}

/** Everything that can be read but pages and the session, which is the reader's own. */
function apiRoutes(): string[] {
  const readable = server.routes.filter(({ method }) => [method].flat().includes('GET'));
  const urls = new Set(readable.map(({ url }) => url));
  return [...urls].filter((url) => /^\/(api|metrics)/.test(url) && !url.startsWith('/api/v1/session'));
}

/** Everything that all addresses answer to a reader. */
async function everything(
  reader: Reading,
  seen: (url: string, path: string, text: string) => void,
): Promise<number> {
  let answered = 0;
  for (const url of apiRoutes())
    for (const address of addressesOf(url))
      for (const question of questionsOf(url))
        for (const text of await pagesOf(`${address}?${question}`, reader.headers)) {
          seen(url, `${address}?${question}`, text);
          if (text.startsWith('200')) answered += 1;
        }
  return answered;
}

/** Whoever asked for an order that is open now. */
async function openPeople() {
  const { headers } = readers.get('leader') ?? { headers: {} };
  const [text = ''] = await pagesOf(`/api/v1/orders?limit=500`, headers);
  const { items } = JSON.parse(text.slice(4)) as { items: { id: string; state: string }[] };
  const open = items.filter(({ state }) => state !== 'completed' && state !== 'cancelled');
  return open.flatMap(({ id }) => day.people.get(id) ?? []);
}

test('the day has people in it, and open orders and closed ones', async () => {
  expect(day.people.size).toBeGreaterThan(15);
  const open = await openPeople();
  expect(open.length).toBeGreaterThan(0);
  expect(open.length).toBeLessThan(day.people.size);
  expect(new Set(day.events.flatMap((event) => leaksIn(JSON.stringify(event)))).size).toBeGreaterThan(100);
});

test('over HTTP nobody receives what he may not have', { timeout: 240_000 }, async () => {
  const open = await openPeople();
  const found: string[] = [];
  const answering = new Set<string>();
  for (const [name, reader] of readers) {
    let contacts = 0;
    const answered = await everything(reader, (url, path, text) => {
      if (text.startsWith('200')) answering.add(url);
      const rest = reader.seesOpen ? withoutPeople(text, open) : text;
      if (rest !== text) contacts += 1;
      // Open orders are the operator's: their place and what stations add to them too.
      const allowed = reader.seesOpen ? /^(瑀|118|29\.6222)/ : /$^/;
      for (const leak of leaksIn(rest)) if (!allowed.test(leak)) found.push(`${name}: ${path}: ${leak}`);
    });
    if (name !== 'a station') expect([name, answered > 15]).toEqual([name, true]);
    expect([name, contacts > 0]).toEqual([name, reader.seesOpen]);
  }
  expect([...new Set(found)].slice(0, 40)).toEqual([]);
  // Not every route has an answer to what is asked here; nearly all must.
  expect(answering.size).toBeGreaterThan(0.8 * apiRoutes().length);
});

test('over sockets, in the log of the server and in the audit log there is nobody', async () => {
  expect(overSockets.length).toBeGreaterThan(readers.size);
  expect(
    overSockets.flatMap((text) => leaksIn(text).map((leak) => `${leak} in ${text.slice(0, 80)}`)),
  ).toEqual([]);
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.flatMap(leaksIn)).toEqual([]);
  const { output } = { output: await server.cli('audit', 'list', '--limit', '999') };
  expect(leaksIn(JSON.stringify(output))).toEqual([]);
});
