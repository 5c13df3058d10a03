/** Messages on the live socket that are made to hurt: each is answered or ends its own connection alone. */
import { Writable } from 'node:stream';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
let log = '';
let server: Server;
let calm: Viewer;
beforeAll(async () => {
  const logTo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString('utf8');
      done();
    },
  });
  server = await startServer({ LOG_LEVEL: 'error', ANONYMOUS_READ: 'true' }, { logTo });
  calm = await new Viewer(server.address).connected();
  await calm.follow(county);
});
afterAll(async () => {
  calm.close();
  await server.stop();
});

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const polluting: unknown = JSON.parse(
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
);

const traps: Record<string, unknown[]> = {
  'arrays in arrays': [deep(3_000), { scope: deep(3_000) }, { scope: county, after: deep(3_000) }],
  'names of prototypes': [
    polluting,
    { scope: '__proto__' },
    { scope: 'constructor' },
    { scope: county, after: { epoch: '__proto__', rev: 1 } },
    { scope: county, after: polluting },
  ],
  'numbers out of reach': [1e308, -1, Number.MAX_SAFE_INTEGER, 0.5].map((rev) => ({
    scope: county,
    after: { epoch: 'x', rev },
  })),
  'odd texts': ['\ud800', '\0', '县'.repeat(2_000), ' '.repeat(4_000)].map((scope) => ({ scope })),
  'very many members': [Object.fromEntries(Array.from({ length: 800 }, (_, n) => [`m${n}`, n]))],
};

const connect = async (): Promise<Socket> => {
  const socket: Socket = io(server.address, {
    forceNew: true,
    transports: ['websocket'],
    reconnection: false,
  });
  await until('it is connected', () => socket.connected);
  return socket;
};

test.each(Object.keys(traps))(
  'a question with %s is answered, and other messages harm nobody',
  async (name) => {
    const socket = await connect();
    for (const trap of traps[name] ?? []) {
      const answer: unknown = await socket.timeout(60_000).emitWithAck('watch', trap);
      expect(answer).toHaveProperty('ok');
      for (const message of ['unwatch', 'vitals', 'remote-shown', 'replay-open', 'replay-at', 'remote-drive'])
        socket.emit(message, trap, () => {});
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(await calm.ask({ scope: county, wire: 1 })).toMatchObject({ ok: true });
    expect(log).toBe('');
    socket.disconnect();
  },
);

/** The packets of Socket.IO as no client of it would make them. */
const packets = {
  'a message that is too large': `42["watch",{"scope":"${'a'.repeat(20_000)}"}]`,
  'an event without a name': '42[]',
  'an event by a name of its own': '42["disconnect"]',
  'what is no packet': '4x[[[',
  'an answer to nothing': '43999999999[{}]',
  'parts that never come': `45${'9'.repeat(20)}-["watch",{"_placeholder":true,"num":0}]`,
  'a part of another packet': '451-["watch",{"_placeholder":true,"num":1e9}]',
  'a namespace of its own': `40/${'x'.repeat(1_000)},`,
};

test.each(Object.entries(packets))('%s harms nobody else', async (_name, packet) => {
  const socket = await connect();
  const line: unknown = Reflect.get(socket.io.engine.transport, 'ws');
  (line as { send: (text: string) => void }).send(packet);
  // Whatever becomes of it, the server has read it when the next one is answered or the line is cut.
  const next = await socket
    .timeout(60_000)
    .emitWithAck('watch', { scope: county })
    .catch(() => undefined);
  if (next === undefined) await until('it is cut', () => socket.disconnected);
  else expect(next).toMatchObject({ ok: true });
  socket.disconnect();
  expect(await calm.ask({ scope: county, wire: 1 })).toMatchObject({ ok: true });
  expect(log).toBe('');
});
