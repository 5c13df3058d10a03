/**
 * The database is killed under load, stays away, and comes back: what was acknowledged is there, nothing is there
 * twice, and the server says all the while how it is and goes on by itself.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { freshId, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';

const kills = 3;
const site = '330127-Z';

let database: PostgresServer;
let server: ProcessServer;
let key: string;

beforeAll(async () => {
  database = await startPostgres();
  server = await startServerProcess({
    DATABASE_URL: database.url,
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '100000',
  });
  ({ key } = await server.makeKey());
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
    let refused = 0;
    let taken = 0;
    let stop = false;
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!stop) {
          if (await post(someEvents())) taken += 1;
          else refused += 1;
        }
      }),
    );
    await until('events are taken', () => taken >= 20);
    await database.kill();
    await until('events are refused', () => refused >= 20);
    await until('the server is not ready', async () => !(await isReady()));
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
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
});
