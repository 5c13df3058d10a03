/** A replay of a busy day over a real socket: how long until its first frame, and whether it ends as the day did. */
import { isDeepStrictEqual } from 'node:util';
import { readBoard } from '../../server/board/read-board.ts';
import { resolveScope } from '../../server/board/scope-parts.ts';
import type { Board } from '../../shared/board/board.ts';
import { apply, type JsonObject } from '../../shared/board/merge-patch.ts';
import { addDays, dayOf, startOfDay } from '../../shared/domain/time.ts';
import type { ReplayFrame } from '../../shared/wire/replay.ts';
import { countyCode } from '../support/small-county.ts';
import { Viewer } from '../support/viewer.ts';
import { benchCounty } from './county.ts';
import { append, type Database, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row, whole } from './report.ts';
import { cpuMsOf, pause, startServer } from './server.ts';

const sites = 500;
const dayEvents = 50_000;
const historyDays = 60;
const scope = `area:${countyCode}`;
const timeZone = 'Asia/Shanghai';
const hourMs = 3_600_000;
/** The last event of a story comes so long after its first one. */
const storyMs = 11 * hourMs;
const goalMs = 1000;
/** Nobody chooses a day faster once the dialog is open; the thread of the replays begins with it. */
const choosingMs = 2000;
/** A day in 24 seconds, five frames a second. */
const speed = 3600;
const framesPerSecond = 5;

/** Yesterday in the county, from its first instant to its last. */
function yesterday(now: number): { from: number; to: number } {
  const today = dayOf(now, timeZone);
  return { from: startOfDay(addDays(today, -1), timeZone), to: startOfDay(today, timeZone) - 1 };
}

async function boardOf({ store, register }: Database): Promise<Board> {
  const resolved = resolveScope({ kind: 'area', code: countyCode }, [register]);
  if (!resolved) throw new Error('no county');
  return (await store.read((view) => readBoard(view, resolved))).board;
}

/** A history and a busy day; answers the board that was live at the end of the day. */
async function fill(database: Database, history: number, { from, to }: { from: number; to: number }) {
  const { county } = database.register;
  const before = { from: from - historyDays * 24 * hourMs, to: from - storyMs };
  await append(database, storiesOf({ county, count: history, ...before, name: 'h' }));
  await project(database, from);
  await append(database, storiesOf({ county, count: dayEvents, from, to: to - storyMs, name: 'd' }));
  await project(database, to);
  return boardOf(database);
}

interface Replayed {
  firstFrameMs: number;
  /** What the server worked for it: on a busy machine far less than it took. */
  firstFrameCpuMs: number;
  frameMs: number[];
  seekMs: number;
  equal: boolean;
  twice: boolean;
}

/** A page that asks for one frame after the other. */
async function replayed(
  { address, pid }: { address: string; pid: number },
  day: { from: number; to: number },
  live: Board,
): Promise<Replayed> {
  const viewer = await new Viewer(address).connected();
  viewer.socket.emit('replay-soon');
  await pause(choosingMs);
  const text = (ms: number): string => new Date(ms).toISOString();
  const ask = viewer.socket.timeout(120_000);
  const [begun, cpuBegun] = [performance.now(), cpuMsOf(pid)];
  const opened = await ask.emitWithAck('replay-open', { scope, from: text(day.from), to: text(day.to) });
  const firstFrameMs = performance.now() - begun;
  const firstFrameCpuMs = cpuMsOf(pid) - cpuBegun;
  if (!opened.ok) throw new Error(`no replay: ${opened.code}`);
  let board = opened.board as Board;
  const go = async (at: number): Promise<number> => {
    const asked = performance.now();
    const frame = await ask.emitWithAck('replay-at', { id: opened.id, at: text(at) });
    if (!frame.ok) throw new Error(`no frame: ${frame.code}`);
    board = apply(board as unknown as JsonObject, (frame as ReplayFrame).patch ?? {}) as unknown as Board;
    return performance.now() - asked;
  };
  const frameMs: number[] = [];
  const step = (1000 * speed) / framesPerSecond;
  for (let at = day.from + step; at < day.to; at += step) frameMs.push(await go(at));
  await go(day.to);
  const equal = isDeepStrictEqual(board, live);
  await go(day.from);
  const seekMs = await go(day.to);
  viewer.close();
  return { firstFrameMs, firstFrameCpuMs, frameMs, seekMs, equal, twice: isDeepStrictEqual(board, live) };
}

async function run({ full, folder, say }: BenchContext): Promise<Row[]> {
  const now = Date.now();
  const day = yesterday(now);
  const history = full ? 500_000 : 50_000;
  const database = await openDatabase(folder, 'replay', benchCounty(sites), day.from - 1);
  say(`replay: storing ${whole(history)} events and a day of ${whole(dayEvents)}`);
  const live = await fill(database, history, day);
  await database.store.close();
  const server = await startServer(database.url);
  try {
    // The first one starts the thread, as the first visitor of a morning does.
    const first = await replayed(server, day, live);
    say('replay: once more');
    const { firstFrameMs, firstFrameCpuMs, frameMs, seekMs, equal, twice } = await replayed(
      server,
      day,
      live,
    );
    const p95 = quantile(frameMs, 0.95);
    const what = `replay of a day of ${whole(dayEvents)} events after ${whole(history)}`;
    return [
      {
        what: `${what}: first frame`,
        measured: `${whole(firstFrameMs)} ms, ${whole(firstFrameCpuMs)} ms of CPU (${whole(first.firstFrameMs)} ms and ${whole(first.firstFrameCpuMs)} ms for the first of its thread, which starts when the dialog opens)`,
        goal: `≤ ${whole(goalMs)} ms`,
        met: Math.max(firstFrameMs, first.firstFrameMs) <= goalMs,
      },
      {
        what: `${what}: board at its end, frame by frame and at one go`,
        measured: equal && twice && first.equal && first.twice ? 'the one that was live' : 'another one',
        goal: 'the one that was live',
        met: equal && twice && first.equal && first.twice,
      },
      {
        what: `${what}: frames at ${whole(speed)}×`,
        measured: `p50 ${whole(quantile(frameMs, 0.5))} ms, p95 ${whole(p95)} ms, ${decimals(1000 / quantile(frameMs, 0.5), 0)}/s; all of the day at one go ${whole(seekMs)} ms`,
        goal: `p95 ≤ ${whole(1000 / framesPerSecond)} ms (${framesPerSecond}/s)`,
        met: p95 <= 1000 / framesPerSecond,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const replay: Bench = { name: 'replay', run };
