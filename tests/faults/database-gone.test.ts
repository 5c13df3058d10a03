/**
 * The database is killed under load, stays away, and comes back: what was acknowledged is there, nothing is there
 * twice, and the server says all the while how it is and goes on by itself. Who was refused what meanwhile is in the
 * audit log.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { freshId, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';

const kills = 3;
const site = '330127-Z';

let database: PostgresServer;
let server: ProcessServer;
let key: string;
let admin: SignedIn;

beforeAll(async () => {
  database = await startPostgres();
  server = await startServerProcess({
    DATABASE_URL: database.url,
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '100000',
  });
  ({ key } = await server.makeKey());
  admin = await server.makeUser('admin');
});
afterAll(async () => {
  await server?.stop();
  await database?.stop();
});

/** By id: the seq that was acknowledged. */
const acknowledged = new Map<string, number>();
/** What stations send again, as they were told to. */
const unanswered = new Map<string, object>();

/** Posts once; answers whether it was taken. */
async function post(batch: readonly { id: string }[]): Promise<boolean> {
  const answer = await server.post(key, JSON.stringify(batch));
  if (answer.status !== 200) {
    expect([answer.status, answer.body.code]).toEqual([503, 'storage-unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const event of batch) unanswered.set(event.id, event);
    return false;
  }
  for (const { index, seq } of answer.body.results ?? []) {
    const { id } = batch[index] as { id: string };
    if (seq === undefined) throw new Error('An answer without its seq.');
    if (acknowledged.has(id)) expect(seq).toBe(acknowledged.get(id));
    acknowledged.set(id, seq);
    unanswered.delete(id);
  }
  return true;
}

const someEvents = () => [started(site), served(site, 45), { ...started(site), id: freshId('s') }];

interface Audited {
  at: string;
  target: string;
  result: string;
}
const begun = Date.now();
/** What was refused in this test, in order. */
const refusals = async (): Promise<Audited[]> => {
  const { items } = await server.cli('audit', 'list', '--result', 'refused', '--limit', '1000');
  return (items as unknown as (Audited & { action: string })[])
    .filter(({ at, action }) => Date.parse(at) >= begun && /^(read|key\.revoke)$/.test(action))
    .reverse();
};
const refused: { before: number; after: number; target: string; result: string }[] = [];

/** Somebody without a right reads, an administrator commands: neither can be written down now. */
async function refuseSome(kill: number): Promise<void> {
  const before = Date.now();
  const read = ['/api/v1/audit', '/api/v1/admin/keys', '/api/v1/admin/users'][kill % kills] ?? '';
  expect((await fetch(`${server.address}${read}`)).status).toBe(401);
  refused.push({ before, after: Date.now(), target: read, result: 'unauthorized' });
  const path = `admin/keys/of-${kill}`;
  const { status, body } = await admin.call('DELETE', path);
  expect([status, body.code]).toEqual([503, 'storage-unavailable']);
  refused.push({ before, after: Date.now(), target: `/api/v1/${path}`, result: 'storage-unavailable' });
}

/** Each with the instant at which it was refused. */
async function expectEveryRefusalWritten(): Promise<void> {
  const log = await until('every refusal is in the audit log', async () => {
    const rows = await refusals();
    return rows.length >= refused.length && rows;
  });
  expect(log.map(({ target, result }) => [target, result])).toEqual(
    refused.map(({ target, result }) => [target, result]),
  );
  refused.forEach(({ before, after }, index) => {
    const at = Date.parse(log[index]?.at ?? '');
    expect(at).toBeGreaterThanOrEqual(before - 1_000);
    expect(at).toBeLessThanOrEqual(after + 1_000);
  });
  expect(await server.cli('audit', 'verify')).toMatchObject({ ok: true });
}

const isReady = async (): Promise<boolean> => (await fetch(`${server.address}/readyz`)).status === 200;

async function journal(): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const path = `events?county=${countyCode}&after=${ids.length}&limit=500`;
    const { body } = await server.get<{ items: { seq: number; event: { id: string } }[] }>(path);
    for (const { seq, event } of body.items) {
      ids.push(event.id);
      expect(seq).toBe(ids.length);
    }
    if (body.items.length === 0) return ids;
  }
}

test('a database that is gone for a while costs time and nothing else', { timeout: 300_000 }, async () => {
  for (let kill = 1; kill <= kills; kill += 1) {
    let turnedAway = 0;
    let taken = 0;
    let stop = false;
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!stop) {
          if (await post(someEvents())) taken += 1;
          else turnedAway += 1;
        }
      }),
    );
    await until('events are taken', () => taken >= 20);
    await database.kill();
    await until('events are refused', () => turnedAway >= 20);
    await until('the server is not ready', async () => !(await isReady()));
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
    await refuseSome(kill);
    const before = taken;
    await database.start();
    await until('events are taken again', () => taken > before + 20, 60_000);
    await until('the server is ready', isReady, 60_000);
    stop = true;
    await load;
  }
  while (unanswered.size > 0) await post([...unanswered.values()].slice(0, 500) as { id: string }[]);

  const ids = await journal();
  expect(new Set(ids).size).toBe(ids.length);
  for (const [id, seq] of acknowledged) expect(ids[seq - 1]).toBe(id);
  expect(acknowledged.size).toBe(ids.length);
  await until('every event is in the figures', async () => {
    const { body } = await server.get<{ items: { code: string }[] }>('counties');
    return body.items.length > 0 && (await server.cli('journal', 'verify')).ok;
  });
  await expectEveryRefusalWritten();
});
