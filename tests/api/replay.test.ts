/** Replay over a real socket, of a county whose clock the test sets. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SharedClock } from '../../server/threads/clock.ts';
import type { Board } from '../../shared/board/board.ts';
import { apply, type JsonObject } from '../../shared/board/merge-patch.ts';
import type { AuditAnswer } from '../../shared/wire/admin.ts';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import type { ReplayFrame, ReplayOpened, ReplayRefused, ReplayRequest } from '../../shared/wire/replay.ts';
import { countyFolder } from '../support/county-folder.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended, eventOf, freshId, placed, type StationEvent, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const town = 'area:330127100';
const neighbour = 'area:330127101';
const station = '330127100001';
const elsewhere = '330127101-S';
const minute = 60_000;
const day = 24 * 60 * minute;
const morning = Date.parse('2026-11-20T08:00:00+08:00');
const scopes = [county, town, `site:${station}`];
const clock = new SharedClock();

let server: Server;
let key: string;
const viewers: Viewer[] = [];
/** What was live at some instants of the day. */
const seen: { at: number; boards: Record<string, Board> }[] = [];

const text = (ms: number): string => new Date(ms).toISOString();

async function send(...events: StationEvent[]): Promise<void> {
  const { status, body } = await server.post(
    key,
    JSON.stringify(events.map((event) => ({ ...event, time: text(clock.now()) }))),
  );
  expect([status, body.accepted]).toEqual([200, events.length]);
}

/** Waits until every figure holds what has come, and remembers the boards of this instant. */
async function remember(): Promise<void> {
  const at = clock.now();
  const boards: Record<string, Board> = {};
  for (const scope of scopes)
    boards[scope] = await until('the board holds what has come', async () => {
      const { asOf, board } = (await server.get<SnapshotAnswer>(`snapshot?scope=${scope}`)).body;
      return Date.parse(asOf) === at && board;
    });
  seen.push({ at, boards });
  // What comes next comes later.
  clock.advance(minute);
}

beforeAll(async () => {
  clock.freeze(morning);
  server = await startServer({ ANONYMOUS_READ: 'true' }, { clock });
  ({ key } = await server.makeKey());
  await send(started(station), placed(station), served(elsewhere, 30));
  clock.advance(minute);
  await remember();
  const activityId = freshId('a');
  await send(
    eventOf(
      'activity.started',
      { activityId, title: '理发 13812345678', category: 'culture' },
      { site: station },
    ),
  );
  clock.advance(30 * minute);
  await send(
    eventOf('activity.ended', { activityId, participants: 9, beneficiaries: 12 }, { site: station }),
    ended(elsewhere, 5),
  );
  clock.advance(minute);
  await remember();
  clock.advance(day);
  await send(started(elsewhere));
  await remember();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const viewer of viewers.splice(0)) viewer.close();
});

async function view(token?: string): Promise<Viewer> {
  const viewer = new Viewer(server.address, token === undefined ? {} : { auth: { token } });
  viewers.push(viewer);
  return viewer.connected();
}

const asked = (viewer: Viewer) => viewer.socket.timeout(20_000);
const open = (viewer: Viewer, request: unknown): Promise<ReplayOpened | ReplayRefused> =>
  asked(viewer).emitWithAck('replay-open', request as ReplayRequest);
const at = (viewer: Viewer, request: unknown): Promise<ReplayFrame | ReplayRefused> =>
  asked(viewer).emitWithAck('replay-at', request as { id: string; at: string });

const whole = (): ReplayRequest => ({ scope: county, from: text(morning - minute), to: text(clock.now()) });

/** A replay that must open. */
async function opened(viewer: Viewer, request: ReplayRequest = whole()): Promise<ReplayOpened> {
  const answer = await open(viewer, request);
  if (!answer.ok) throw new Error(answer.code);
  return answer;
}

async function framed(
  viewer: Viewer,
  request: { id: string; at: string; scope?: string },
): Promise<ReplayFrame> {
  const answer = await at(viewer, request);
  if (!answer.ok) throw new Error(answer.code);
  return answer;
}

