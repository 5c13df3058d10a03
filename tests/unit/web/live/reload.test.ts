import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Reload = typeof import('../../../../web/live/reload.ts');

const minuteMs = 60_000;
let kept: Map<string, string>;
let reloads: number;
let answers: boolean[];

/** The page after it was loaded anew: its scripts begin again, what the window keeps remains. */
async function load(): Promise<Reload> {
  vi.resetModules();
  return import('../../../../web/live/reload.ts');
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(minuteMs);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T04:00:00Z') });
  [kept, reloads, answers] = [new Map(), 0, []];
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal('location', { href: 'http://127.0.0.1/wall', reload: () => reloads++ });
  vi.stubGlobal('fetch', async () => {
    if (answers.shift() === false) throw new TypeError('Failed to fetch');
    return { ok: true };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a page reloads once for each build', async () => {
  (await load()).reloadOnce('b2');
  await settled();
  expect(reloads).toBe(1);
  const { reloadOnce } = await load();
  reloadOnce('b2');
  await settled();
  expect(reloads).toBe(1);
  reloadOnce('b3');
  await settled();
  expect(reloads).toBe(2);
});

test('never into nothing: it waits until the server gives the page', async () => {
  answers = [false, false, true];
  (await load()).reloadOnce('b2');
  await vi.advanceTimersByTimeAsync(9_000);
  expect(reloads).toBe(0);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reloads).toBe(1);
});

test('a page makes itself well now and then, and knows how often', async () => {
  const first = await load();
  expect(first.lastRecovery()).toBeUndefined();
  expect(first.reloadToRecover(30 * minuteMs)).toBe(true);
  await settled();
  expect(reloads).toBe(1);
  const second = await load();
  expect(second.lastRecovery()?.count).toBe(1);
  expect(second.reloadToRecover(30 * minuteMs)).toBe(false);
  vi.setSystemTime(Date.now() + 30 * minuteMs);
  expect(second.reloadToRecover(30 * minuteMs)).toBe(true);
  expect((await load()).lastRecovery()?.count).toBe(2);
});

test('where nothing can be kept, a circle could not be told: it stays', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  const { reloadOnce, reloadToRecover, lastRecovery } = await load();
  reloadOnce('b2');
  expect(reloadToRecover(0)).toBe(false);
  expect(lastRecovery()).toBeUndefined();
  await settled();
  expect(reloads).toBe(0);
});
