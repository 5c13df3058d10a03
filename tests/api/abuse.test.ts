/** Bodies and heads that are made to hurt: each is answered, none grows the server, and the next station is served. */
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryOf } from '../support/process-memory.ts';
import { openLine, statusOn } from '../support/raw-line.ts';
import { type Payload, type ProcessServer, startServerProcess } from '../support/server.ts';
import { eventOf, started } from '../support/station.ts';
import { until } from '../support/until.ts';

const mebibyte = 1_048_576;
/** What the server may have more than before, after all of it: buffers are given back late. */
const mostGrowth = 200_000_000;
const patienceMs = 60_000;

let server: ProcessServer;
let key = '';
let pid = 0;
let before = 0;

beforeAll(async () => {
  server = await startServerProcess({ RATE_REQUESTS_PER_SECOND: '100000' });
  ({ key } = await server.makeKey());
  await server.post(key, JSON.stringify(started('330127-Z')));
  pid = server.pid();
  before = (await memoryOf(pid)).peakBytes;
});
afterAll(() => server.stop());

const event = (data: string): string =>
  JSON.stringify(eventOf('activity.started', { activityId: 'ACTIVITY' })).replace(
    '{"activityId":"ACTIVITY"}',
    data,
  );
const sound = '"activityId":"a-1","title":"课堂","category":"theory"';
const many = (n: number, make: (index: number) => string): string =>
  Array.from({ length: n }, (_, n) => make(n)).join(',');

const bodies: Record<string, Payload> = {
  'an array in an array, and so on': '['.repeat(500_000),
  'an array in an array that ends': `${'['.repeat(400_000)}1${']'.repeat(400_000)}`,
  'objects in objects in an event': event(`{${sound},"x":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
  'very many members': event(`{${sound},${many(60_000, (n) => `"m${n}":${n}`)}}`),
  'very many names that are alike': event(`{${sound},${many(100_000, () => '"m":1')}}`),
  'a prototype': event(`{${sound},"__proto__":{"admin":true}}`),
  'a prototype that is spelt otherwise': event(`{${sound},"__pr\\u006fto__":{"admin":true}}`),
  'a constructor': event(`{${sound},"constructor":{"prototype":{"admin":true}}}`),
  'a long text': event(`{"activityId":"a-2","title":"${'长'.repeat(300_000)}","category":"theory"}`),
  'a long id': JSON.stringify({ ...started('330127-Z'), id: 'i'.repeat(900_000) }),
  'numbers that are too large': event(`{${sound},"x":1e308,"y":1e400,"z":-1e400}`),
  'a number of many digits': event(`{${sound},"x":${'9'.repeat(900_000)}}`),
  'half a character': event(`{${sound},"x":"\\ud800"}`),
  NUL: event(`{${sound},"x":"\\u0000"}`),
  'what is not UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  noise: new Uint8Array(randomBytes(mebibyte)),
  'more than there may be': ' '.repeat(mebibyte + 1),
  'more events than there may be': `[${many(1_001, () => '{}')}]`,
  'very many events that are none': `[${many(1_000, () => '"x"')}]`,
};

describe('a body of a station', () => {
  test.each(Object.keys(bodies))('with %s is answered', async (name) => {
    const { status, body } = await server.post(key, bodies[name] ?? '');
    expect(status, JSON.stringify(body).slice(0, 300)).toBeLessThan(500);
    if (status >= 400) expect(body.code).toEqual(expect.any(String));
  });

  test('that is squeezed is refused before it is unfolded, on every route', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * mebibyte, 32)));
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip', 'x'])
      for (const path of ['events', 'session']) {
        const answer = await fetch(`${server.address}/api/v1/${path}`, {
          method: 'POST',
          headers: {
            ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
            'content-encoding': encoding,
          },
          body: bomb,
        });
        expect(answer.status, `${path} ${encoding}`).toBe(415);
      }
  });
});

const head = (path: string, more: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;

test('a body that says that it is too large is refused before it comes', async () => {
  for (const path of ['/api/v1/events', '/api/v1/session']) {
    const line = await openLine(server.address);
    line.write(head(path, 'Content-Length: 5000000000'));
    expect(await until('it is answered', () => statusOn(line), patienceMs)).toBe(413);
    line.socket.destroy();
  }
});

test('a body in parts without end is refused where it becomes too large', async () => {
  for (const path of ['/api/v1/events', '/api/v1/session']) {
    const line = await openLine(server.address);
    line.write(head(path, 'Transfer-Encoding: chunked'));
    const part = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const answered = until(
      'it is answered',
      () => {
        if (!line.closed && line.socket.writableLength < part.length) line.write(part);
        return statusOn(line);
      },
      patienceMs,
    );
    expect(await answered).toBe(413);
    line.socket.destroy();
  }
});

test('a head that is too large is refused', async () => {
  const heads = [
    `GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
    `GET /healthz?${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET /healthz HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(20_000)}\r\n`,
    'GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'NONSENSE\r\n\r\n',
  ];
  for (const text of heads) {
    const line = await openLine(server.address);
    line.write(text);
    const status = await until(
      'it is answered or cut',
      () => statusOn(line) ?? (line.closed && 400),
      patienceMs,
    );
    expect(status, text.slice(0, 40)).toBeGreaterThanOrEqual(400);
    expect(status, text.slice(0, 40)).toBeLessThan(500);
    line.socket.destroy();
  }
});

test('after all of it the server is what it was', async () => {
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  expect((await server.post(key, JSON.stringify(started('330127-Z')))).status).toBe(200);
  expect((await memoryOf(pid)).peakBytes).toBeLessThan(before + mostGrowth);
  expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
});