describe('a replay', () => {
  test('opens at the beginning of its span, and steps from event to event to the boards that were live', async () => {
    const viewer = await view();
    const first = await opened(viewer);
    expect(first).toMatchObject({ scope: county, rev: 1, basis: 'received', at: text(morning - minute) });
    let board = first.board as Board;
    expect(board.totals.today.activities).toBe(0);
    const instants: string[] = [];
    let frame: ReplayFrame = first;
    while (frame.next !== undefined) {
      frame = await framed(viewer, { id: first.id, at: frame.next });
      instants.push(frame.at);
      expect(frame.board).toBeUndefined();
      board = apply(board as unknown as JsonObject, frame.patch ?? {}) as unknown as Board;
    }
    expect(instants).toEqual(
      [morning, morning + 2 * minute, morning + 32 * minute, morning + 34 * minute + day].map(text),
    );
    expect(board).toEqual(seen.at(-1)?.boards[county]);
  });

  test('goes anywhere and to any scope, by a patch where the scope is the same', async () => {
    const viewer = await view();
    const { id, board } = await opened(viewer);
    let held = { scope: county, board: board as Board };
    for (const turn of [2, 0, 1, 1, 2, 0])
      for (const scope of [county, ...scopes]) {
        const moment = seen[turn];
        const frame = await framed(viewer, { id, at: text(moment?.at ?? 0), scope });
        const same = held.scope === scope;
        expect([frame.board === undefined, frame.patch === undefined]).toEqual([same, !same]);
        held = {
          scope,
          board: same
            ? (apply(held.board as unknown as JsonObject, frame.patch ?? {}) as unknown as Board)
            : (frame.board as Board),
        };
        expect(held.board).toEqual(moment?.boards[scope]);
      }
  });

  test('has a timeline without what could be the number of a person', async () => {
    const { timeline, from, to } = await opened(await view());
    const { columnMs, columns, marks } = timeline;
    const count = Math.ceil((Date.parse(to) - Date.parse(from)) / columnMs);
    expect(count).toBeGreaterThanOrEqual(96);
    expect(count).toBeLessThanOrEqual(288);
    const sum = (column: number[]): number => column.reduce((total, value) => total + value, 0);
    expect(Object.values(columns).map((column) => column.length)).toEqual([count, count, count]);
    expect([sum(columns.activities), sum(columns.orders), sum(columns.service)]).toEqual([5, 1, 1]);
    expect(marks.map(({ type, title }) => [type, title])).toContainEqual(['activity.started', '理发 ***']);
    expect(marks.map((mark) => mark.at)).toEqual(marks.map((mark) => mark.at).sort());
  });

  test('of a time in which nothing was received says what happened then', async () => {
    const viewer = await view();
    const quiet = { scope: county, from: text(morning - 3 * day), to: text(morning - 2 * day) };
    expect(await opened(viewer, quiet)).toMatchObject({ basis: 'happened', timeline: { marks: [] } });
  });
});

