import { expect, test } from 'vitest';
import { createElapsed } from '../../../../web/live/elapsed.ts';

function clocks() {
  const now = { awake: 100, date: 1_700_000_000_000 };
  const elapsed = createElapsed(
    () => now.awake,
    () => now.date,
  );
  const pass = (awake: number, date = awake): number => {
    now.awake += awake;
    now.date += date;
    return elapsed();
  };
  return pass;
}

test('goes with the clocks', () => {
  const pass = clocks();
  expect(pass(250)).toBe(250);
  expect(pass(250, 251)).toBe(500);
});

test('goes on while the machine sleeps, whether its clock does or not', () => {
  const pass = clocks();
  expect(pass(250, 3_600_250)).toBe(3_600_250);
  expect(pass(60_000)).toBe(3_660_250);
});

test('is not turned back with the date', () => {
  const pass = clocks();
  expect(pass(250, -86_400_000)).toBe(250);
  expect(pass(250)).toBe(500);
});
