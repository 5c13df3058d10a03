/** Every route × method × who calls it, from the table of routes itself: what a route says of itself holds. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttp } from '../../server/http/create-http.ts';
import { addGuard } from '../../server/http/guard.ts';
import { SharedClock } from '../../server/threads/clock.ts';
import type { Access, Role } from '../../shared/domain/reader.ts';
import { type Server, startServer } from '../support/server.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

const county = '330127';
const foreignCounty = '320413';
const minute = 60_000;

interface Caller {
  headers: Record<string, string>;
  /** Of a session that is in force. */
  role?: Role;
  kind: 'nobody' | 'station' | 'display' | 'token' | 'session';
}

interface Route {
  method: string;
  url: string;
  access: Access;
}

const clock = new SharedClock();
let server: Server;
let routes: Route[];
const callers = new Map<string, Caller>();
const sessions = new Map<Role, SignedIn>();

function session(role: Role): SignedIn {
  const found = sessions.get(role);
  if (!found) throw new Error(`nobody has signed in as ${role}`);
  return found;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const sessionOf = ({ cookie, csrf }: SignedIn, role?: Role): Caller => ({
  kind: role ? 'session' : 'nobody',
  headers: { cookie, 'x-csrf-token': csrf },
  ...(role && { role }),
});

async function makeCallers(): Promise<void> {
  const idle = await server.makeUser('admin');
  clock.advance(31 * minute);
  for (const role of ['leader', 'operator', 'admin'] as const) {
    const user = await server.makeUser(role);
    sessions.set(role, user);
    callers.set(role, sessionOf(user, role));
  }
  const admin = session('admin');
  const disabled = await server.makeUser('admin');
  await admin.call('PATCH', `admin/users/${disabled.name}`, { disabled: true });
  const demoted = await server.makeUser('admin');
  await admin.call('PATCH', `admin/users/${demoted.name}`, { role: 'leader' });
  const unknown = `wmd_${'0'.repeat(12)}_${'A'.repeat(43)}`;
  const tokenOf = async (role: Role): Promise<Caller> => {
    const path = `admin/users/${session(role).name}/tokens`;
    const { body } = await admin.call<{ token: string }>('POST', path, {});
    return { kind: 'token', headers: bearer(body.token) };
  };
  const made = await admin.call<{ key: string }>('POST', 'admin/keys', { site: `${county}-Z` });
  const display = await admin.call<{ token: string }>('POST', 'admin/displays', {
    ...{ name: '大厅', scope: `area:${county}` },
  });
  for (const [name, caller] of Object.entries<Caller>({
    nobody: { kind: 'nobody', headers: {} },
    'an unknown token': { kind: 'nobody', headers: bearer(unknown) },
    'a session that was idle too long': sessionOf(idle),
    'a session of a disabled user': sessionOf(disabled),
    'a session from before the role changed': sessionOf(demoted),
    'a station': { kind: 'station', headers: bearer(made.body.key) },
    'a display': { kind: 'display', headers: bearer(display.body.token) },
    'a token of a leader': await tokenOf('leader'),
    'a token of an administrator': await tokenOf('admin'),
  }))
    callers.set(name, caller);
}

beforeAll(async () => {
  const environment = { COUNTY_DIR: 'mock/counties/chunan,mock/counties/jintan' };
  server = await startServer(environment, { clock });
  routes = server.routes
    .flatMap(({ method, url, config }) =>
      [method].flat().map((one) => ({ method: one, url, access: config?.access ?? 'public' })),
    )
    .filter(({ method }) => method !== 'HEAD');
  await makeCallers();
}, 60_000);
afterAll(() => server.stop());

/** What stands for each parameter of an address; none of it names anything that is there. */
const standIns: Record<string, string> = { code: county, county, command: 'note', '*': 'nothing' };
const addressOf = (url: string, replaced: Record<string, string> = {}): string =>
  url.replace(/:(\w+)|\*/g, (whole, name: string | undefined) => {
    const key = name ?? whole;
    return encodeURIComponent(replaced[key] ?? standIns[key] ?? 'x');
  });
const question = (place: string): string =>
  `?scope=area:${place}&area=${place}&county=${place}&path=now.alerts&measure=activities&kind=order&id=x`;

async function call(
  { method, url }: Pick<Route, 'method' | 'url'>,
  headers: Record<string, string>,
  path = addressOf(url) + question(county),
): Promise<{ status: number; text: string }> {
  const reads = method === 'GET' || method === 'OPTIONS';
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: { ...headers, ...(!reads && { 'content-type': 'application/json' }) },
    ...(!reads && { body: '{}' }),
    redirect: 'manual',
  });
  return { status: response.status, text: await response.text() };
}

