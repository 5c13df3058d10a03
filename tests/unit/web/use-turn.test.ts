import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, shallowRef } from 'vue';
import { useTurn } from '../../../web/motion/use-turn.ts';

const second = 1000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('pages turn, but not while the keyboard is on one of their rows', () => {
  let focused: object | null = null;
  const list = { querySelector: () => focused } as unknown as HTMLElement;
  const scope = effectScope();
  const turn = scope.run(() => useTurn(shallowRef(list), 10 * second));
  vi.advanceTimersByTime(20 * second);
  expect(turn?.value).toBe(2);
  for (const row of [{}, {}]) {
    focused = row;
    vi.advanceTimersByTime(90 * second);
    expect(turn?.value).toBe(2);
  }
  focused = null;
  vi.advanceTimersByTime(10 * second);
  expect(turn?.value).toBe(3);
  scope.stop();
  vi.advanceTimersByTime(60 * second);
  expect(turn?.value).toBe(3);
});

test('a row that was left with the focus holds them for minutes, not for days', () => {
  const row = {};
  const list = { querySelector: () => row } as unknown as HTMLElement;
  const scope = effectScope();
  const turn = scope.run(() => useTurn(shallowRef(list), 10 * second));
  vi.advanceTimersByTime(120 * second);
  expect(turn?.value).toBe(0);
  vi.advanceTimersByTime(30 * second);
  expect(turn?.value).toBe(3);
  scope.stop();
});
