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
import { type Bench, type BenchContext, decimals, median, quantile, type Row, whole } from './report.ts';
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
/** Nobody begins faster once a day stands in the dialog. */
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

/** A page that asks for one frame after the other: by its address or a remote at once, or after a look at the dialog. */
async function replayed(
  { address, pid }: { address: string; pid: number },
  day: { from: number; to: number },
  live: Board,
  way: 'at once' | 'by dialog',
): Promise<Replayed> {
  const viewer = await new Viewer(address).connected();
  const text = (ms: number): string => new Date(ms).toISOString();
  const request = { scope, from: text(day.from), to: text(day.to) };
  if (way === 'by dialog') {
    viewer.socket.emit('replay-soon', request);
    await pause(choosingMs);
  }
  const ask = viewer.socket.timeout(120_000);
  const [begun, cpuBegun] = [performance.now(), cpuMsOf(pid)];
  const opened = await ask.emitWithAck('replay-open', request);
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
    // The first one starts the thread as well.
    const first = await replayed(server, day, live, 'at once');
    say('replay: twice more');
    const next = await replayed(server, day, live, 'at once');
    const chosen = await replayed(server, day, live, 'by dialog');
    const all = [first, next, chosen];
    const right = all.every(({ equal, twice }) => equal && twice);
    const frameMs = all.flatMap((one) => one.frameMs);
    const p95 = quantile(frameMs, 0.95);
    const what = `replay of a day of ${whole(dayEvents)} events after ${whole(history)}`;
    const firstFrame = ({ firstFrameMs, firstFrameCpuMs }: Replayed): string =>
      `${whole(firstFrameMs)} ms, ${whole(firstFrameCpuMs)} ms of CPU`;
    return [
      {
        what: `${what}: first frame after ${choosingMs / 1000} s in the dialog`,
        measured: firstFrame(chosen),
        goal: `≤ ${whole(goalMs)} ms`,
        met: chosen.firstFrameMs <= goalMs,
      },
      {
        what: `${what}: first frame where nobody chose before, by an address or a remote`,
        measured: `${firstFrame(next)} (the first of the server: ${firstFrame(first)})`,
        goal: `≤ ${whole(goalMs)} ms`,
        met: next.firstFrameMs <= goalMs,
      },
      {
        what: `${what}: board at its end, frame by frame and at one go`,
        measured: right ? 'the one that was live' : 'another one',
        goal: 'the one that was live',
        met: right,
      },
      {
        what: `${what}: frames at ${whole(speed)}×`,
        measured: `p50 ${whole(quantile(frameMs, 0.5))} ms, p95 ${whole(p95)} ms, ${decimals(1000 / quantile(frameMs, 0.5), 0)}/s; all of the day at one go ${whole(median(all.map(({ seekMs }) => seekMs)))} ms`,
        goal: `p95 ≤ ${whole(1000 / framesPerSecond)} ms (${framesPerSecond}/s)`,
        met: p95 <= 1000 / framesPerSecond,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const replay: Bench = { name: 'replay', run };
