/** Signing in by a county's identity provider: against a whole one, on this machine (contract §7). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../server/cli/run.ts';
import { SharedClock } from '../../server/threads/clock.ts';
import type { SessionAnswer, SignInWays } from '../../shared/wire/session.ts';
import {
  clientId,
  clientSecret,
  type IdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.ts';
import { type Server, startServer } from '../support/server.ts';
import { call, signIn } from '../support/signed-in.ts';

const clock = new SharedClock();
const begin = '/api/v1/session/provider';

let provider: IdentityProvider;
let environment: Record<string, string>;
let server: Server;

beforeAll(async () => {
  provider = await startIdentityProvider();
  environment = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_LABEL: '浙政钉登录',
    OIDC_ROLE_CLAIM: 'posts',
    OIDC_ROLES: 'leader=县领导|部长,operator=调度员,admin=系统管理员',
  };
  server = await startServer(environment, { clock });
  provider.allow(`${server.address}${begin}/callback`);
  await makeUser('yan', 'leader', 'sub-yan');
});
afterAll(async () => {
  await server?.stop();
  await provider?.close();
});
beforeEach(() => {
  provider.next = { account: 'sub-yan', claims: { posts: ['部长', '别的'] } };
  provider.spoil = undefined;
});

const makeUser = (name: string, role: string, subject: string) =>
  runCommand(
    ['user', 'create', '--name', name, '--role', role, '--subject', subject, '--no-password'],
    server.env,
    () => Promise.reject(new Error('no password is asked for')),
  );

/** Follows addresses as a browser does, with the cookies of each host and port, until `stop` or the end. */
async function browse(first: string, stop: (address: URL) => boolean = () => false) {
  const jars = new Map<string, Map<string, string>>();
  const setCookies: string[] = [];
  let address = new URL(first, server.address);
  for (let step = 0; step < 12; step += 1) {
    const jar = jars.get(address.host) ?? new Map<string, string>();
    jars.set(address.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { headers: { cookie }, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      if (address.host === new URL(server.address).host) setCookies.push(set);
      const [name = '', value = ''] = set.split(';', 1)[0]?.split(/=(.*)/s) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null) break;
    address = new URL(next, address);
    if (stop(address) || !/^\/(interaction|auth|api\/v1\/session\/provider)/.test(address.pathname)) break;
  }
  const own = jars.get(new URL(server.address).host) ?? new Map<string, string>();
  return { address, own, setCookies, page: address.pathname + address.search };
}

type Browsed = Awaited<ReturnType<typeof browse>>;

const sessionOf = ({ own }: Browsed): string | undefined => own.get('cockpit-session');
const who = (browsed: Browsed) =>
  call<SessionAnswer>(server.address, 'GET', 'session', {
    headers: { cookie: `cockpit-session=${sessionOf(browsed)}` },
  });

/** The address at which the browser comes back, held before it is asked; and the cookie that goes with it. */
async function heldBack(change: (address: URL) => void = () => undefined) {
  const begun = await browse(begin, (address) => address.pathname === '/auth');
  change(begun.address);
  const back = await browse(begun.address.href, (address) => address.pathname.endsWith('/callback'));
  return { back: back.address, pending: begun.own.get('cockpit-provider') ?? '' };
}

/** Where the browser is sent from the address at which it comes back. */
async function comeBack(address: URL, pending: string): Promise<{ to: string | null; session: boolean }> {
  const response = await fetch(address, {
    headers: { cookie: `cockpit-provider=${pending}` },
    redirect: 'manual',
  });
  const session = response.headers.getSetCookie().some((set) => set.startsWith('cockpit-session='));
  return { to: response.headers.get('location'), session };
}

describe('a sign-in by the provider', () => {
  test('is offered, and leads back to where one came from, signed in', async () => {
    const { body: ways } = await call<SignInWays>(server.address, 'GET', 'session/ways');
    expect(ways).toEqual({ password: true, provider: { label: '浙政钉登录', address: begin } });
    const browsed = await browse(`${begin}?to=${encodeURIComponent('/wall?scope=area:330127')}`);
    expect(browsed.page).toBe('/wall?scope=area:330127');
    const lax = browsed.setCookies.find((set) => set.startsWith('cockpit-provider='));
    expect(lax).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
    const strict = browsed.setCookies.find((set) => set.startsWith('cockpit-session='));
    expect(strict).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await who(browsed)).body).toMatchObject({
      name: 'yan',
      role: 'leader',
      mustChangePassword: false,
    });
  });

  test('asks with a challenge, a state and a nonce of its own each time', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => browse(begin, (address) => address.pathname === '/auth')),
    );
    const asked = one?.address.searchParams;
    expect(asked?.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(asked?.get(name)).toMatch(/^[\w-]{40,}$/);
      expect(asked?.get(name)).not.toBe(other?.address.searchParams.get(name));
    }
  });

  test('is told from a forged one by what is wrong with that alone: signed anew and unchanged it is taken', async () => {
    provider.spoil = { change: (claims) => claims };
    expect((await browse(begin)).page).toBe('/');
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%09/evil', 'wall'])(
    'never goes on to %s',
    async (to) => {
      const { address } = await browse(`${begin}?to=${encodeURIComponent(to)}`);
      expect(address.origin).toBe(server.address);
    },
  );

  test('takes the role that the provider says, and ends what was begun in another', async () => {
    await makeUser('li', 'leader', 'sub-li');
    provider.next = { account: 'sub-li', claims: { posts: '县领导' } };
    const before = await browse(begin);
    provider.next = { account: 'sub-li', claims: { posts: ['部长', '调度员'] } };
    const after = await browse(begin);
    expect(after.page).toBe('/desk');
    expect((await who(after)).body.role).toBe('operator');
    expect((await who(before)).status).toBe(401);
  });
});

