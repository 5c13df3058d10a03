import { expect, test } from 'vitest';
import { medianOf } from '../../../../shared/board/now-and-orders.ts';

test('[R5] the median of an odd number is the middle one', () => {
  expect(medianOf([[5, 1]])).toBe(5);
  expect(
    medianOf([
      [9, 1],
      [1, 1],
      [4, 1],
    ]),
  ).toBe(4);
  expect(
    medianOf([
      [1, 2],
      [100, 3],
    ]),
  ).toBe(100);
});

test('[R5] the median of an even number is the mean of the two middle ones', () => {
  expect(
    medianOf([
      [1, 1],
      [2, 1],
    ]),
  ).toBe(1.5);
  expect(
    medianOf([
      [1, 2],
      [4, 2],
    ]),
  ).toBe(2.5);
  expect(
    medianOf([
      [10, 1],
      [0, 3],
    ]),
  ).toBe(0);
});

test('[R5] samples are ordered as numbers', () => {
  expect(
    medianOf([
      [10, 1],
      [9, 1],
      [100, 1],
    ]),
  ).toBe(10);
});

test('[R5] there is none of none', () => {
  expect(medianOf([])).toBeUndefined();
});
