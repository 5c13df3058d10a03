/** What Chromium tells of a page: its memory, its elements and listeners, and the work of its main thread. */
import { type Browser, type CDPSession, chromium } from 'playwright-core';
import { findChromium } from '../support/chromium.ts';
import { pause } from './server.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

export function openChrome(...more: string[]): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}

export async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((found) => found.name === name)?.value ?? Number.NaN;
}

/**
 * All memory of the page's scripts after the garbage is gone, what the engine has compiled included: the least of some
 * looks, because a live page makes new garbage before one can look.
 */
export async function heapBytes(session: CDPSession): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    await session.send('HeapProfiler.collectGarbage');
    looks.push(await metric(session, 'JSHeapUsedSize'));
  }
  return Math.min(...looks);
}

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/**
 * Memory of what the page's scripts keep, without what the engine makes of the scripts themselves and without what the
 * browser has for them outside of their heap, such as elements and the records of its own tools.
 */
export async function keptBytes(session: CDPSession): Promise<number> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const others = new Set(['code', 'native'].map((name) => types[0].indexOf(name)));
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!others.has(nodes[at + type] ?? -1)) bytes += nodes[at + size] ?? 0;
  return bytes;
}

export interface Footprint {
  heap: number;
  kept: number;
  nodes: number;
  listeners: number;
}

/** What the page weighs when nothing of it is garbage. */
export async function footprint(session: CDPSession): Promise<Footprint> {
  const heap = await heapBytes(session);
  const [nodes, listeners] = [await metric(session, 'Nodes'), await metric(session, 'JSEventListeners')];
  return { heap, kept: await keptBytes(session), nodes, listeners };
}

/** Script of the main thread in windows of one update each, in milliseconds of CPU. */
export async function scriptOfUpdates(
  session: CDPSession,
  seconds: number,
  updateMs: number,
): Promise<number[]> {
  const spent: number[] = [];
  let before = await metric(session, 'ScriptDuration');
  const begun = performance.now();
  for (let window = 1; window <= (seconds * 1000) / updateMs; window++) {
    await pause(Math.max(0, begun + window * updateMs - performance.now()));
    const now = await metric(session, 'ScriptDuration');
    spent.push((now - before) * 1000);
    before = now;
  }
  return spent;
}

interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: by the clock, and of the thread's own work. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

export interface LongTasks {
  /** Milliseconds of each task over 50 ms, by the clock. */
  byClock: number[];
  /** Those that worked for so long: other work on the machine lengthens a task, but not these. */
  byWork: number[];
}

const longMs = 50;

function longTasksOf(events: readonly TraceEvent[]): LongTasks {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = events.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && main.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error('the trace has no task');
  const over = (micros: readonly (number | undefined)[]): number[] =>
    micros.flatMap((one) => (one !== undefined && one > longMs * 1000 ? [one / 1000] : []));
  return { byClock: over(tasks.map(({ dur }) => dur)), byWork: over(tasks.map(({ tdur }) => tdur)) };
}

/** Follows the tasks of the main thread from now on; answers how to end that with those over 50 ms. */
export async function watchLongTasks(session: CDPSession): Promise<() => Promise<LongTasks>> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  return async () => {
    const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
    await session.send('Tracing.end');
    await complete;
    return longTasksOf(events);
  };
}
