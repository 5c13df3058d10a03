/** Starts worker threads, from TypeScript or from what was built of it. */
import { Worker, workerData } from 'node:worker_threads';

interface Boot {
  entry: string;
  given: unknown;
}

/**
 * Runs a file as a worker thread: `startThread(threadFile('writer'), options)`. `given` is
 * cloned, but for shared memory; the thread finds it by {@link givenToThread}. One that needs more than `memory` (MiB)
 * ends by itself, and nothing else does.
 */
export function startThread(entry: URL, given: unknown, memory?: number): Worker {
  const boot: Boot = { entry: entry.href, given };
  const isSource = entry.pathname.endsWith('.ts');
  return new Worker(isSource ? new URL('./bootstrap.mjs', import.meta.url) : entry, {
    workerData: boot,
    // The loader of this thread is no use to a new one that brings its own.
    ...(isSource ? { execArgv: [] } : {}),
    ...(memory === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: memory / 16 } }),
  });
}

/** What {@link startThread} was given, inside the thread. */
export const givenToThread = <T>(): T => (workerData as Boot).given as T;
