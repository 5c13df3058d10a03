import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countiesOf } from '../../../../mock/province/province.ts';
import { areaOf, boxOf, contains, type Point, type Ring } from '../../../../shared/county/geometry.ts';
import { labelHeight, labelWidth, roomAt } from '../../../../shared/county/label.ts';
import { schematicMap } from '../../../../shared/county/schematic.ts';
import { countyOf, profileNames } from './profiles.ts';

const towns = fc
  .uniqueArray(
    fc.record({
      lon: fc.double({ min: 108, max: 109, noNaN: true }),
      lat: fc.double({ min: 32, max: 33, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 30,
      selector: ({ lon, lat }) => `${lon.toFixed(3)} ${lat.toFixed(3)}`,
    },
  )
  .map((seats) => seats.map((seat, i) => ({ code: String(610902100 + i), short: '大竹园', ...seat })));

/** Convex rings are apart when a side of one of them has the whole other ring beyond it. */
function areApart(a: Ring, b: Ring): boolean {
  const parts = (one: Ring, other: Ring): boolean =>
    one.some((p, i) => {
      const q = one[(i + 1) % one.length] ?? p;
      const side = ([x, y]: Point): number => (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0]);
      const inner = Math.sign(one.reduce((sum, point) => sum + side(point), 0));
      return other.every((point) => side(point) * inner < 0);
    });
  return parts(a, b) || parts(b, a);
}

function expectApart(rings: Ring[]): void {
  rings.forEach((ring, i) => {
    for (const other of rings.slice(i + 1)) expect(areApart(ring, other)).toBe(true);
  });
}

describe('schematicMap', () => {
  it('gives each of the ninety counties of a province a cell of much the same size', () => {
    const { cells } = schematicMap(countiesOf('33').map((county) => ({ ...county, short: county.name })));
    const rings = cells.map(({ ring }) => ring);
    const mean = rings.reduce((sum, ring) => sum + areaOf(ring), 0) / rings.length;
    expect(cells).toHaveLength(90);
    for (const ring of rings) expect(Math.abs(areaOf(ring) / mean - 1)).toBeLessThan(0.4);
    expectApart(rings);
  });

  it.each(profileNames)('%s: every name with its number fits its cell', (name) => {
    const { towns: rows } = countyOf(name);
    schematicMap(rows).cells.forEach(({ ring, label }, i) => {
      const width = labelWidth(rows[i]?.short ?? '');
      expect(label.width).toBeGreaterThanOrEqual(width);
      for (const dx of [-width / 2, width / 2])
        for (const dy of [-labelHeight / 2, labelHeight / 2])
          expect(contains(ring, [label.x + dx, label.y + dy])).toBe(true);
    });
  });

  it.each(profileNames)('%s: cells have gaps, and west stays west and north stays north', (name) => {
    const { towns: rows } = countyOf(name);
    const { cells } = schematicMap(rows);
    expectApart(cells.map(({ ring }) => ring));
    const agreement = (axis: 'x' | 'y', seat: (i: number) => number): number => {
      const pairs = cells.flatMap((_, i) => cells.slice(i + 1).map((_, j) => [i, i + 1 + j] as const));
      const kept = pairs.filter(
        ([i, j]) => ((cells[i]?.label[axis] ?? 0) - (cells[j]?.label[axis] ?? 0)) * (seat(i) - seat(j)) > 0,
      );
      return kept.length / pairs.length;
    };
    expect(agreement('x', (i) => rows[i]?.lon ?? 0)).toBeGreaterThan(0.85);
    expect(agreement('y', (i) => -(rows[i]?.lat ?? 0))).toBeGreaterThan(0.85);
  });

  it('keeps cells apart and on the plane, with room for names, for any seats', () => {
    fc.assert(
      fc.property(towns, (rows) => {
        const { width, height, cells } = schematicMap(rows);
        expect(cells.map(({ code }) => code)).toEqual(rows.map(({ code }) => code));
        expectApart(cells.map(({ ring }) => ring));
        for (const { ring, label } of cells) {
          const { left, top, right, bottom } = boxOf(ring);
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(width);
          expect(bottom).toBeLessThanOrEqual(height);
          expect(label.width).toBeGreaterThanOrEqual(labelWidth('大竹园'));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same plane for the same towns', () => {
    fc.assert(
      fc.property(towns, (rows) => {
        expect(schematicMap(structuredClone(rows))).toEqual(schematicMap(rows));
      }),
      { numRuns: 20 },
    );
  });

  it('has no common outline: its cells leave a good part of the plane empty', () => {
    const { width, height, cells } = schematicMap(countyOf('hanbin').towns);
    const covered = cells.reduce((sum, { ring }) => sum + areaOf(ring), 0) / (width * height);
    expect(covered).toBeGreaterThan(0.6);
    expect(covered).toBeLessThan(0.9);
  });

  it('bears towns at one place, in one line, one town and none', () => {
    const at = (lon: number, i: number) => ({ code: String(i), short: '乡', lon, lat: 30 });
    expect(schematicMap([]).cells).toEqual([]);
    for (const lons of [[118], [118, 118], [118, 118.1, 118.2, 118.3], [118, 118, 118, 119]]) {
      const { cells } = schematicMap(lons.map(at));
      expectApart(cells.map(({ ring }) => ring));
      for (const { ring, label } of cells) expect(roomAt(ring, [label.x, label.y])).toBeGreaterThan(60);
    }
  });
});