test('whoever comes by the provider need not change a password that an administrator has set', async () => {
  const create = ['user', 'create', '--name', 'zhao', '--role', 'leader', '--subject', 'sub-zhao'];
  await runCommand(create, server.env, async () => '首次登录时用的那个口令');
  provider.next = { account: 'sub-zhao', claims: { posts: '部长' } };
  const browsed = await browse(begin);
  expect((await who(browsed)).body.mustChangePassword).toBe(false);
  const byPassword = await signIn(server.address, 'zhao', '首次登录时用的那个口令');
  const { status } = (await byPassword?.call('GET', 'counties')) ?? {};
  expect(status).toBe(403);
});

describe('nobody is signed in', () => {
  const nobody = async (problem: string): Promise<void> => {
    const browsed = await browse(begin);
    expect(browsed.page).toBe(`/sign-in?problem=${problem}`);
    expect(sessionOf(browsed)).toBeUndefined();
  };

  test('whom no administrator has made a user, who was disabled, or has no post here', async () => {
    provider.next = { account: 'sub-stranger', claims: { posts: '部长' } };
    await nobody('unknown-user');
    await makeUser('gone', 'leader', 'sub-gone');
    await server.cli('user', 'disable', '--name', 'gone');
    provider.next = { account: 'sub-gone', claims: { posts: '部长' } };
    await nobody('disabled');
    provider.next = { account: 'sub-yan', claims: { posts: '厨师' } };
    await nobody('unknown-user');
  });

  test('who thinks better of it', async () => {
    provider.next = undefined;
    await nobody('denied');
  });

  const spoilings: [string, NonNullable<IdentityProvider['spoil']>][] = [
    ['for another audience', { change: (claims) => ({ ...claims, aud: 'another client' }) }],
    ['with another nonce', { change: (claims) => ({ ...claims, nonce: 'another' }) }],
    ['of another issuer', { change: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
    ['that is past', { change: (claims) => ({ ...claims, exp: 1_700_000_000 }) }],
    [
      'that somebody else has written',
      { change: (claims) => ({ ...claims, posts: '部长', sub: 'sub-yan' }), unsigned: true },
    ],
  ];
  test.each(spoilings)('by an id token %s', async (what, spoil) => {
    if (what.endsWith('written')) provider.next = { account: 'sub-mallory', claims: { posts: '厨师' } };
    provider.spoil = spoil;
    await nobody('refused');
  });

  test('with another state, without the cookie, with the one of another sign-in, twice, or too late', async () => {
    const one = await heldBack();
    const forged = new URL(one.back);
    forged.searchParams.set('state', 'another');
    expect(await comeBack(forged, one.pending)).toEqual({ to: '/sign-in?problem=refused', session: false });
    expect(await comeBack(one.back, one.pending)).toEqual({ to: '/sign-in?problem=expired', session: false });
    const [two, three] = [await heldBack(), await heldBack()];
    expect((await comeBack(two.back, '')).to).toBe('/sign-in?problem=expired');
    expect((await comeBack(two.back, three.pending)).to).toBe('/sign-in?problem=refused');
    const good = await heldBack();
    expect(await comeBack(good.back, good.pending)).toEqual({ to: '/', session: true });
    expect((await comeBack(good.back, good.pending)).to).toBe('/sign-in?problem=expired');
    const late = await heldBack();
    clock.advance(601_000);
    expect((await comeBack(late.back, late.pending)).to).toBe('/sign-in?problem=expired');
  });

  test('by a nonce that was changed on the way to the provider', async () => {
    const { back, pending } = await heldBack((address) => address.searchParams.set('nonce', 'n'.repeat(43)));
    expect((await comeBack(back, pending)).to).toBe('/sign-in?problem=refused');
  });
});

describe('beside another server', () => {
  let other: Server;
  beforeAll(async () => {
    other = await startServer({ ...environment, DATABASE_URL: server.env.DATABASE_URL ?? '' }, { clock });
  });
  afterAll(() => other?.stop());

  const atOther = (back: URL): URL => new URL(back.pathname + back.search, other.address);

  test('the browser may come back there, and is signed in once, whichever is asked', async () => {
    const { back, pending } = await heldBack();
    expect(await comeBack(atOther(back), pending)).toEqual({ to: '/', session: true });
    expect(await comeBack(back, pending)).toEqual({ to: '/sign-in?problem=expired', session: false });
    const both = await heldBack();
    const answers = await Promise.all(
      [both.back, atOther(both.back)].map((address) => comeBack(address, both.pending)),
    );
    expect(answers.map(({ to }) => to).sort()).toEqual(['/', '/sign-in?problem=expired']);
  });

  test('what it carries tells nothing, and holds for nobody who has changed it', async () => {
    const { back, pending } = await heldBack();
    const state = back.searchParams.get('state') ?? '';
    const carried = Buffer.from(pending, 'base64url');
    expect(state).toMatch(/^[\w-]{40,}$/);
    expect(carried.toString('latin1')).not.toContain(state);
    for (const at of [0, 12, 28, carried.length - 1]) {
      const changed = Buffer.from(carried);
      changed.writeUInt8(carried.readUInt8(at) ^ 1, at);
      expect((await comeBack(atOther(back), changed.toString('base64url'))).to).toBe(
        '/sign-in?problem=expired',
      );
    }
    expect(await comeBack(atOther(back), pending)).toEqual({ to: '/', session: true });
  });
});

test('a provider that does not answer is told so, and asked again the next time', async () => {
  const lonely = await startServer({
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  });
  const response = await fetch(`${lonely.address}${begin}?to=/desk`, { redirect: 'manual' });
  expect(response.headers.get('location')).toBe('/sign-in?problem=unavailable&to=%2Fdesk');
  await lonely.stop();
});
