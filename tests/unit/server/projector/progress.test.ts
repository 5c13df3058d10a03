import { expect, test } from 'vitest';
import { Progress } from '../../../../server/projector/progress.ts';

test('figures are as of now, or of when the first event came that they do not show', () => {
  let now = 1_000_000;
  const progress = new Progress(() => now);
  progress.begin('330127', 10, { seq: 10, asOf: 900_000 });
  expect([progress.lag, progress.asOf]).toEqual([0, now]);
  progress.noteHead('330127', 15);
  now += 5000;
  progress.noteHead('330127', 20);
  now += 5000;
  expect([progress.lag, progress.asOf]).toEqual([10, 1_000_000]);
  progress.notePosition('330127', { seq: 17, asOf: now });
  expect([progress.lag, progress.asOf]).toEqual([3, 1_005_000]);
  progress.notePosition('330127', { seq: 20, asOf: now });
  expect([progress.lag, progress.asOf]).toEqual([0, now]);
});

test('a server that starts behind is as of where the projector stopped', () => {
  const progress = new Progress(() => 1_000_000);
  progress.begin('330127', 12, { seq: 10, asOf: 900_000 });
  progress.begin('610902', 3, { seq: 3, asOf: 800_000 });
  expect([progress.lag, progress.asOf]).toEqual([2, 900_000]);
});

test('a position that is told before its head moves both', () => {
  const progress = new Progress(() => 1_000_000);
  progress.notePosition('330127', { seq: 5, asOf: 1_000_000 });
  progress.noteHead('330127', 5);
  expect([progress.lag, progress.asOf]).toEqual([0, 1_000_000]);
});

test('what another server has projected before a step of this one is missed, and only that', () => {
  const progress = new Progress(() => 1_000_000);
  progress.begin('330127', 10, { seq: 10, asOf: 900_000 });
  expect(progress.isBehind('330127', { seq: 10, asOf: 900_000 })).toBe(false);
  expect(progress.isBehind('330127', { seq: 12, asOf: 900_000 })).toBe(true);
  // Time alone changes figures too.
  expect(progress.isBehind('330127', { seq: 10, asOf: 900_001 })).toBe(true);
  progress.notePosition('330127', { seq: 14, asOf: 950_000 });
  expect(progress.isBehind('330127', { seq: 12, asOf: 960_000 })).toBe(false);
});

test('what cannot be stored holds the time up to which figures are true', () => {
  let now = 1_000_000;
  const progress = new Progress(() => now);
  progress.begin('330127', 10, { seq: 10, asOf: 900_000 });
  progress.halt();
  now += 5000;
  progress.halt();
  expect(progress.asOf).toBe(1_000_000);
  progress.resume();
  expect(progress.asOf).toBe(now);
});