const inside = 'let in';
type Outcome = 401 | 403 | typeof inside;

/** What the part behind the guard refuses by itself, beyond what its route says. */
const refusedInside = (caller: Caller, { url }: Route): boolean =>
  (caller.kind === 'display' && /^\/api\/v1\/(teams|activities|orders|events)$/.test(url)) ||
  // A token has no session to be shown, changed or ended.
  (caller.kind === 'token' && url.startsWith('/api/v1/session'));

/** What contract §7 has of this route and this caller. */
function expected(route: Route, caller: Caller): Outcome {
  const { access, method } = route;
  if (access === 'public') return inside;
  if (access === 'station') return caller.kind === 'station' ? inside : 401;
  if (caller.kind === 'nobody') return 401;
  if (caller.kind === 'station') return 403;
  if (access !== 'reader') {
    if (caller.kind === 'display') return 403;
    const role = caller.kind === 'token' ? 'leader' : caller.role;
    if (access !== 'user' && !(role && access.includes(role))) return 403;
  }
  // Whatever changes something needs a session and its csrf value.
  if (method !== 'GET' && caller.kind !== 'session') return 403;
  return refusedInside(caller, route) ? 403 : inside;
}

const outcomeOf = (status: number): Outcome => (status === 401 || status === 403 ? status : inside);

/** Signing out comes last: whoever did it is somebody else afterwards. */
const endsSession = ({ method, url }: Route): boolean => method === 'DELETE' && url === '/api/v1/session';

describe('the table of routes', () => {
  test('holds every part of the server', () => {
    const urls = new Set(routes.map(({ url }) => url));
    for (const url of [
      ...['/api/v1/events', '/api/v1/snapshot', '/api/v1/session', '/api/v1/audit', '/api/v1/admin/users'],
      ...['/api/v1/desk/queue', '/api/v1/pairing/confirm', '/metrics', '/wall'],
    ])
      expect(urls, url).toContain(url);
    expect(routes.length).toBeGreaterThan(50);
  });

  test('lets nobody do anything by an address: what is public changes nothing but who one is', () => {
    const open = routes.filter(({ access, method }) => access === 'public' && method !== 'GET');
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(
      ['POST /api/v1/pairing', 'POST /api/v1/pairing/claim', 'POST /api/v1/session'].sort(),
    );
  });

  test('takes no route that does not say who may call it', async () => {
    const app = await createHttp({ logger: pino({ level: 'silent' }), version: '1' });
    addGuard(app, {
      authenticateReader: async () => ({ ok: false, status: 401 }),
      showsNothing: () => true,
      audit: async () => {},
      clock: () => 0,
    });
    app.get('/api/v1/new', async () => ({}));
    await expect(app.ready()).rejects.toThrow('GET /api/v1/new does not say who may call it');
  });
});

