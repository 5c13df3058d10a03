import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { pausesMs, resultOf, WebhookSender } from '../../../../server/webhooks/sender.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-secret-of-more-than-24-letters';

interface Got {
  headers: IncomingMessage['headers'];
  body: string;
}

let folder: string;
let store: Store;
let receiver: Server;
let port: number;
let got: Got[];
/** How the receiver answers. */
let answers: (response: ServerResponse) => void;
let now: number;
let senders: WebhookSender[];

const listen = (): Promise<void> =>
  new Promise((resolve) => {
    receiver = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        got.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
        answers(response);
      });
    });
    receiver.listen(port, '127.0.0.1', () => {
      port = (receiver.address() as AddressInfo).port;
      resolve();
    });
  });
const shut = (): Promise<void> =>
  new Promise((resolve) => {
    receiver.closeAllConnections();
    receiver.close(() => resolve());
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
  store = await openStore(`sqlite:${join(folder, 'cockpit.db')}`);
  [port, got, now, senders] = [0, [], 1_000_000, []];
  answers = (response) => response.writeHead(204).end();
  await listen();
});
afterEach(async () => {
  for (const sender of senders) await sender.close();
  await shut();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(answerMs = 5_000): WebhookSender {
  const errors: unknown[] = [];
  const sender = new WebhookSender({
    target: { url: `http://127.0.0.1:${port}/hook`, secret },
    store,
    now: () => now,
    onError: (error) => errors.push(error),
    answerMs,
  });
  senders.push(sender);
  return sender;
}

const add = (id: string) => store.addNotices([{ id, body: `{"id":"${id}","字":1}`, createdAt: now }]);
const stateOf = async (id: string) => (await store.notices({}, 10)).find((notice) => notice.id === id);
const settled = (id: string, holds: (notice: Awaited<ReturnType<typeof stateOf>>) => boolean) =>
  until(`${id} is settled`, async () => {
    const notice = await stateOf(id);
    return holds(notice) ? notice : undefined;
  });

describe('webhooks', () => {
  test('are signed over id, time and body, and never sent again after a restart', async () => {
    await add('n-1');
    const first = start();
    first.wake();
    await settled('n-1', (notice) => notice?.deliveredAt !== undefined);
    await first.close();
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    const signed = `n-1.${Math.floor(now / 1000)}.${body}`;
    expect(headers).toMatchObject({
      'webhook-id': 'n-1',
      'webhook-timestamp': '1000',
      'webhook-signature': `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`,
      'content-type': 'application/json',
    });
    expect(body).toBe('{"id":"n-1","字":1}');
    now += 86_400_000;
    await add('n-1');
    await add('n-2');
    start().wake();
    await settled('n-2', (notice) => notice?.deliveredAt !== undefined);
    expect(got.map((one) => one.headers['webhook-id'])).toEqual(['n-1', 'n-2']);
  });

  test('are sent once by two servers, and go on where the one that had taken them is gone', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => `n-${n}`);
    for (const id of ids) await add(id);
    for (const sender of [start(), start()]) sender.wake();
    await until(
      'all are delivered',
      async () => (await store.notices({ state: 'delivered' }, 50)).length === 30,
    );
    expect(got.map((one) => one.headers['webhook-id']).sort()).toEqual([...ids].sort());
    now += 1;
    await add('n-gone');
    const [due] = await store.noticesDue(now, 1);
    if (!due) throw new Error('it is not due');
    // What a server does that is killed before it settles it.
    expect(await store.claimNotice(due, now + 30_000)).toBe(true);
    const other = start();
    other.wake();
    now += 29_999;
    other.wake();
    await other.close();
    expect(got).toHaveLength(30);
    now += 1;
    start().wake();
    await settled('n-gone', (notice) => notice?.deliveredAt !== undefined);
    expect(got).toHaveLength(31);
  });

  test('are tried again when a receiver that failed, was slow or was down is back', async () => {
    await add('n-1');
    const sender = start(200);
    const failsWith = async (error: string | RegExp, attempts: number): Promise<void> => {
      sender.wake();
      const notice = await settled('n-1', (one) => one?.attempts === attempts);
      expect(notice?.lastError).toMatch(error);
      expect(notice?.nextAt).toBe(now + (pausesMs[attempts - 1] ?? 0));
      now = notice?.nextAt ?? now;
    };
    answers = (response) => response.writeHead(500).end('no');
    await failsWith(/^status 500$/, 1);
    answers = () => undefined;
    await failsWith(/^timeout$/, 2);
    await shut();
    // A line that was kept open may be told to be cut before it is told that nobody listens.
    await failsWith(/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/, 3);
    await listen();
    answers = (response) => response.writeHead(200).end('ok');
    sender.wake();
    const done = await settled('n-1', (notice) => notice?.deliveredAt !== undefined);
    expect(done).not.toHaveProperty('lastError');
  });

  test('follow nobody elsewhere, and read no answer without end', async () => {
    let elsewhere = 0;
    const other = createServer((_request, response) => {
      elsewhere += 1;
      response.end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
    const { port: otherPort } = other.address() as AddressInfo;
    await add('n-1');
    const sender = start();
    answers = (response) => response.writeHead(307, { location: `http://127.0.0.1:${otherPort}/` }).end();
    sender.wake();
    expect((await settled('n-1', (notice) => notice?.attempts === 1))?.lastError).toBe('status 307');
    expect(elsewhere).toBe(0);
    other.close();
    now += 86_400_000;
    let ended = false;
    answers = (response) => {
      response.writeHead(200);
      const pour = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => {
        clearInterval(pour);
        ended = true;
      });
    };
    sender.wake();
    await settled('n-1', (notice) => notice?.deliveredAt !== undefined);
    await until('the answer is cut off', async () => ended);
  });

  test('are given up after the last pause, and tried from the beginning when somebody asks', async () => {
    expect(resultOf({ attempts: 0 }, 'status 500', now)).toMatchObject({ attempts: 1, nextAt: now + 10_000 });
    expect(resultOf({ attempts: pausesMs.length }, 'status 500', now)).toEqual({
      error: 'status 500',
      attempts: pausesMs.length + 1,
    });
    await add('n-1');
    await store.settleNotice('n-1', { error: 'status 500', attempts: 10 });
    const sender = start();
    sender.wake();
    await add('n-2');
    sender.wake();
    await settled('n-2', (notice) => notice?.deliveredAt !== undefined);
    expect(got).toHaveLength(1);
    expect(await store.retryNotice('n-1', now)).toBe(true);
    sender.wake();
    await settled('n-1', (notice) => notice?.deliveredAt !== undefined);
  });
});
