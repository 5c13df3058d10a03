import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StorageHealth } from '../../../server/storage-health.ts';
import { StoreError } from '../../../server/store/store.ts';

const full = new StoreError('unavailable', 'The database cannot be used now: database or disk is full');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const told: string[] = [];
  const probes: number[] = [];
  let probe = (): Promise<void> => Promise.resolve();
  const health = new StorageHealth({
    probe: (bytes) => {
      probes.push(bytes);
      return probe();
    },
    onFailed: () => told.push('failed'),
    onRecovered: () => told.push('recovered'),
  });
  const answerBy = (next: () => Promise<void>): void => {
    probe = next;
  };
  return { health, told, probes, answerBy };
}

test('a write that the disk refuses says why, until something as large as many events can be stored', async () => {
  const { health, told, probes, answerBy } = setUp();
  answerBy(() => Promise.reject(full));
  await expect(health.watch(Promise.reject(full))).rejects.toBe(full);
  await expect(health.watch(Promise.reject(full))).rejects.toBe(full);
  expect(await health.check()).toBe(full.message);
  await vi.advanceTimersByTimeAsync(3_500);
  expect(probes).toEqual([65_536, 65_536, 65_536]);
  expect(told).toEqual(['failed']);
  answerBy(() => Promise.resolve());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(['failed', 'recovered']);
  expect(await health.check()).toBeUndefined();
});

test('a write that is taken ends it at once; a refusal of what was asked is no failure', async () => {
  const { health, told } = setUp();
  await expect(health.watch(Promise.reject(new StoreError('unknown-county', '')))).rejects.toThrow();
  expect(told).toEqual([]);
  health.noteFailure('gone');
  expect(await health.watch(Promise.resolve(7))).toBe(7);
  expect(told).toEqual(['failed', 'recovered']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual(['failed', 'recovered']);
});

test('a write that hangs is a failure before it has ended', async () => {
  const { health, told } = setUp();
  let end = (): void => {};
  const hanging = health.watch(
    new Promise<void>((resolve) => {
      end = resolve;
    }),
  );
  await vi.advanceTimersByTimeAsync(4_900);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(told).toEqual(['failed']);
  end();
  await hanging;
  expect(told).toEqual(['failed', 'recovered']);
});

test('whoever asks has it tried, once for all who ask within a second, and waits no longer than two', async () => {
  const { health, told, probes, answerBy } = setUp();
  expect(await Promise.all([health.check(), health.check()])).toEqual([undefined, undefined]);
  expect(probes).toEqual([1]);
  await vi.advanceTimersByTimeAsync(1_000);
  answerBy(() => new Promise(() => {}));
  const asked = health.check();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toBe('does not answer');
  expect(told).toEqual([]);
  health.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
});
