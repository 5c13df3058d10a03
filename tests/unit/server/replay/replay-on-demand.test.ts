/** The thread of the replays comes when one is near and goes when none is left. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReplayOnDemand, type ReplayThread } from '../../../../server/replay/replay-on-demand.ts';
import type { ReplayOpened } from '../../../../shared/wire/replay.ts';

const minute = 60_000;
const beginning = { id: 'r', scope: 'area:330127', from: 0, to: 1 };

let threads: { ended: boolean; opened: string[] }[] = [];

/** Stands for a thread of the system, of which it only remembers what was asked. */
function start(): ReplayThread {
  const thread = { ended: false, opened: [] as string[] };
  threads.push(thread);
  return {
    call: {
      open: async ({ id }) => {
        thread.opened.push(id);
        return { ok: true } as ReplayOpened;
      },
      at: async () => ({ ok: true }) as ReplayOpened,
      close: async () => undefined,
      end: async () => undefined,
    },
    on: () => undefined,
    stop: async () => {
      thread.ended = true;
    },
  };
}

const made = (): ReplayOnDemand =>
  new ReplayOnDemand(start, (error) => {
    throw error;
  });

beforeEach(() => {
  threads = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('a thread that was made ready takes the first replay, and ends after its last one', async () => {
  const replays = made();
  replays.prepare();
  replays.prepare();
  await replays.open(beginning);
  expect(threads).toEqual([{ ended: false, opened: ['r'] }]);
  replays.prepare();
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(threads[0]?.ended).toBe(false);
  replays.close('r');
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(threads).toEqual([{ ended: true, opened: ['r'] }]);
});

test('nobody opens one after all: the thread ends by itself, and the next one is another', async () => {
  const replays = made();
  replays.prepare();
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(threads[0]?.ended).toBe(true);
  await replays.open(beginning);
  expect(threads).toEqual([
    { ended: true, opened: [] },
    { ended: false, opened: ['r'] },
  ]);
});