test('who is let in, and who is not', { timeout: 60_000 }, async () => {
  const wrong: string[] = [];
  const check = async (route: Route, name: string, caller: Caller): Promise<void> => {
    const { status, text } = await call(route, caller.headers);
    const [is, shall] = [outcomeOf(status), expected(route, caller)];
    if (is !== shall) wrong.push(`${name}: ${route.method} ${route.url} is ${status}, not ${shall}: ${text}`);
    if (status >= 500 && status !== 503) wrong.push(`${name}: ${route.method} ${route.url}: ${text}`);
  };
  for (const route of routes.filter((one) => !endsSession(one)))
    await Promise.all([...callers].map(([name, caller]) => check(route, name, caller)));
  expect(wrong).toEqual([]);
});

test('whatever changes something needs the csrf value of its own session, and no page of another site', async () => {
  const wrong: string[] = [];
  const other = session('leader').csrf;
  for (const route of routes) {
    if (route.method === 'GET' || route.access === 'public' || route.access === 'station') continue;
    for (const role of ['operator', 'admin'] as const) {
      const { cookie = '', 'x-csrf-token': csrf = '' } = callers.get(role)?.headers ?? {};
      for (const headers of [
        { cookie },
        { cookie, 'x-csrf-token': other },
        { cookie, 'x-csrf-token': csrf, origin: 'https://elsewhere.example' },
      ]) {
        const { status } = await call(route, headers);
        if (status !== 403) wrong.push(`${role}: ${route.method} ${route.url} is ${status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('a display gets nothing of another place, whatever parameter names it', async () => {
  const town = `${county}100`;
  const made = await session('admin').call<{ token: string }>('POST', 'admin/displays', {
    ...{ name: '镇', scope: `area:${town}` },
  });
  const headers = bearer(made.body.token);
  const found: string[] = [];
  for (const route of routes.filter(({ access, method }) => access === 'reader' && method === 'GET'))
    for (const place of [foreignCounty, `${foreignCounty}100`, `${county}101`]) {
      const replaced = { code: place, county: place };
      const path = addressOf(route.url, replaced) + question(place);
      const { status, text } = await call(route, headers, path);
      const tells = text.includes(`"${place}`) || text.includes(foreignCounty);
      if (status < 400 && tells) found.push(`${path}: ${text.slice(0, 200)}`);
    }
  expect(found).toEqual([]);
});

test('what belongs to one county is not found under another, and nothing is done to it there', async () => {
  const operator = session('operator');
  const { key } = await server.makeKey();
  const time = new Date(clock.now() - minute).toISOString();
  const data = { orderId: 'o-1', kind: 'service', category: 'culture', title: '想听越剧' };
  const placed = { id: 'p1', source: `/sites/${county}-Z`, type: 'order.placed', time, data };
  expect((await server.post(key, JSON.stringify(placed))).status).toBe(200);
  const found: string[] = [];
  let asked = 0;
  for (const route of routes.filter(({ url }) => url.includes(':county') && url.includes(':id'))) {
    const path = addressOf(route.url, { county: foreignCounty, id: 'o-1' });
    const body = { commandId: 'c1', seen: 1, text: 'x', reason: 'x' };
    const answer = await operator.call(
      route.method,
      path.slice('/api/v1/'.length),
      route.method === 'GET' ? undefined : body,
    );
    asked += 1;
    if (answer.status < 400) found.push(`${route.method} ${path}`);
  }
  expect(asked).toBeGreaterThan(2);
  expect(found).toEqual([]);
  const { body } = await operator.call<{ items: unknown[] }>('GET', `events?county=${foreignCounty}`);
  expect(body.items).toEqual([]);
});

test('a session that was ended is over for every route', async () => {
  const leader = session('leader');
  const again = await signIn(server.address, leader.name, leader.password);
  if (!again) throw new Error('nobody signed in');
  expect((await again.call('DELETE', 'session')).status).toBe(204);
  for (const route of routes.filter(
    ({ access, method }) => access !== 'public' && access !== 'station' && method === 'GET',
  ))
    expect([route.url, (await call(route, { cookie: again.cookie })).status]).toEqual([route.url, 401]);
  expect((await leader.call('GET', 'session')).status).toBe(200);
});
