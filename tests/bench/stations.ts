/** The process that posts: started once, so that its own start takes no time from what is measured. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Load, LoadResult, Word } from './load.ts';

export interface Stations {
  /** Writes the events of one load beforehand; what it answers posts them, and answers when it is over. */
  prepare(load: Omit<Load, 'name'>): Promise<() => Promise<LoadResult>>;
  /** Does both. */
  post(load: Omit<Load, 'name'>): Promise<LoadResult>;
  stop(): void;
}

export function startStations(): Stations {
  const child = fork(join(import.meta.dirname, 'load.ts'), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the load generator ended')));
  ended.catch(() => {});
  let loads = 0;
  const ask = async (word: Word): Promise<unknown> => {
    child.send(word);
    const [answer] = await Promise.race([once(child, 'message'), ended]);
    return answer;
  };
  const prepare: Stations['prepare'] = async (load) => {
    loads += 1;
    await ask({ prepare: { ...load, name: `l${loads}x` } });
    return async () => (await ask('go')) as LoadResult;
  };
  return {
    prepare,
    post: async (load) => (await prepare(load))(),
    stop: () => void child.kill(),
  };
}
