import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttp, type HttpApp } from '../../../../server/http/create-http.ts';
import { Ingest } from '../../../../server/ingest/ingest.ts';
import { addIngest } from '../../../../server/ingest/routes.ts';
import { event, now, register } from './fixture.ts';
import { MemoryJournal } from './memory-journal.ts';

let app: HttpApp;
let journal: MemoryJournal;
let backlogFull: boolean;
let time: number;
const metrics = new Registry();

const keys = new Map(
  ['a-center', 'a-town', 'b-village'].map((site) => [
    `Bearer ${site}`,
    { id: site, site, label: '', hash: '', createdAt: 0 },
  ]),
);

beforeEach(async () => {
  journal = new MemoryJournal();
  backlogFull = false;
  time = now;
  metrics.clear();
  app = await createHttp({ logger: pino({ level: 'silent' }), version: '0' });
  const ingest = new Ingest({
    store: journal,
    digestSecret: 'secret',
    register: () => register,
    authenticate: (authorization) => keys.get(authorization ?? ''),
    backlogFull: () => backlogFull,
    audit: (entry) => journal.audited.push(entry),
    limits: { requestsPerSecond: 10, requestBurst: 40, eventsPerSecond: 2000 },
    clock: () => time,
    elapsed: () => time,
    metrics,
    onError: () => {},
  });
  addIngest(app, ingest);
});

afterEach(() => app.close());

const batch = 'application/cloudevents-batch+json';

