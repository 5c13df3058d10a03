import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttp, type HttpApp } from '../../../../server/http/create-http.ts';
import { addOperations, type Readiness } from '../../../../server/http/operations.ts';
import { addPages } from '../../../../server/http/pages.ts';
import { ProblemError } from '../../../../shared/wire/problem.ts';
import { openLine, statusOn } from '../../../support/raw-line.ts';
import { until } from '../../../support/until.ts';

let app: HttpApp;
let folder: string;
let readiness: Readiness = { ready: true, checks: { projector: 'ok' } };
const log: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-pages-'));
  const logger = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
  app = await createHttp({ logger, version: '1.2.3' });
  addOperations(app, {
    readiness: () => readiness,
    metrics: new Registry(),
    isAdmin: async ({ headers }) => headers.cookie === 'admin',
  });
  app.get('/api/v1/things/:id', async () => ({ ok: true }));
  app.get('/api/v1/broken', async () => {
    throw new Error('a secret of the database');
  });
  app.get('/api/v1/later', async () => {
    throw new ProblemError('unavailable', { zh: '稍后', en: 'later' }, { retryAfter: 7 });
  });
  await addPages(app, folder);
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe('problems (RFC 9457)', () => {
  test.each([
    ['GET', '/api/v1/nothing', 404, 'not-found'],
    ['GET', '/nothing', 404, 'not-found'],
    ['GET', '/.git/config', 404, 'not-found'],
    ['GET', '/%zz', 400, 'invalid-request'],
    ['POST', '/healthz', 405, 'method-not-allowed'],
    ['DELETE', '/api/v1/things/5', 405, 'method-not-allowed'],
    ['GET', '/api/v1/broken', 500, 'internal'],
    ['GET', '/api/v1/later', 503, 'unavailable'],
  ] as const)('%s %s: %i %s', async (method, url, status, code) => {
    const response = await app.inject({ method, url });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({
      status,
      code,
      type: expect.any(String),
      title: expect.stringMatching(/\p{Script=Han}.* \/ /u),
      detail: expect.stringMatching(/\p{Script=Han}.* \/ /u),
    });
    if (status === 405) expect(response.headers.allow).toContain('GET');
    if (status === 503) expect(response.headers['retry-after']).toBe('7');
    expect(response.body).not.toContain('secret');
  });

  test('an internal failure is in the log with the id of its request, which the answer carries', async () => {
    const { headers } = await app.inject('/api/v1/broken');
    expect(log.at(-1)).toContain(String(headers['x-request-id']));
    expect(log.at(-1)).toContain('a secret of the database');
  });
});

test('every answer has the strict headers, and no script runs but our own', async () => {
  for (const url of [
    '/',
    '/docs',
    '/docs/static/index.css',
    '/docs/nothing',
    '/api/v1/nothing',
    '/healthz',
  ]) {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  }
});

test('the API pages hold no inline script, and OpenAPI is 3.1', async () => {
  const page = (await app.inject('/docs')).body;
  expect(page).toContain('<script src=');
  expect(page).not.toMatch(/<script>|<script(?![^>]*src=)/);
  for (const [, file] of page.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g))
    expect((await app.inject(`/docs/${file?.replace(/^docs\//, '')}`)).statusCode, file).toBe(200);
  const openapi = (await app.inject('/docs/json')).json();
  expect(openapi).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  expect(Object.keys(openapi.paths)).not.toContain('/wall');
});

describe('operations [contract §4]', () => {
  test('liveness and readiness', async () => {
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    expect((await app.inject('/readyz')).json()).toEqual({ ready: true, checks: { projector: 'ok' } });
    readiness = { ready: false, checks: { projector: '12000 behind' } };
    const { statusCode, body } = await app.inject('/readyz');
    expect([statusCode, body]).toEqual([503, JSON.stringify(readiness)]);
  });

  test('metrics answer loopback and administrators, not what a proxy brings there [contract §7]', async () => {
    expect((await app.inject('/metrics')).statusCode).toBe(200);
    const status = async (more: object) => (await app.inject({ url: '/metrics', ...more })).statusCode;
    expect(await status({ remoteAddress: '::ffff:127.0.0.1' })).toBe(200);
    expect(await status({ remoteAddress: '10.0.0.1' })).toBe(403);
    expect(await status({ headers: { 'x-forwarded-for': '10.0.0.1' } })).toBe(403);
    expect(await status({ remoteAddress: '10.0.0.1', headers: { cookie: 'admin' } })).toBe(200);
  });
});

describe('pages [contract §8]', () => {
  test('say clearly that they have not been built, and are served once they are', async () => {
    const missing = await app.inject('/wall?scope=area:330127');
    expect([missing.statusCode, missing.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
    expect(missing.body).toContain('npm run build');
    await mkdir(join(folder, 'assets'));
    for (const name of ['index', 'desk', 'phone'])
      await writeFile(join(folder, `${name}.html`), `<!doctype html><title>${name}</title>`);
    await writeFile(join(folder, 'assets', 'index-abc.js'), 'export {};'.repeat(1000));
    const documents = {
      ...{ '/': 'index', '/wall': 'index', '/m': 'phone', '/m/map': 'phone' },
      ...{ '/desk': 'desk', '/desk/orders': 'desk', '/remote': 'desk', '/sign-in': 'desk' },
    };
    for (const [url, name] of Object.entries(documents)) {
      const { statusCode, body, headers } = await app.inject(url);
      expect([url, statusCode, body]).toEqual([url, 200, `<!doctype html><title>${name}</title>`]);
      expect(headers['cache-control']).toBe('no-cache');
    }
  });

  test('hashed files never change and go out compressed; nothing outside is reached', async () => {
    const headers = { 'accept-encoding': 'br' };
    const file = await app.inject({ url: '/assets/index-abc.js', headers });
    expect(file.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': expect.stringMatching(/javascript/),
    });
    for (const url of ['/assets/none.js', '/..%2f..%2fetc/passwd', '/assets/..%2f..%2f..%2fetc/passwd'])
      expect((await app.inject(url)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await app.inject('/assets/none.js')).headers['cache-control']).toBe('no-store');
  });
});

test('who sends slower than anybody does is not waited for', () => {
  expect(app.server.headersTimeout).toBe(15_000);
  expect(app.server.requestTimeout).toBe(30_000);
  expect(app.server.timeout).toBe(75_000);
});

test('no way of writing an address leads out of the pages', async () => {
  const name = `${basename(folder)}.txt`;
  const secret = join(folder, '..', name);
  await writeFile(secret, 'a secret beside the pages');
  try {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const ways = [
      '..',
      '%2e%2e',
      '.%2e',
      '..%2f..',
      '..%5c..',
      '%252e%252e',
      './/..',
      'assets/../..',
      'assets/%2e%2e/..',
    ];
    for (const way of [...ways, ...ways.map((each) => `/${each}`)]) {
      const line = await openLine(address);
      line.write(`GET /${way}/${name} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      await until('it is answered', () => line.closed);
      expect(statusOn(line), way).toBeGreaterThanOrEqual(400);
      expect(statusOn(line), way).toBeLessThan(500);
      expect(line.text).not.toContain('a secret');
    }
  } finally {
    await rm(secret);
  }
});
