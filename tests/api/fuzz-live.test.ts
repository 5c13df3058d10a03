/** Whatever anybody sends on the live socket: every question is answered or ignored, and the others go on. */
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientToServer } from '../../shared/wire/live.ts';
import { arbitraryOf, type JsonSchema } from '../support/fuzz/arbitrary-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const seed = Number(process.env.FUZZ_SEED ?? 20_261_122);
const cases = Number(process.env.FUZZ_RUNS ?? 150);
/** Messages of one case, all at once. */
const together = 20;
const patienceMs = 60_000;

const known = ['area:330127', 'area:330127100', 'site:330127-Z', 'overview', 'wall', 'order:o-1@330127-Z'];
const word: JsonSchema = { anyOf: [...known.map((name) => ({ const: name })), { type: 'string' }] };
const day: JsonSchema = { type: 'string', format: 'date' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const item = object({ kind: { enum: ['activity', 'order'] }, id: word, site: word });
const replay = object(
  { day, speed: { enum: [1, 60, 600, 3600] }, playing: { type: 'boolean' }, basis: word },
  ['day'],
);
const yes: JsonSchema = { type: 'boolean' };
const revision: JsonSchema = { type: 'integer', minimum: 0 };

/** What each message is made of: one that is new here needs its line. */
const messages: Record<keyof ClientToServer, JsonSchema> = {
  watch: object(
    { scope: word, wire: { type: 'integer' }, after: object({ epoch: word, rev: { type: 'number' } }) },
    ['scope'],
  ),
  unwatch: object({ scope: word }),
  vitals: object({
    ...{ uptimeSeconds: { type: 'number' }, heapBytes: { type: 'number' }, nodes: { type: 'number' } },
    ...{ listeners: { type: 'number' }, frameMs: { type: 'number' }, longTasks: { type: 'number' } },
    recoveries: { type: 'number' },
  }),
  'replay-soon': object(
    { scope: word, from: instant, to: instant, basis: { enum: ['received', 'happened'] } },
    ['scope', 'from', 'to'],
  ),
  'replay-open': object(
    { scope: word, from: instant, to: instant, basis: { enum: ['received', 'happened'] } },
    ['scope', 'from', 'to'],
  ),
  'replay-at': object({ id: word, at: instant, scope: word }, ['id', 'at']),
  'replay-close': object({ id: word }),
  'remote-join': {},
  'remote-shown': object(
    {
      ...{
        rev: revision,
        scope: word,
        scene: word,
        turning: yes,
        mode: { enum: ['live', 'replay', 'frozen'] },
      },
      ...{ item, replay, cover: word, sound: yes, byHand: yes },
    },
    ['rev', 'scope', 'scene', 'turning', 'mode', 'byHand'],
  ),
  'remote-follow': {},
  'remote-drive': object(
    {
      displays: { type: 'array', items: word },
      change: object({ scope: word, scene: word, item, held: yes, replay, cover: word, sound: yes }, []),
      minutes: { type: 'integer', minimum: 1, maximum: 1_440 },
    },
    ['displays', 'change'],
  ),
};

let server: Server;
let errors = '';
const logTo = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    errors += chunk.toString('utf8');
    done();
  },
});
beforeAll(async () => {
  server = await startServer(
    { LOG_LEVEL: 'error', ANONYMOUS_READ: 'true', RATE_MESSAGES_PER_SECOND: '100000' },
    { logTo },
  );
});
afterAll(() => server.stop());

const message = fc.constantFrom(...(Object.keys(messages) as (keyof ClientToServer)[])).chain((name) =>
  fc.record({
    name: fc.constant(name),
    values: fc.oneof(
      { weight: 8, arbitrary: arbitraryOf(messages[name]).map((value) => [value]) },
      { weight: 1, arbitrary: fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }) },
    ),
    wantsAnswer: fc.oneof(
      { weight: 3, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
  }),
);

/** A socket whose messages are not checked by a type. */
const connect = async (options: object): Promise<Socket> => {
  const socket: Socket = io(server.address, { forceNew: true, transports: ['websocket'], ...options });
  await until('it is connected', () => socket.connected);
  return socket;
};

test('no message is a failure of the server, and a viewer beside them misses nothing', async () => {
  const operator = await server.makeUser('operator');
  const display = await server.makeDisplay();
  const senders = await Promise.all([
    connect({}),
    connect({ auth: { token: display.token } }),
    connect({ extraHeaders: { cookie: operator.cookie } }),
  ]);
  const viewer = await new Viewer(server.address).connected();
  await viewer.follow('area:330127');
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: together, maxLength: together }), async (batch) => {
      for (const sender of senders) {
        for (const { name, values, wantsAnswer } of batch)
          sender.emit(name, ...values, ...(wantsAnswer ? [() => undefined] : []));
        if (!sender.connected) sender.connect();
      }
      const answer = await viewer.ask({ scope: 'area:330127', wire: 1 });
      expect(answer).toMatchObject({ ok: true });
      expect(errors).toBe('');
    }),
    { seed, numRuns: cases, endOnFailure: true },
  );
  const { key } = await server.makeKey();
  await server.post(
    key,
    JSON.stringify({
      ...{ specversion: '1.0', id: 'after', source: '/sites/330127-Z', type: 'activity.started' },
      ...{ time: new Date().toISOString(), data: { activityId: 'a', title: '课堂', category: 'theory' } },
    }),
  );
  await until(
    'the viewer has what came after',
    () => viewer.followed.get('area:330127')?.board.now.activitiesRunning === 1,
    patienceMs,
  );
  expect(viewer.gaps).toBe(0);
  for (const sender of senders) sender.disconnect();
  viewer.socket.disconnect();
}, 600_000);
