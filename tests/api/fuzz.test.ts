/**
 * Whatever anybody sends to any route, made of its own schema and of what has broken servers before: the answer comes,
 * it is no failure of the server, and what was acknowledged is still right. `FUZZ_SEED` tries others, `FUZZ_RUNS` more.
 */
import { Writable } from 'node:stream';
import fc from 'fast-check';
import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SharedClock } from '../../server/threads/clock.ts';
import { engineOfRun } from '../support/engine.ts';
import { type FuzzedRequest, requestsOf } from '../support/fuzz/requests.ts';
import { type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';

/** Requests at once, as one case; so many cases. */
const together = 10;
const cases = Number(process.env.FUZZ_RUNS ?? 1_000);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_122);
/** Nothing that one request asks for may take longer. */
const patienceMs = 60_000;

/** Longer than an address is kept from signing in. */
const lockedMs = 20 * 60_000;

const clock = new SharedClock();
let server: Server;
let errors = '';
const callers = new Map<string, () => Record<string, string>>();
const users = new Map<string, SignedIn>();

const logTo = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    errors += chunk.toString('utf8');
    done();
  },
});

async function enter(role: 'leader' | 'operator' | 'admin'): Promise<void> {
  users.set(role, await server.makeUser(role));
  callers.set(role, () => {
    const { cookie = '', csrf = '' } = users.get(role) ?? {};
    return { cookie, 'x-csrf-token': csrf };
  });
}

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'error', RATE_REQUESTS_PER_SECOND: '100000' }, { logTo, clock });
  const { key } = await server.makeKey();
  const { token } = await server.makeDisplay();
  callers.set('nobody', () => ({}));
  callers.set('station', () => ({ authorization: `Bearer ${key}` }));
  callers.set('display', () => ({ authorization: `Bearer ${token}` }));
  for (const role of ['leader', 'operator', 'admin'] as const) await enter(role);
});
afterAll(() => server.stop());

/** Those whom a route lets in, the mightiest first; then everybody else. */
function callersOf({ config }: RouteOptions): string[] {
  const access = config?.access ?? 'public';
  const own =
    access === 'station'
      ? ['station']
      : Array.isArray(access)
        ? [...access].reverse()
        : ['operator', 'admin'];
  return [...new Set([...own, ...callers.keys()])];
}

/** A route that ends the process, as it is there for, would end these tests with it. */
const endsTheProcess = (url: string): boolean => url.endsWith('/restart');

async function send({ method, path, caller, contentType, body }: FuzzedRequest) {
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: { ...callers.get(caller)?.(), ...(contentType && { 'content-type': contentType }) },
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type') ?? '', text };
}

/** A session that was signed out, or a user that was disabled, by a request that it was asked to make. */
async function comeBack(): Promise<void> {
  for (const role of ['leader', 'operator', 'admin'] as const) {
    const answer = await users.get(role)?.call('GET', 'session');
    if (answer?.status === 200) continue;
    // The requests have guessed at passwords too, after which this address has to wait.
    clock.advance(lockedMs);
    await enter(role);
  }
}

test('no request is a failure of the server, or waits for ever', async () => {
  const routes = server.routes.filter(({ url }) => !endsTheProcess(url));
  const known = [
    ...[
      '330127',
      '330127100',
      '3301',
      'area:330127',
      'area:330127100',
      'site:330127-Z',
      '330127-Z',
      '330127100-S',
    ],
    ...[
      'today',
      'now.alerts',
      'activities',
      'totals.month.activities',
      'day',
      'month',
      'child',
      '2026-11-22',
    ],
    ...[...users.values()].map(({ name }) => name),
  ];
  const requests = requestsOf(routes, callersOf, known);
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(requests, { minLength: together, maxLength: together }), async (batch) => {
      const answers = await Promise.all(batch.map(send));
      for (const [index, { status, type, text }] of answers.entries()) {
        const request = batch[index];
        const name = `${request?.method} ${request?.route}`;
        if (status < 400) seen.set(name, (seen.get(name) ?? 0) + 1);
        // Where the pages are not built, which a test of the API need not wait for, they say so.
        if (status === 503 && type.startsWith('text/html')) continue;
        // What PostgreSQL's own tools do, such as backups, the server says that it does not do.
        if (status === 501 && engineOfRun === 'postgres') continue;
        expect(
          status,
          `${JSON.stringify(request).slice(0, 2_000)}: ${text.slice(0, 500)}\n${errors.slice(0, 4_000)}`,
        ).toBeLessThan(500);
        if (status >= 400 && text !== '') expect(type, name).toContain('application/problem+json');
      }
      if (answers.some(({ status }) => status === 401)) await comeBack();
    }),
    { seed, numRuns: cases, endOnFailure: true },
  );
  expect(errors).toBe('');
  // Enough of it came through to where the work is done.
  expect(seen.size).toBeGreaterThan(routes.length / 3);
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
  expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
  expect(await server.cli('audit', 'verify')).toMatchObject({ ok: true });
}, 1_800_000);
