/** Starts worker threads whose files are TypeScript. */
import { Worker, workerData } from 'node:worker_threads';

interface Boot {
  entry: string;
  given: unknown;
}

/**
 * Runs a file as a worker thread: `startThread(new URL('./writer-thread.ts', import.meta.url), options)`. `given` is
 * cloned, but for shared memory; the thread finds it by {@link givenToThread}. One that needs more than `memory` (MiB)
 * ends by itself, and nothing else does.
 */
export function startThread(entry: URL, given: unknown, memory?: number): Worker {
  const boot: Boot = { entry: entry.href, given };
  // The loader of this thread is no use to the new one, which brings its own.
  return new Worker(new URL('./bootstrap.mjs', import.meta.url), {
    workerData: boot,
    execArgv: [],
    ...(memory === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: memory / 16 } }),
  });
}

/** What {@link startThread} was given, inside the thread. */
export const givenToThread = <T>(): T => (workerData as Boot).given as T;
