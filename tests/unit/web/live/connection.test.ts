import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import type {
  ClientToServer,
  ServerToClient,
  WatchAnswer,
  WatchRequest,
} from '../../../../shared/wire/live.ts';
import { type ConnectionState, LiveConnection } from '../../../../web/live/connection.ts';
import type { Replica } from '../../../../web/live/replica.ts';

let http: HttpServer;
let io: Server<ClientToServer, ServerToClient>;
let live: LiveConnection;
let asked: WatchRequest[];
let answers: ((request: WatchRequest) => WatchAnswer)[];
let seen: Replica[];
let states: ConnectionState[];
let refusals: unknown[];

const scope = 'area:330127';
/** A busy machine takes longer than a second. */
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const board = (onDuty: number): Board => ({ now: { onDuty } }) as Board;
const snapshot = (rev: number, onDuty: number, epoch = 'e1'): WatchAnswer => ({
  ...{ ok: true, wire: 1, scope, epoch, rev },
  ...{ asOf: new Date().toISOString(), board: board(onDuty) },
});

function send(from: number, to: number, onDuty: number): void {
  io.emit('delta', {
    scope,
    epoch: 'e1',
    from,
    to,
    asOf: new Date().toISOString(),
    patch: { now: { onDuty } },
  });
}

const clock = (): boolean =>
  io.emit('clock', { asOf: new Date().toISOString(), now: new Date().toISOString(), build: 'b' });

beforeEach(async () => {
  [asked, answers, seen, states, refusals] = [[], [], [], [], []];
  http = createServer();
  io = new Server(http);
  io.on('connection', (socket) => {
    socket.on('watch', (request, answer) => {
      asked.push(request);
      answer((answers.shift() ?? (() => snapshot(1, 1)))(request));
      clock();
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('location', { protocol: 'http:', host: `127.0.0.1:${(http.address() as AddressInfo).port}` });
  live = new LiveConnection(
    {
      changed: (replica) => seen.push(replica),
      clock: () => undefined,
      state: (state) => states.push(state),
      refused: (reason) => refusals.push(reason),
    },
    () => 'secret',
  );
});

afterEach(async () => {
  live.close();
  await io.close();
  vi.unstubAllGlobals();
});

const onDuty = (): number | undefined => seen[seen.length - 1]?.board.now.onDuty;

test('watches, follows deltas and is live', async () => {
  live.watch(scope);
  await soon(() => expect(onDuty()).toBe(1));
  send(1, 2, 5);
  await soon(() => expect(onDuty()).toBe(5));
  await soon(() => expect(states[states.length - 1]).toBe('live'));
});

test('asks again from its revision after a gap, and goes on when resumed', async () => {
  live.watch(scope);
  await soon(() => expect(onDuty()).toBe(1));
  answers.push(() => ({ ok: true, scope, epoch: 'e1', rev: 3, resumed: true }));
  send(2, 3, 9);
  await soon(() => expect(asked[1]?.after).toEqual({ epoch: 'e1', rev: 1 }));
  send(1, 3, 9);
  await soon(() => expect(onDuty()).toBe(9));
  expect(seen[seen.length - 1]?.rev).toBe(3);
});

test('resumes after the server closed the connection', async () => {
  live.watch(scope);
  await soon(() => expect(onDuty()).toBe(1));
  await soon(() => expect(states[states.length - 1]).toBe('live'));
  answers.push(() => snapshot(1, 42, 'e2'));
  io.disconnectSockets(true);
  await soon(() => expect(states[states.length - 1]).toBe('reconnecting'));
  await soon(() => expect(onDuty()).toBe(42));
  expect(asked[1]?.after).toEqual({ epoch: 'e1', rev: 1 });
});

test('says why a scope is refused, and keeps nothing of it', async () => {
  answers.push(() => ({ ok: false, code: 'forbidden-scope', detail: '' }));
  live.watch(scope);
  await soon(() => expect(refusals[refusals.length - 1]).toBe('forbidden-scope'));
  expect(seen).toEqual([]);
});

test('leaves one scope for another and shows a kept one at once', async () => {
  live.watch(scope);
  await soon(() => expect(onDuty()).toBe(1));
  answers.push(() => ({ ...snapshot(1, 2), scope: 'area:330127100' }) as WatchAnswer);
  live.watch('area:330127100');
  await soon(() => expect(onDuty()).toBe(2));
  live.watch(scope);
  expect(onDuty()).toBe(1);
  await soon(() => expect(asked[2]?.after).toEqual({ epoch: 'e1', rev: 1 }));
});
