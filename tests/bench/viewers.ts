/** Many viewers in a process of their own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Counted, Order } from './viewer-load.ts';

export interface Viewers {
  /** Resolves when so many more follow the scope. */
  open(address: string, kind: 'cockpit' | 'bare', scope: string, count: number): Promise<Counted>;
  /** What all of them have got so far. */
  count(): Promise<Counted>;
  closeAll(): Promise<Counted>;
  stop(): void;
}

export function startViewers(): Viewers {
  const child = fork(join(import.meta.dirname, 'viewer-load.ts'), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the viewers ended')));
  ended.catch(() => {});
  const ask = async (order: Order): Promise<Counted> => {
    child.send(order);
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Counted];
    return answer;
  };
  return {
    open: (address, kind, scope, count) => ask({ do: 'open', address, kind, scope, count }),
    count: () => ask({ do: 'count' }),
    closeAll: () => ask({ do: 'close' }),
    stop: () => void child.kill(),
  };
}
