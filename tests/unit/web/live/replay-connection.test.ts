import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import type { ClientToServer, ServerToClient } from '../../../../shared/wire/live.ts';
import type {
  ReplayFrame,
  ReplayOpened,
  ReplayRefused,
  ReplayRequest,
} from '../../../../shared/wire/replay.ts';
import { ReplayConnection } from '../../../../web/live/replay-connection.ts';
import { type Replayed, withFrame } from '../../../../web/live/replay-frames.ts';

type AtRequest = Parameters<ClientToServer['replay-at']>[0];
type AtAnswer = Parameters<ClientToServer['replay-at']>[1];

const scope = 'area:330127';
const [from, to] = ['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'];
const start = Date.parse(from);
const board = (onDuty: number): Board => ({ now: { onDuty } }) as Board;
const opened = (id = 'r1'): ReplayOpened => ({
  ...{ ok: true, id, scope, at: from, rev: 1, board: board(0), from, to, basis: 'received' },
  timeline: { columnMs: 60_000, columns: { activities: [], orders: [], service: [] }, marks: [] },
});
const refused = (code: ReplayRefused['code']): ReplayRefused => ({ ok: false, code, detail: '' });

let http: HttpServer;
let io: Server<ClientToServer, ServerToClient>;
let socket: Socket<ServerToClient, ClientToServer>;
let replay: ReplayConnection;
let opens: ReplayRequest[];
let openAnswers: (ReplayOpened | ReplayRefused)[];
let asked: { request: AtRequest; answer: AtAnswer }[];
let frames: Replayed[];
let told: string[];

beforeEach(async () => {
  [opens, openAnswers, asked, frames, told] = [[], [], [], [], []];
  http = createServer();
  io = new Server(http);
  io.on('connection', (client) => {
    client.on('replay-open', (request, answer) => {
      opens.push(request);
      answer(openAnswers.shift() ?? opened(`r${opens.length}`));
    });
    client.on('replay-at', (request, answer) => asked.push({ request, answer }));
    client.on('replay-close', ({ id }) => told.push(`closed ${id}`));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  vi.stubGlobal('window', globalThis);
  socket = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { reconnectionDelay: 20 });
  replay = new ReplayConnection(socket, {
    opened: ({ id }) => told.push(`opened ${id}`),
    frame: (frame) => frames.push(frame),
    progress: (done, of) => told.push(`${done} of ${of}`),
    lost: () => told.push('lost'),
    refused: (code) => told.push(`refused ${code}`),
  });
});

afterEach(async () => {
  replay.close();
  socket.disconnect();
  await io.close();
  vi.unstubAllGlobals();
});

const begin = async (at = start): Promise<void> => {
  replay.open({ scope, from, to }, at);
  await vi.waitFor(() => expect(told).toContain('opened r1'));
};
/** Answers the last question: the board after `patch`, or whole where it is of another place. */
function answerLast(onDuty: number, more: Partial<ReplayFrame> = {}): void {
  const last = asked[asked.length - 1];
  if (!last) throw new Error('nothing was asked');
  const { id, at } = last.request;
  last.answer({ ok: true, id, scope, at, rev: asked.length + 1, patch: { now: { onDuty } }, ...more });
}
const shown = (): (number | undefined)[] => frames.map((frame) => frame.board.now.onDuty);

test('one question is under way at a time, and the latest wish is asked next', async () => {
  await begin();
  expect(shown()).toEqual([0]);
  for (const second of [1, 2, 3]) replay.show(start + second * 1000, scope);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(replay.busy).toBe(true);
  answerLast(5);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked.map(({ request }) => request.at)).toEqual([
    '2026-11-21T00:00:01.000Z',
    '2026-11-21T00:00:03.000Z',
  ]);
  answerLast(7);
  await vi.waitFor(() => expect(shown()).toEqual([0, 5, 7]));
  replay.show(start + 3000, scope);
  expect(replay.busy).toBe(false);
});

test('another place is asked for by its name; a frame of the one that was left is not shown', async () => {
  await begin();
  replay.show(start + 1000, scope);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const town = 'area:330127100';
  replay.show(start + 1000, town);
  answerLast(5);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked.map(({ request }) => request.scope)).toEqual([undefined, town]);
  answerLast(0, { scope: town, board: board(9), patch: undefined as never });
  await vi.waitFor(() => expect(shown()).toEqual([0, 9]));
});

test('opened in the middle, the beginning is not shown', async () => {
  await begin(start + 5000);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.request.at).toBe('2026-11-21T00:00:05.000Z');
  answerLast(3);
  await vi.waitFor(() => expect(shown()).toEqual([3]));
});

test('a lost line opens it anew where it was, by the basis that was chosen', async () => {
  await begin();
  replay.show(start + 1000, scope);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  io.disconnectSockets(false);
  await vi.waitFor(() => expect(told).toContain('lost'));
  socket.connect();
  await vi.waitFor(() => expect(told).toContain('opened r2'));
  expect(opens[1]).toEqual({ scope, from, to, basis: 'received' });
  await vi.waitFor(() =>
    expect(asked[1]?.request).toMatchObject({ id: 'r2', at: '2026-11-21T00:00:01.000Z' }),
  );
  expect(shown()).toEqual([0]);
  answerLast(4, { rev: 2 });
  await vi.waitFor(() => expect(shown()).toEqual([0, 4]));
});

test('a replay that the server knows no longer is opened anew; one that never was is refused', async () => {
  await begin();
  replay.show(start + 1000, scope);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  openAnswers.push(refused('busy'));
  asked[0]?.answer(refused('unknown-replay'));
  await vi.waitFor(() => expect(told).toContain('opened r3'), { timeout: 6000 });
  expect(told).not.toContain('refused busy');
  replay.close();
  openAnswers.push(refused('bad-span'));
  const other = new ReplayConnection(socket, {
    ...{ opened: () => undefined, frame: () => undefined, progress: () => undefined, lost: () => undefined },
    refused: (code) => told.push(`refused ${code}`),
  });
  other.open({ scope, from, to }, start);
  await vi.waitFor(() => expect(told).toContain('refused bad-span'));
  other.close();
});

test('a place that may not be seen is asked for once', async () => {
  await begin();
  replay.show(start + 1000, 'area:330127100');
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  asked[0]?.answer(refused('forbidden-scope'));
  await vi.waitFor(() => expect(replay.busy).toBe(false));
  replay.show(start + 2000, 'area:330127100');
  expect(replay.busy).toBe(false);
  replay.show(start + 2000, scope);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
});

test('closing tells the server', async () => {
  await begin();
  replay.close();
  await vi.waitFor(() => expect(told).toContain('closed r1'));
});

test('a change of something that is not at hand gives no board', () => {
  const first = withFrame(undefined, opened());
  const change: ReplayFrame = {
    ok: true,
    id: 'r1',
    scope,
    at: to,
    rev: 2,
    patch: { now: { onDuty: 4 } },
    next: to,
  };
  expect(first && withFrame(first, change)).toMatchObject({
    board: board(4),
    asOf: Date.parse(to),
    next: Date.parse(to),
  });
  expect(withFrame(first, { ...change, rev: 3 })).toBeUndefined();
  expect(withFrame(first, { ...change, scope: 'area:330127100' })).toBeUndefined();
  expect(withFrame(undefined, change)).toBeUndefined();
});