describe('refusals', () => {
  test.each([
    ['the future', { to: text(morning + 400 * day) }, 'bad-span'],
    ['an end before its beginning', { from: text(morning), to: text(morning) }, 'bad-span'],
    ['a span of more than a month', { from: text(morning - 31 * day) }, 'bad-span'],
    ['no instants', { from: 'yesterday' }, 'bad-span'],
    ['no such basis', { basis: 'guessed' }, 'bad-span'],
    ['no such scope', { scope: 'area:999999' }, 'unknown-scope'],
    ['no scope', { scope: 5 }, 'bad-span'],
  ])('%s', async (_, part, code) => {
    expect(await open(await view(), { ...whole(), ...part })).toMatchObject({ ok: false, code });
  });

  test('garbage harms nobody', async () => {
    const viewer = await view();
    const { id } = await opened(viewer);
    for (const request of [null, 5, 'x', [], {}, { id: 5 }, { id: 'x'.repeat(5000), at: text(morning) }])
      expect(await at(viewer, request)).toMatchObject({ ok: false, code: 'unknown-replay' });
    expect(await at(viewer, { id, at: 'noon' })).toMatchObject({ ok: false, code: 'bad-span' });
    expect(await at(viewer, { id, at: text(morning), scope: 'nonsense' })).toMatchObject({
      ok: false,
      code: 'unknown-scope',
    });
    const raw = viewer.socket as unknown as { emit: (name: string, ...rest: unknown[]) => void };
    for (const name of ['replay-open', 'replay-at', 'replay-close']) {
      raw.emit(name);
      raw.emit(name, null);
      raw.emit(name, { id: 7 }, 'no function');
    }
    const [first, last] = [morning - 5 * day, morning + 5 * day];
    expect(await framed(viewer, { id, at: text(first) })).toMatchObject({ at: text(morning - minute) });
    expect(await framed(viewer, { id, at: text(last) })).toMatchObject({ at: text(clock.now()) });
  });

  test('opened while its viewer was still choosing is the same, and moves as well', async () => {
    const [chosen, asked] = [await view(), await view()];
    chosen.socket.emit('replay-soon', whole());
    const [{ id, ...ahead }, { id: _, ...other }] = [await opened(chosen), await opened(asked)];
    expect(ahead).toEqual(other);
    const last = seen.at(-1);
    const { patch } = await framed(chosen, { id, at: text(last?.at ?? 0) });
    expect(apply(ahead.board as unknown as JsonObject, patch ?? {})).toEqual(last?.boards[county]);
  });

  test('four replays and not five; one a connection; room again where a viewer has gone', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => view()));
    const [one, , , , fifth] = many as [Viewer, Viewer, Viewer, Viewer, Viewer];
    const ids: string[] = [];
    for (const viewer of many.slice(0, 4)) ids.push((await opened(viewer)).id);
    expect(await open(fifth, whole())).toMatchObject({ ok: false, code: 'busy' });
    const again = await opened(one);
    expect(await at(one, { id: ids[0], at: text(morning) })).toMatchObject({ code: 'unknown-replay' });
    expect(await at(fifth, { id: again.id, at: text(morning) })).toMatchObject({ code: 'unknown-replay' });
    one.socket.emit('replay-close', { id: again.id });
    await opened(fifth);
    expect(await at(one, { id: again.id, at: text(morning) })).toMatchObject({ code: 'unknown-replay' });
    many[1]?.close();
    await until('room for another', async () => (await open(one, whole())).ok);
  });

  test('a display replays its own scope, and what it may not see is in the audit log', async () => {
    const { token } = await server.makeDisplay(town);
    const viewer = await view(token);
    expect(await open(viewer, whole())).toMatchObject({ ok: false, code: 'forbidden-scope' });
    const { id } = await opened(viewer, { ...whole(), scope: town });
    expect(await at(viewer, { id, at: text(morning), scope: neighbour })).toMatchObject({
      ok: false,
      code: 'forbidden-scope',
    });
    expect(await framed(viewer, { id, at: text(morning), scope: `site:${station}` })).toMatchObject({
      ok: true,
    });
    const admin = await server.makeUser('admin');
    const rows = await until('both refusals are in the audit log', async () => {
      const { body } = await admin.call<AuditAnswer>('GET', 'audit?action=live.replay');
      return body.items.length >= 2 && body.items.map(({ target, result }) => ({ target, result }));
    });
    expect(rows).toEqual([neighbour, county].map((target) => ({ target, result: 'forbidden-scope' })));
  });

  test('another register ends the replay, and another one goes on with it', async () => {
    const viewer = await view();
    const { id, board } = await opened(viewer);
    const { folder, remove } = countyFolder({ title: '另一个标题' });
    try {
      expect(await server.cli('county', 'import', folder)).toMatchObject({ ok: true });
    } finally {
      remove();
    }
    expect(await at(viewer, { id, at: text(morning) })).toMatchObject({ ok: false, code: 'unknown-replay' });
    expect(await at(viewer, { id, at: text(morning) })).toMatchObject({ ok: false, code: 'unknown-replay' });
    const again = await opened(viewer);
    expect(again.board).toEqual({ ...(board as Board), title: '另一个标题' });
  });
});
