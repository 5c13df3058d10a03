import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCountyFolder } from '../../../../../mock/county-folder.ts';
import { countyMap } from '../../../../../shared/county/map.ts';
import { letter, planeIn, townLabels } from '../../../../../web/views/phone/map/plane-map.ts';

const counties = ['chunan', 'shuocheng', 'hanbin', 'zhuozhou', 'jintan'];
/** Of the map on a screen of 360 × 780. */
const room = { width: 312, height: 460 };
const lineHeight = 17;

describe.each(counties)('the map of %s in a hand', (name) => {
  const county = readCountyFolder(join(import.meta.dirname, '../../../../../mock/counties', name));
  const map = countyMap(county);
  const towns = new Map(county.towns.map((town) => [town.code, town]));
  const labels = townLabels(map, room, (code) => {
    const town = towns.get(code);
    return { name: town?.name ?? '', short: town?.short ?? '' };
  });

  test('names every town, whole and inside the room', () => {
    expect(labels.map(({ code }) => code)).toEqual(map.towns.map(({ code }) => code));
    for (const { code, name: shown, at } of labels) {
      expect([towns.get(code)?.name, towns.get(code)?.short]).toContain(shown);
      expect(at.x - (shown.length * letter) / 2).toBeGreaterThanOrEqual(0);
      expect(at.x + (shown.length * letter) / 2).toBeLessThanOrEqual(room.width);
      expect(at.y).toBeGreaterThan(lineHeight);
      expect(at.y).toBeLessThan(room.height - lineHeight);
    }
  });

  test('lets no name lie on another', () => {
    const boxes = labels.map(({ name: shown, at }) => ({ shown, at, half: (shown.length * letter) / 2 }));
    const over = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (other) =>
            Math.abs(one.at.x - other.at.x) < one.half + other.half &&
            Math.abs(one.at.y - other.at.y) < lineHeight,
        )
        .map((other) => `${one.shown} ${other.shown}`),
    );
    expect(over).toEqual([]);
  });
});

test('a schematic fills the room; boundaries keep their shape', () => {
  const ring: [number, number][] = [
    [0, 0],
    [200, 0],
    [200, 100],
    [0, 100],
  ];
  const map = {
    ...{ kind: 'schematic' as const, notice: '', width: 200, height: 100, sites: [] },
    towns: [{ code: '1', rings: [ring], label: { x: 100, y: 50, width: 80 } }],
  };
  const wide = planeIn(map, { width: 204, height: 404 });
  expect([wide.scaleX, wide.scaleY]).toEqual([1, 4]);
  const kept = planeIn({ ...map, kind: 'boundary' }, { width: 204, height: 404 });
  expect([kept.scaleX, kept.scaleY, kept.top]).toEqual([1, 1, 152]);
});
