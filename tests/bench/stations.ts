/** The process that posts: started once, so that its own start takes no time from what is measured. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Load, LoadResult } from './load.ts';

export interface Stations {
  /** Posts one load, and answers when it is over. */
  post(load: Omit<Load, 'name'>): Promise<LoadResult>;
  stop(): void;
}

export function startStations(): Stations {
  const child = fork(join(import.meta.dirname, 'load.ts'), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the load generator ended')));
  ended.catch(() => {});
  let loads = 0;
  return {
    post: async (load) => {
      loads += 1;
      child.send({ ...load, name: `l${loads}x` } satisfies Load);
      const [result] = (await Promise.race([once(child, 'message'), ended])) as [LoadResult];
      return result;
    },
    stop: () => void child.kill(),
  };
}
