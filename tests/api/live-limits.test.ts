/** What one viewer, or too many of them, may take of the server: the others notice nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
let server: Server;
beforeAll(async () => {
  server = await startServer({ ANONYMOUS_READ: 'true', MAX_VIEWERS: '3', RATE_MESSAGES_PER_SECOND: '10' });
});
afterAll(() => server.stop());

const audited = async (result: string): Promise<boolean> => {
  const admin = await server.makeUser('admin');
  const { body } = await admin.call<{ items: { result: string }[] }>('GET', 'audit?limit=100');
  return body.items.some((item) => item.result.startsWith(result));
};

test('beyond the most that there may be, one more waits until another goes', async () => {
  const viewers = await Promise.all([1, 2, 3].map(() => new Viewer(server.address).connected()));
  const refusals: string[] = [];
  const late = new Viewer(server.address);
  late.socket.on('connect_error', (error) => refusals.push(error.message));
  await until('it is refused', () => refusals.length > 0);
  expect(late.socket.connected).toBe(false);
  const nobodys = await fetch(`${server.address}/socket.io/?EIO=4&transport=polling&sid=`);
  expect(nobodys.status).toBe(403);
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  expect(await viewers[0]?.follow(county)).toMatchObject({ ok: true });
  await until('it is in the audit log', () => audited('too-many-viewers'));
  viewers[2]?.close();
  await late.connected();
  for (const viewer of [...viewers, late]) viewer.close();
});

test('who sends more than any page of ours is cut, and the others go on', async () => {
  const calm = await new Viewer(server.address).connected();
  await calm.follow(county);
  const flood = await new Viewer(server.address, { reconnection: false }).connected();
  for (let n = 0; n < 500; n += 1) flood.socket.emit('unwatch', { scope: county });
  await until('it is cut', () => !flood.socket.connected);
  expect(await calm.ask({ scope: county })).toMatchObject({ ok: true });
  await until('it is in the audit log', () => audited('too-many-requests'));
  calm.close();
});
