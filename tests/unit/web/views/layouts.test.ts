import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultScenes, type Scene } from '../../../../shared/county/scenes.ts';
import { overviewId, panelIds } from '../../../../shared/county/wall-ids.ts';
import { layoutOf, type Shape, shapeOf } from '../../../../web/views/wall/layouts.ts';
import { overviewPlans } from '../../../../web/views/wall/overview-plans.ts';
import {
  gap,
  type Layout,
  type Room,
  rowCount,
  type Seat,
  withoutCoverage,
} from '../../../../web/views/wall/seats.ts';

interface Screen {
  name: string;
  width: number;
  height: number;
  scale?: number;
}

/** Every wall that the product names, and some that nobody thought of. */
const screens: readonly Screen[] = [
  { name: '1920×1080', width: 1920, height: 1080 },
  { name: '1920×1080 ×0.75', width: 1920, height: 1080, scale: 0.75 },
  { name: '1920×1080 ×1.25', width: 1920, height: 1080, scale: 1.25 },
  { name: '1920×1080 ×1.5', width: 1920, height: 1080, scale: 1.5 },
  { name: '3840×2160', width: 3840, height: 2160 },
  { name: '3840×1080', width: 3840, height: 1080 },
  { name: '3840×1080 ×1.25', width: 3840, height: 1080, scale: 1.25 },
  { name: '5760×1080', width: 5760, height: 1080 },
  { name: '5760×1080 ×1.5', width: 5760, height: 1080, scale: 1.5 },
  { name: '6656×1792', width: 6656, height: 1792 },
  { name: '7680×2160', width: 7680, height: 2160 },
  { name: '2560×1080', width: 2560, height: 1080 },
  { name: '2880×1080', width: 2880, height: 1080 },
  { name: '1366×768', width: 1366, height: 768 },
  { name: '1024×768', width: 1024, height: 768 },
  { name: '1080×1920', width: 1080, height: 1920 },
  { name: '1080×1920 ×1.25', width: 1080, height: 1920, scale: 1.25 },
];

const margins = { page: 0.24, landscape: 1.02, portrait: 1.4 };

/** What a screen leaves for the panels, in rem, as styles/tokens.css has it. */
function roomOn({ width, height, scale = 1 }: Screen): { shape: Shape; room: Room; rem: number } {
  const upright = width <= height;
  const unit = upright ? Math.min(width / 10.8, height / 19.2) : Math.min(width / 19.2, height / 10.8);
  const rem = unit * scale;
  const head = upright ? margins.portrait : margins.landscape;
  return {
    shape: shapeOf(width, height, scale),
    room: { width: width / rem - 2 * margins.page, height: height / rem - head },
    rem,
  };
}

const scene = fc.record({
  id: fc.constantFrom('some', overviewId),
  main: fc.uniqueArray(fc.constantFrom(...panelIds), { minLength: 1, maxLength: 3 }),
  sides: fc.uniqueArray(fc.constantFrom(...panelIds), { maxLength: 12 }),
});
const screen = fc.constantFrom(...screens);

/** Cells that no panel or more than one covers. */
function holesAndOverlaps({ columns, seats }: Layout): string[] {
  const faults: string[] = [];
  for (let column = 1; column <= columns.length; column++)
    for (let row = 1; row <= rowCount; row++) {
      const here = seats.filter(
        (one) =>
          one.columns[0] <= column && column < one.columns[1] && one.rows[0] <= row && row < one.rows[1],
      );
      if (here.length !== 1) faults.push(`${column}/${row}: ${here.map(({ panel }) => panel).join()}`);
    }
  return faults;
}

const widthOf = ({ columns }: Layout): number =>
  columns.reduce((sum, width) => sum + width, 0) + gap * (columns.length - 1);

/** From where to where a panel reaches, in rem. */
function reachOf({ columns }: Layout, one: Seat): [number, number] {
  const edge = (line: number): number =>
    columns.slice(0, line - 1).reduce((sum, width) => sum + width + gap, 0);
  return [edge(one.columns[0]), edge(one.columns[1]) - gap];
}

describe('a layout', () => {
  test('tiles its 24 rows on any screen for any scene, and is as wide as the screen', () => {
    fc.assert(
      fc.property(screen, scene, (on, one) => {
        const { shape, room } = roomOn(on);
        const layout = layoutOf(shape, one, room);
        expect(holesAndOverlaps(layout)).toEqual([]);
        expect(widthOf(layout)).toBeCloseTo(room.width, 6);
        const panels = layout.seats.map(({ panel }) => panel);
        expect(new Set(panels).size).toBe(panels.length);
      }),
      { numRuns: 400 },
    );
  });

  test('shows the first main panel of a scene always, and nowhere smaller than the others of its column', () => {
    for (const on of screens)
      for (const one of defaultScenes) {
        const { shape, room } = roomOn(on);
        const panels = layoutOf(shape, one, room).seats.map(({ panel }) => panel);
        expect(panels, `${on.name} ${one.id}`).toContain(one.main[0]);
      }
  });

  test('on a narrow screen leaves out the last panels first', () => {
    const sides = ['today', 'orders', 'trend', 'ranking', 'platforms', 'feed'] as const;
    const { shape, room } = roomOn({ name: '', width: 1920, height: 1080, scale: 1.5 });
    const { seats } = layoutOf(shape, { id: 'x', main: ['map'], sides: [...sides] }, room);
    const there = sides.map((panel) => seats.some((one) => one.panel === panel));
    expect(there[0]).toBe(true);
    expect(there[sides.length - 1]).toBe(false);
  });

  test('a scene without sides is its main panel over the whole screen', () => {
    for (const on of screens) {
      const { shape, room } = roomOn(on);
      if (shape === 'phone') continue;
      const { seats } = layoutOf(shape, { id: 'x', main: ['map'], sides: [] }, room);
      expect(seats.map(({ panel }) => panel)).toEqual(['map']);
    }
  });
});

