import { SharedClock } from '../../../../server/threads/clock.ts';
import { pushTo, serve } from '../../../../server/threads/serve.ts';
import { givenToThread } from '../../../../server/threads/start.ts';

export interface Given {
  greeting: string;
  clock: SharedArrayBuffer;
}

export type WorkerPushes = { counted: { value: number }; ready: undefined };

const { greeting, clock } = givenToThread<Given>();
const push = pushTo<WorkerPushes>();
const time = new SharedClock(clock);

const handlers = {
  greet: (name: string): string => `${greeting}, ${name}`,
  count: async (to: number): Promise<number> => {
    for (let value = 1; value <= to; value += 1) push('counted', { value });
    return to;
  },
  fail: (): never => {
    throw Object.assign(new TypeError('not so'), { code: 'not-so' });
  },
  unclonable: (): unknown => () => 1,
  never: () => new Promise<void>(() => undefined),
  die: (): void => {
    setImmediate(() => {
      throw new Error('gone');
    });
  },
  now: (): number => time.now(),
};
export type WorkerHandlers = typeof handlers;

serve(handlers);
push('ready', undefined);
