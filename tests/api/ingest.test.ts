import { CloudEvent, HTTP, type Message } from 'cloudevents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Payload, type Server, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const center = '330127-Z';
const branch = '330127-F1';

let server: Server;
let key: string;

beforeAll(async () => {
  server = await startServer();
  key = String((await server.cli('key', 'create', '--site', center)).key);
  await takesEffect(key, 401, false);
}, 60_000);

afterAll(() => server.stop());

let count = 0;

/** A sound event under a name of its own. */
function event(more: Record<string, unknown> = {}): Record<string, unknown> {
  count += 1;
  const time = new Date().toISOString();
  const data = { activityId: `act-${count}`, participants: 12 };
  const source = `/sites/${center}`;
  return { specversion: '1.0', id: `e-${count}`, source, type: 'activity.ended', time, data, ...more };
}

const post = (payload: unknown, headers: Record<string, string> = {}, as = key): Promise<Answer> =>
  server.post(as, typeof payload === 'string' ? payload : JSON.stringify(payload), headers);

/** Waits until posting with a key answers, or no longer answers, with a status: at most the second of the contract. */
async function takesEffect(as: string, status: number, wanted: boolean): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const answer = await post({}, {}, as);
    const elapsed = performance.now() - begun;
    if ((answer.status === status) === wanted || elapsed > 5000) return elapsed;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const batched = { 'content-type': 'application/cloudevents-batch+json' };

describe('the official SDK', () => {
  const cloudEvent = (): CloudEvent<unknown> => {
    const { specversion: _, ...attributes } = event({ data: { activityId: 'sdk', beneficiaries: 3 } });
    return new CloudEvent(
      attributes as unknown as { id: string; source: string; type: string; data: unknown },
    );
  };

  const send = (message: Message): Promise<Answer> =>
    server.post(key, message.body as Payload, message.headers as Record<string, string>);

  test('posts in binary and in structured mode, and both are one event', async () => {
    const sent = cloudEvent();
    const binary = await send(HTTP.binary(sent));
    expect([binary.status, binary.body.accepted]).toEqual([200, 1]);
    const structured = await send(HTTP.structured(sent));
    expect([structured.status, structured.body.duplicates]).toEqual([200, 1]);
    expect(structured.body.results?.[0]?.seq).toBe(binary.body.results?.[0]?.seq);
  });
});

describe('every status [contract §2]', () => {
  test('200, 207, 422 and 403, each with results', async () => {
    const good = event();
    const bad = event({ data: { activityId: 'a', participants: '60' } });
    const ok = await post([good, event()], batched);
    expect([ok.status, ok.body.accepted]).toEqual([200, 2]);
    expect(ok.headers.get('content-type')).toMatch(/^application\/json/);
    expect(Math.abs(Date.parse(ok.body.now ?? '') - Date.now())).toBeLessThan(60_000);
    const some = await post([good, bad], batched);
    expect([some.status, some.body.duplicates, some.body.rejected]).toEqual([207, 1, 1]);
    const none = await post(bad);
    expect([none.status, none.body.results?.[0]?.code]).toEqual([422, 'invalid-data']);
    expect(none.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const { key: low } = await server.cli('key', 'create', '--site', branch);
    await takesEffect(String(low), 401, false);
    const foreign = await post(event(), {}, low);
    expect([foreign.status, foreign.body.results?.[0]?.code]).toEqual([403, 'forbidden-source']);
  });

  test('400, 413, 415, 401 and 405', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
    expect((await post('{"__proto__":{}}')).status).toBe(400);
    expect((await post(`{"a":"${'x'.repeat(1_048_576)}"}`)).status).toBe(413);
    expect((await post(Array.from({ length: 1001 }, () => event()))).status).toBe(413);
    expect((await post(event(), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(event(), {}, 'wmk_none')).status).toBe(401);
    expect((await fetch(`${server.address}/api/v1/events`, { method: 'DELETE' })).status).toBe(405);
  });

  test.each([
    ['invalid-envelope', { time: '2026-02-30T00:00:00Z' }],
    ['unknown-site', { source: '/sites/nowhere' }],
    ['unknown-type', { type: 'desk.noted' }],
    ['invalid-data', { type: 'project.advanced', data: { projectId: 'p', stage: 'no such stage' } }],
    ['time-in-future', { time: new Date(Date.now() + 600_000).toISOString() }],
    ['time-too-old', { time: new Date(Date.now() - 401 * 86_400_000).toISOString() }],
  ])('%s', async (code, more) => {
    const { status, body } = await post(event(more));
    expect([status, body.results?.[0]?.code]).toEqual([422, code]);
    expect(body.results?.[0]?.detail).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
  });

  test('429 with Retry-After over the rate of a key', async () => {
    const strict = await startServer({ RATE_REQUESTS_PER_SECOND: '1', RATE_REQUEST_BURST: '3' });
    try {
      const { key: own } = await strict.cli('key', 'create', '--site', center);
      const send = () => strict.post(String(own), JSON.stringify(event()));
      // A request with a key that is not known yet is refused before it counts.
      await until('the key in force', async () => (await send()).status === 200);
      const statuses = [];
      for (let i = 0; i < 4; i += 1) statuses.push((await send()).status);
      expect(statuses).toEqual([200, 200, 429, 429]);
      const over = await send();
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    } finally {
      await strict.stop();
    }
  }, 60_000);
});

describe('what is on disk [contract §2, §7]', () => {
  test('a name is taken once, by whoever came first of many at the same time', async () => {
    const one = event();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(one)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(({ body }) => body.accepted === 1)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.results?.[0]?.seq)).size).toBe(1);
    const conflict = await post({ ...one, data: { activityId: 'other' } });
    expect([conflict.status, conflict.body.results?.[0]?.code]).toEqual([422, 'id-conflict']);
  });

  test('seq has no gaps, and personal data stands apart', async () => {
    const data = {
      orderId: 'o-1',
      kind: 'wish',
      category: 'c',
      title: '一本书',
      requester: { phone: '13800001111' },
      device: 'x',
    };
    const { body } = await post(event({ type: 'order.placed', data }));
    const rows = await server.journal();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    const row = rows.find(({ seq }) => seq === body.results?.[0]?.seq);
    expect(JSON.parse(row?.data ?? '')).toEqual({
      orderId: 'o-1',
      kind: 'wish',
      category: 'c',
      title: '一本书',
    });
    expect(JSON.parse(row?.personal ?? '')).toEqual({ requester: { phone: '13800001111' }, device: 'x' });
  });
});

test('a key made or revoked takes effect within a second [contract §1]', async () => {
  const { id, key: own } = await server.cli('key', 'create', '--site', center);
  expect(await takesEffect(String(own), 401, false)).toBeLessThan(1000);
  await server.cli('key', 'revoke', '--id', String(id));
  expect(await takesEffect(String(own), 401, true)).toBeLessThan(1000);
});
