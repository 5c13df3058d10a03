import { afterEach, describe, expect, it } from 'vitest';
import { SharedClock } from '../../../../server/threads/clock.ts';
import { type Connected, connect } from '../../../../server/threads/connect.ts';
import { startThread } from '../../../../server/threads/start.ts';
import type { Given, WorkerHandlers, WorkerPushes } from './worker.ts';

let thread: Connected<WorkerHandlers, WorkerPushes> | undefined;
const deaths: Error[] = [];
const clock = new SharedClock();

function start(): Connected<WorkerHandlers, WorkerPushes> {
  const given: Given = { greeting: '你好', clock: clock.memory };
  const worker = startThread(new URL('./worker.ts', import.meta.url), given);
  thread = connect<WorkerHandlers, WorkerPushes>(worker, (error) => deaths.push(error));
  return thread;
}

afterEach(async () => {
  await thread?.stop();
  deaths.length = 0;
});

describe('a worker thread', () => {
  it('answers calls, those made before it was ready too', async () => {
    const { call } = start();
    expect(await Promise.all([call.greet('a'), call.greet('b')])).toEqual(['你好, a', '你好, b']);
  });

  it('gives the name, message and code of an error, and goes on', async () => {
    const { call } = start();
    await expect(call.fail()).rejects.toMatchObject({ name: 'TypeError', message: 'not so', code: 'not-so' });
    await expect(call.unclonable()).rejects.toThrow(/could not be cloned/);
    expect(await call.greet('c')).toBe('你好, c');
  });

  it('refuses a call that it does not know', async () => {
    const { call } = start();
    const unknown = call as unknown as { toString: () => Promise<unknown>; other: () => Promise<unknown> };
    await expect(unknown.other()).rejects.toThrow(/other/);
    await expect(unknown.toString()).rejects.toThrow(/toString/);
  });

  it('pushes in order, to who listens', async () => {
    const { call, on } = start();
    const heard: number[] = [];
    const stop = on('counted', ({ value }) => heard.push(value));
    await call.count(3);
    stop();
    await call.count(2);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('fails every call under way when it dies, and every later one, and says so once', async () => {
    const { call } = start();
    const underWay = [call.never(), call.never()].map((waiting) => expect(waiting).rejects.toThrow('gone'));
    // It may die before its answer has left it: only the calls that have no answer must fail.
    await Promise.all([...underWay, call.die().catch((error) => expect(error.message).toBe('gone'))]);
    await expect(call.greet('d')).rejects.toThrow('gone');
    expect(deaths.map((error) => error.message)).toEqual(['gone']);
  });

  it('fails calls under way when it is stopped, which is no death', async () => {
    const { call, stop } = start();
    await call.greet('e');
    const stopped = expect(call.never()).rejects.toThrow(/ended/);
    await stop();
    await stopped;
    expect(deaths).toEqual([]);
  });

  it('reads the clock that the main thread sets', async () => {
    const { call } = start();
    expect(Math.abs((await call.now()) - Date.now())).toBeLessThan(5000);
    clock.freeze(1000);
    clock.advance(500);
    expect(await call.now()).toBe(1500);
    expect(clock.now()).toBe(1500);
    clock.set(1_000_000);
    clock.advance(1_000_000);
    expect((await call.now()) - 2_000_000).toBeGreaterThanOrEqual(0);
    expect((await call.now()) - 2_000_000).toBeLessThan(5000);
  });
});
