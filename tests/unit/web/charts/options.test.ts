import { describe, expect, test } from 'vitest';
import type { MapAnswer } from '../../../../shared/wire/http.ts';
import { compareOption } from '../../../../web/charts/compare-option.ts';
import { levelsOf } from '../../../../web/charts/levels.ts';
import { type MapView, mapOption, polygonsOf } from '../../../../web/charts/map-option.ts';
import { unitOf } from '../../../../web/charts/px.ts';
import { ringOption } from '../../../../web/charts/ring-option.ts';
import { roundScale } from '../../../../web/charts/scale.ts';
import { trendOption } from '../../../../web/charts/trend-option.ts';

const px = (n: number): number => n;

interface Series {
  data: (number | string)[];
}

describe('figures beside those before', () => {
  const names = ['11-20', '11-21', '11-22'];
  const before = { name: '上一时段', values: [4, 5, 6] };
  const linesOf = (unfinished: boolean): Series[] =>
    compareOption(names, { name: '本期', values: [1, 2, 3], unfinished }, before, undefined)
      .series as unknown as Series[];

  test('are one line each of days that are over', () => {
    expect(linesOf(false).map(({ data }) => data)).toEqual([before.values, [1, 2, 3]]);
  });

  test('end at a point of their own where the last day is not over', () => {
    expect(linesOf(true).map(({ data }) => data)).toEqual([before.values, [1, 2, '-'], ['-', 2, 3]]);
  });
});

describe('the trend', () => {
  const days = Array.from({ length: 14 }, (_, i) => `2026-11-${String(i + 9).padStart(2, '0')}`);
  const current = days.map((_, i) => i * 10);
  const option = trendOption({ days, current, before: current.map(() => 5) }, px);
  const [before, finished, today] = option.series as unknown as [Series, Series, Series];

  test('draws the finished days and leaves today to a line of its own', () => {
    expect(finished.data.slice(-2)).toEqual([120, '-']);
    expect(today.data.slice(-3)).toEqual(['-', 120, 130]);
    expect(before.data).toHaveLength(14);
  });

  test('an empty one has an axis from 0 to 10', () => {
    const zeros = days.map(() => 0);
    const { yAxis } = trendOption({ days, current: zeros, before: zeros }, px);
    expect(yAxis).toMatchObject({ min: 0, max: 10, interval: 5 });
  });

  test('axes end on round numbers above the greatest', () => {
    expect(roundScale(0, 2)).toEqual({ max: 10, interval: 5 });
    expect(roundScale(204, 2)).toEqual({ max: 400, interval: 200 });
    expect(roundScale(1284, 4)).toEqual({ max: 2000, interval: 500 });
  });
});

describe('the ring', () => {
  const partsOf = (values: number[]): unknown[] => {
    const option = ringOption(
      values.map((value) => ({ value, tone: '#fff' })),
      px,
    );
    return (option.series as unknown as [Series])[0].data;
  };

  test('has a part for each platform above 0', () => {
    expect(partsOf([3, 0, 2])).toHaveLength(2);
  });

  test('is grey and whole where nothing happened', () => {
    expect(partsOf([0, 0])).toEqual([{ value: 1, itemStyle: { color: 'rgba(160,186,230,.16)' } }]);
  });
});

describe('steps of the map', () => {
  test('are three equal parts of what is above 0', () => {
    const { bounds, levelOf } = levelsOf([0, 1, 2, 3, 4, 5, 6]);
    expect(bounds).toEqual([2, 4, 6]);
    expect([0, 1, 2, 3, 6].map(levelOf)).toEqual([0, 1, 1, 2, 3]);
  });

  test('are fewer where values are few, and none where there are none', () => {
    expect(levelsOf([0, 7]).bounds).toEqual([7]);
    expect(levelsOf([0, 0]).bounds).toEqual([]);
    expect(levelsOf([]).levelOf(3)).toBe(0);
  });
});

describe('the map', () => {
  const ring: [number, number][] = [
    [0, 0],
    [10, 0],
    [10, 20],
  ];
  const map: MapAnswer = {
    kind: 'schematic',
    notice: '布局示意 · 非行政区划图',
    width: 100,
    height: 50,
    towns: [{ code: '330127100', rings: [ring], label: { x: 5, y: 5, width: 8 } }],
    sites: [],
  };
  const far: [number, number][] = [
    [80, 30],
    [100, 30],
    [100, 50],
  ];
  const towns = [...map.towns, { code: '330127101', rings: [far], label: { x: 90, y: 40, width: 8 } }];
  const view = { map, margin: { left: 0, right: 0, top: 0, bottom: 0 } };
  const size = { width: 200, height: 100 };

  test('turns the plane over: down there is up here', () => {
    const [feature] = polygonsOf(map).features;
    expect(feature?.geometry.coordinates[0]?.[0]?.[2]).toEqual([10, -20]);
    expect(feature?.properties.name).toBe('330127100');
  });

  const geoOf = (more: Partial<MapView>): Record<string, unknown> =>
    mapOption({ ...view, focus: undefined, size, ...more }, px).geo as unknown as Record<string, unknown>;

  test('shows all of it, or one town that fills the view', () => {
    expect(geoOf({}).zoom).toBeUndefined();
    const boundary: MapAnswer = { ...map, kind: 'boundary', towns };
    const town = geoOf({ map: boundary, focus: '330127100' });
    expect(town.center).toEqual([5, -10]);
    expect(town.aspectScale).toBe(1);
    // The whole, 100 × 50, is drawn at 2 pixels a unit; the town, 10 × 20, at 0.94 of the 5 that would fill the height.
    expect(town.zoom).toBeCloseTo((0.94 * 5) / 2);
  });

  test('stretches a schematic town to its panel, a boundary never', () => {
    const town = geoOf({ map: { ...map, towns }, focus: '330127100' });
    expect(town.aspectScale).toBe(1.7);
  });
});

test('a design pixel follows the window and never a font size', () => {
  expect(unitOf(1920, 1080, 1)).toBe(1);
  expect(unitOf(3840, 1080, 1)).toBe(1);
  expect(unitOf(3840, 2160, 1)).toBe(2);
  expect(unitOf(1920, 1080, 1.25)).toBe(1.25);
  expect(unitOf(1080, 1920, 1)).toBe(1);
  expect(unitOf(390, 844, 1)).toBe(1);
});
