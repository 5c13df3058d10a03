/** The measuring rod of the sizes itself: what it calls empty and what it calls overlapping. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf, type Box, largestEmpty, overlaps } from '../../support/fit/boxes.ts';

const page: Box = { left: 0, top: 0, right: 100, bottom: 60 };

describe('the largest empty rectangle', () => {
  test('of a page on which nothing is painted is the page', () => {
    expect(largestEmpty([], page, 10)).toEqual(page);
  });

  test('lies beside what is painted, wherever it is larger', () => {
    const column: Box = { left: 30, top: 0, right: 40, bottom: 60 };
    expect(largestEmpty([column], page, 10)).toEqual({ left: 40, top: 0, right: 100, bottom: 60 });
    const line: Box = { left: 0, top: 21, right: 100, bottom: 22 };
    expect(largestEmpty([line], page, 10)).toEqual({ left: 0, top: 30, right: 100, bottom: 60 });
  });

  test('has nothing painted in it, whatever is painted', () => {
    const coordinate = (most: number) => fc.integer({ min: 0, max: most });
    const box = fc
      .tuple(coordinate(9), coordinate(5), coordinate(9), coordinate(5))
      .map(([x, y, wide, high]) => ({
        left: x * 10,
        top: y * 10,
        right: Math.min(100, (x + wide + 1) * 10),
        bottom: Math.min(60, (y + high + 1) * 10),
      }));
    fc.assert(
      fc.property(fc.array(box, { maxLength: 12 }), (boxes) => {
        const empty = largestEmpty(boxes, page, 10);
        expect(boxes.filter((one) => overlaps(one, empty, 0))).toEqual([]);
        const whole = boxes.every((one) => areaOf(one) < areaOf(page));
        expect(areaOf(empty) === 0 && boxes.length < 2 && whole).toBe(false);
      }),
    );
  });
});

test('texts overlap where they share more than a hair in both directions', () => {
  const one: Box = { left: 0, top: 0, right: 20, bottom: 10 };
  expect(overlaps(one, { left: 18.5, top: 0, right: 40, bottom: 10 }, 2)).toBe(false);
  expect(overlaps(one, { left: 15, top: 9, right: 40, bottom: 20 }, 2)).toBe(false);
  expect(overlaps(one, { left: 15, top: 5, right: 40, bottom: 20 }, 2)).toBe(true);
});
