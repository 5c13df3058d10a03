import { describe, expect, test } from 'vitest';
import { type Seat, seats, shapeOf } from '../../../../web/views/wall/layouts.ts';

const overlap = (a: Seat, b: Seat): boolean =>
  a.columns[0] < b.columns[1] &&
  b.columns[0] < a.columns[1] &&
  a.rows[0] < b.rows[1] &&
  b.rows[0] < a.rows[1];

describe('layouts', () => {
  test.each(Object.entries(seats))('%s: no panel stands on another', (_shape, list) => {
    const pairs = list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  test.each([
    ['standard', 3],
    ['large', 3],
    ['wide', 6],
    ['portrait', 2],
  ] as const)('%s fills its 24 rows', (shape, columns) => {
    const area = seats[shape].reduce(
      (sum, seat) => sum + (seat.columns[1] - seat.columns[0]) * (seat.rows[1] - seat.rows[0]),
      0,
    );
    expect(area).toBe(24 * columns);
  });

  test('the 16:9 wall stands as its table says', () => {
    const rows = Object.fromEntries(
      seats.standard.map(({ panel, rows: [from, to] }) => [panel, [from, to - 1]]),
    );
    expect(rows).toEqual({
      ...{ today: [1, 8], trend: [9, 15], platforms: [16, 21], local: [22, 24] },
      ...{ assets: [1, 3], alerts: [4, 5], map: [6, 18], coverage: [19, 24] },
      ...{ orders: [1, 8], ranking: [9, 17], feed: [18, 24] },
    });
  });

  test('the shape follows the window', () => {
    expect(shapeOf(1920, 1080)).toBe('standard');
    expect(shapeOf(1366, 768)).toBe('standard');
    expect(shapeOf(1920, 1080, 1.25)).toBe('large');
    expect(shapeOf(3840, 1080)).toBe('wide');
    expect(shapeOf(1080, 1920)).toBe('portrait');
    expect(shapeOf(390, 844)).toBe('phone');
  });
});