async function post(payload: unknown, headers: Record<string, string> = {}, site = 'a-center') {
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${site}`, ...headers },
    payload: typeof payload === 'string' || payload instanceof Buffer ? payload : JSON.stringify(payload),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

const unsound = (id: string) => event({ id, data: {} });

describe('answers of the ingest [contract §2]', () => {
  test('200 where everything is accepted or a duplicate', async () => {
    const { status, headers, body } = await post([event(), event({ id: 'e-2' }), event()], {
      'content-type': batch,
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(body).toEqual({
      accepted: 2,
      duplicates: 1,
      rejected: 0,
      now: '2026-11-22T04:00:00.000Z',
      results: [
        { index: 0, id: 'e-1', status: 'accepted', seq: 1 },
        { index: 1, id: 'e-2', status: 'accepted', seq: 2 },
        { index: 2, id: 'e-1', status: 'duplicate', seq: 1 },
      ],
    });
  });

  test('207 where some are rejected', async () => {
    const { status, headers, body } = await post([event(), unsound('e-2')]);
    expect(status).toBe(207);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(body).toMatchObject({ accepted: 1, rejected: 1 });
    expect(body.results[1]).toMatchObject({ index: 1, id: 'e-2', status: 'rejected', code: 'invalid-data' });
    expect(body.results[1].detail).toContain('data.activityId');
    expect(body.results[1]).not.toHaveProperty('seq');
  });

  test('422 where all are rejected, with the results', async () => {
    const { status, headers, body } = await post([unsound('e-1'), event({ source: '/sites/nowhere' }), 5]);
    expect(status).toBe(422);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ code: 'all-rejected', status: 422, rejected: 3, now: expect.any(String) });
    const codes = body.results.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(['invalid-data', 'unknown-site', 'invalid-envelope']);
    expect(journal.events).toEqual([]);
  });

  test('403 where all are of forbidden sources, and the audit log has it', async () => {
    const { status, headers, body } = await post([event(), event({ id: 'e-2' })], {}, 'b-village');
    expect(status).toBe(403);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ code: 'forbidden-source', rejected: 2 });
    expect(body.results[0]).toMatchObject({ code: 'forbidden-source' });
    expect(journal.audited).toMatchObject([
      { actor: 'key:b-village', from: '127.0.0.1', result: 'forbidden-source' },
    ]);
    expect((await post([event(), unsound('e-3')], {}, 'b-village')).status).toBe(403);
    expect((await post([event({ source: '/sites/nowhere' }), event()], {}, 'b-village')).status).toBe(422);
  });

  test('401 before the body is looked at', async () => {
    for (const site of ['', 'nobody']) {
      const { status, headers, body } = await post('{not json', { 'content-type': 'text/plain' }, site);
      expect([status, body.code]).toEqual([401, 'unauthorized']);
      expect(headers['www-authenticate']).toBe('Bearer');
    }
    expect(journal.audited[0]).toMatchObject({
      actor: 'anonymous',
      result: 'unauthorized',
      from: '127.0.0.1',
    });
  });

  test.each([
    ['not JSON', '{"a":', 400, 'invalid-json'],
    ['an empty body', '', 400, 'invalid-json'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'invalid-json'],
    ['a number', '5', 400, 'invalid-body'],
    ['null', 'null', 400, 'invalid-body'],
    ['an empty array', '[]', 400, 'invalid-body'],
    ['a __proto__ member', '{"data":{"__proto__":{}}}', 400, 'invalid-body'],
    ['a __proto__ member in disguise', '[{"data":[{"\\u005f_proto__":1}]}]', 400, 'invalid-body'],
    ['1001 events', JSON.stringify(Array.from({ length: 1001 }, () => ({}))), 413, 'too-many-events'],
    ['a body over 1 MiB', `{"a":"${'x'.repeat(1_048_576)}"}`, 413, 'body-too-large'],
  ])('nothing is stored of %s', async (_what, payload, status, code) => {
    const answer = await post(payload);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, status });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.detail).toMatch(/\p{Script=Han}.* \/ /u);
  });

  test('a text that says __proto__ is only a text', async () => {
    expect((await post(event({ data: { activityId: '__proto__' } }))).status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/cloudevents+xml',
    'application/json; charset=gbk',
  ])('415 for %s', async (type) => {
    const { status, body } = await post(event(), { 'content-type': type });
    expect([status, body.code]).toEqual([415, 'unsupported-media-type']);
  });

  test('429 over the rate of requests, and of events', async () => {
    for (let i = 0; i < 40; i += 1) expect((await post(event())).status).toBe(200);
    const over = await post(event());
    expect([over.status, over.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(over.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await post(event({ id: 'other' }), {}, 'a-town')).status).toBe(200);
    time += 1000;
    const many = Array.from({ length: 1000 }, () => event());
    expect((await post(many)).status).toBe(200);
    expect((await post(many)).status).toBe(200);
    expect((await post(many)).status).toBe(429);
  });

  test('503 while the backlog is full or storage fails, and nothing is stored', async () => {
    backlogFull = true;
    const full = await post(event());
    expect([full.status, full.body.code]).toEqual([503, 'backlog-full']);
    expect(full.headers['retry-after']).toBeDefined();
    backlogFull = false;
    journal.failing = true;
    const failed = await post(event());
    expect([failed.status, failed.body.code]).toEqual([503, 'storage-unavailable']);
    expect(failed.headers['retry-after']).toBeDefined();
    journal.failing = false;
    expect((await post(event())).body).toMatchObject({ accepted: 1 });
  });
});

describe('repetitions and conflicts [contract §2]', () => {
  test('a repetition is a duplicate however old, and whatever has become of its rules', async () => {
    await post(event());
    time += 500 * 86_400_000;
    expect((await post(event())).body).toMatchObject({
      duplicates: 1,
      results: [{ status: 'duplicate', seq: 1 }],
    });
    expect((await post(event({ id: 'new' }))).body.results[0]).toMatchObject({ code: 'time-too-old' });
  });

  test('another content under the same name is a conflict, told before other faults', async () => {
    await post(event());
    for (const more of [
      { data: { activityId: 'x' } },
      { data: {} },
      { type: 'desk.noted' },
      { time: '2030-01-01T00:00:00Z' },
    ]) {
      const { status, body } = await post(event(more));
      expect([status, body.results[0].code]).toEqual([422, 'id-conflict']);
      expect(body.results[0].detail).toContain('id');
    }
    expect((await post(event({ id: 'e-2', type: 'desk.noted' }))).body.results[0].code).toBe('unknown-type');
  });
});

describe('three modes are one event [contract §2]', () => {
  test('binary, structured, batched and plain JSON', async () => {
    const { data, ...attributes } = event();
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURIComponent(String(value))]),
    );
    expect((await post(data, headers)).body).toMatchObject({ accepted: 1 });
    expect((await post(event(), { 'content-type': 'application/cloudevents+json' })).body).toMatchObject({
      duplicates: 1,
    });
    expect((await post([event()], { 'content-type': batch })).body).toMatchObject({ duplicates: 1 });
    expect((await post(event({ specversion: undefined }))).body).toMatchObject({ duplicates: 1 });
    const strict = await post([event({ specversion: undefined })], { 'content-type': batch });
    expect(strict.body.results[0].code).toBe('invalid-envelope');
  });
});

test('metrics count events by what became of them', async () => {
  await post([event(), event(), unsound('e-9')]);
  const text = await metrics.metrics();
  expect(text).toContain('cockpit_events_total{result="accepted"} 1');
  expect(text).toContain('cockpit_events_total{result="duplicate"} 1');
  expect(text).toContain('cockpit_events_total{result="invalid-data"} 1');
  expect(text).toContain('cockpit_ingest_queued_events 0');
});

test('the API pages show the schemas that are checked', async () => {
  const { paths, openapi } = (await app.inject('/docs/json')).json();
  expect(openapi).toBe('3.1.0');
  const { requestBody, responses } = paths['/api/v1/events'].post;
  expect(Object.keys(requestBody.content)).toContain('application/cloudevents-batch+json');
  expect(JSON.stringify(requestBody)).toContain('beneficiaries');
  expect(Object.keys(responses)).toEqual(
    expect.arrayContaining(['200', '207', '401', '403', '422', '429', '503']),
  );
});
