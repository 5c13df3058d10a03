import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaOf,
  boxOf,
  centroidOf,
  clipToDisc,
  contains,
  distanceToEdge,
  insetConvex,
  type Point,
  type Ring,
  roundCorners,
  stretchAt,
} from '../../../../shared/county/geometry.ts';

const square: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
/** A square with a bay from the right: not convex. */
const bay: Ring = [
  [0, 0],
  [10, 0],
  [10, 4],
  [4, 5],
  [10, 6],
  [10, 10],
  [0, 10],
];

const convex = fc
  .tuple(
    fc.integer({ min: 3, max: 9 }),
    fc.integer({ min: 40, max: 200 }),
    fc.double({ min: 0, max: 6, noNaN: true }),
    fc.boolean(),
  )
  .map(([sides, radius, turn, reversed]): Ring => {
    const ring = Array.from({ length: sides }, (_, i): Point => {
      const angle = turn + (2 * Math.PI * i) / sides;
      return [radius * Math.cos(angle), 0.7 * radius * Math.sin(angle)];
    });
    return reversed ? ring.reverse() : ring;
  });

describe('geometry', () => {
  it('measures a square in both directions', () => {
    for (const ring of [square, [...square].reverse()]) {
      expect(areaOf(ring)).toBe(100);
      expect(centroidOf(ring)).toEqual([5, 5]);
      expect(boxOf(ring)).toEqual({ left: 0, top: 0, right: 10, bottom: 10 });
      expect(areaOf(insetConvex(ring, 2))).toBeCloseTo(36);
      expect(distanceToEdge(ring, [5, 3])).toBe(3);
    }
    expect(insetConvex(square, 6)).toEqual([]);
  });

  it('sees bays', () => {
    expect([contains(bay, [8, 5]), contains(bay, [2, 5])]).toEqual([false, true]);
    expect(stretchAt(bay, [2, 5.01])?.to).toBeCloseTo(4.06);
    expect(stretchAt(bay, [8, 5])).toBeUndefined();
  });

  it('keeps an inset, a disc and rounded corners inside the ring', () => {
    fc.assert(
      fc.property(convex, fc.integer({ min: 1, max: 12 }), (ring, size) => {
        const inside = (part: Ring, slack: number): void => {
          for (const point of part)
            expect(contains(ring, point) ? 0 : distanceToEdge(ring, point)).toBeLessThanOrEqual(slack);
        };
        inside(insetConvex(ring, size), 1e-6);
        inside(clipToDisc(ring, [0, 0], 5 * size), 1e-6);
        inside(roundCorners(ring, size), 1e-6);
        for (const point of insetConvex(ring, size))
          expect(distanceToEdge(ring, point)).toBeGreaterThan(size - 1e-6);
      }),
    );
  });

  it('leaves no sharp corner', () => {
    fc.assert(
      fc.property(convex, (ring) => {
        const round = roundCorners(ring, 8);
        round.forEach((point, i) => {
          const before = round[(i + round.length - 1) % round.length] ?? point;
          const after = round[(i + 1) % round.length] ?? point;
          const [a, b] = [
            Math.atan2(point[1] - before[1], point[0] - before[0]),
            Math.atan2(after[1] - point[1], after[0] - point[0]),
          ];
          const length = Math.min(
            Math.hypot(point[0] - before[0], point[1] - before[1]),
            Math.hypot(after[0] - point[0], after[1] - point[1]),
          );
          if (length > 1e-6) expect(Math.cos(b - a)).toBeGreaterThan(Math.cos(Math.PI / 6));
        });
      }),
    );
  });
});