describe('seams', () => {
  const walls: readonly [Screen, readonly number[]][] = [
    [{ name: '3840×1080 of two', width: 3840, height: 1080 }, [1 / 2]],
    [{ name: '5760×1080 of three', width: 5760, height: 1080 }, [1 / 3, 2 / 3]],
    [{ name: '7680×2160 of four', width: 7680, height: 2160 }, [1 / 4, 1 / 2, 3 / 4]],
    [{ name: '7680×2160 of two', width: 7680, height: 2160 }, [1 / 2]],
    [{ name: '5760×1080 of six', width: 5760, height: 1080 }, [1 / 6, 1 / 3, 1 / 2, 2 / 3, 5 / 6]],
    [{ name: '1920×1080 of two by two', width: 1920, height: 1080 }, [1 / 2]],
    [{ name: '1920×1080 of three by three', width: 1920, height: 1080 }, [1 / 3, 2 / 3]],
    [{ name: '1080×1920 of two by two', width: 1080, height: 1920 }, [1 / 2]],
  ];

  test.each(walls)('$name: every seam lies in a gutter or under the map alone', (on, fractions) => {
    const { shape, room, rem } = roomOn(on);
    const seams = fractions.map((part) => (part * on.width) / rem - margins.page);
    for (const one of defaultScenes) {
      const layout = layoutOf(shape, one, room, seams);
      expect(holesAndOverlaps(layout)).toEqual([]);
      for (const seam of seams)
        for (const seat of layout.seats.filter(({ panel }) => panel !== 'map')) {
          const [from, to] = reachOf(layout, seat);
          const clear = to <= seam - gap / 2 + 1e-6 || from >= seam + gap / 2 - 1e-6;
          expect(clear, `${one.id}: ${seat.panel} ${from}–${to} on ${seam}`).toBe(true);
        }
    }
  });

  test('anywhere, nothing overlaps and no hole is left', () => {
    const anywhere = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { maxLength: 4 });
    fc.assert(
      fc.property(screen, scene, anywhere, (on, one, fractions) => {
        const { shape, room } = roomOn(on);
        const seams = [...fractions].sort((a, b) => a - b).map((part) => part * room.width);
        const layout = layoutOf(shape, one, room, seams);
        expect(holesAndOverlaps(layout)).toEqual([]);
        expect(widthOf(layout)).toBeCloseTo(room.width, 6);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the overview', () => {
  const overview = defaultScenes.find(({ id }) => id === overviewId) as Scene;

  test('at 16:9 stands as its table says', () => {
    const { shape, room } = roomOn({ name: '', width: 1920, height: 1080 });
    const { columns, seats } = layoutOf(shape, overview, room);
    expect(columns.map((width) => Number(width.toFixed(2)))).toEqual([4.4, 9.6, 4.4]);
    const rows = Object.fromEntries(seats.map(({ panel, rows: [from, to] }) => [panel, [from, to - 1]]));
    expect(rows).toEqual({
      ...{ today: [1, 8], trend: [9, 15], platforms: [16, 21], local: [22, 24] },
      ...{ assets: [1, 3], alerts: [4, 5], map: [6, 18], coverage: [19, 24] },
      ...{ orders: [1, 8], ranking: [9, 17], feed: [18, 24] },
    });
  });

  test.each(Object.entries(overviewPlans))(
    'as drawn for %s fills its 24 rows',
    (_shape, { wants, seats }) => {
      expect(holesAndOverlaps({ columns: wants.map(({ ideal }) => ideal), seats })).toEqual([]);
    },
  );
});

test.each(Object.entries(overviewPlans))(
  'a site has no matrix of places: something else has its room, on no bezel (%s)',
  (shape, { wants, seats }) => {
    const columns = wants.map(({ ideal }) => ideal);
    const free = withoutCoverage(seats, true);
    expect(holesAndOverlaps({ columns, seats: free })).toEqual([]);
    expect(free.some(({ panel }) => panel === 'coverage')).toBe(false);
    const spliced = withoutCoverage(seats, false);
    expect(holesAndOverlaps({ columns, seats: spliced })).toEqual([]);
    expect(spliced.some(({ panel }) => panel === 'coverage')).toBe(shape === 'wide' || shape === 'ultra');
  },
);

test('the shape follows the window', () => {
  expect(shapeOf(1920, 1080)).toBe('standard');
  expect(shapeOf(1366, 768)).toBe('standard');
  expect(shapeOf(1920, 1080, 1.25)).toBe('large');
  expect(shapeOf(3840, 1080)).toBe('wide');
  expect(shapeOf(7680, 2160)).toBe('wide');
  expect(shapeOf(5760, 1080)).toBe('ultra');
  expect(shapeOf(1080, 1920)).toBe('portrait');
  expect(shapeOf(390, 844)).toBe('phone');
});
