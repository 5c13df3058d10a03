import { describe, expect, test } from 'vitest';
import { type CellChange, cellAddition } from '../../../../shared/measures/cell.ts';
import type { Contribution } from '../../../../shared/measures/contribution.ts';
import { measureOf, measures } from '../../../../shared/measures/registry.ts';
import { local } from '../../../support/journal-events.ts';
import { countyCode, townA } from '../../../support/small-county.ts';

const contribution = (more: Partial<Contribution> = {}): Contribution => ({
  measure: 'activities',
  span: { day: '2026-11-22', hour: '09' },
  amount: 1,
  at: local('2026-11-22 09:00'),
  site: 'A1',
  town: townA,
  ...more,
});
function changes(of: Contribution): CellChange[] {
  const { places, cells, member } = cellAddition(countyCode, of, measureOf(of.measure));
  return places.flatMap((place) =>
    cells.map((cell) => ({ place, ...cell, ...(member === undefined ? {} : { member }) })),
  );
}
const unique = (values: string[]): string[] => [...new Set(values)];

describe('cells of a contribution', () => {
  test('[P1] the county, the town and the site', () => {
    expect(unique(changes(contribution()).map(({ place }) => place))).toEqual([countyCode, townA, 's:A1']);
    const { town: _, ...centre } = contribution({ site: 'C' });
    expect(unique(changes(centre).map(({ place }) => place))).toEqual([countyCode, 's:C']);
  });

  test('[T1] [T2] its day, month, year, all, and its hour', () => {
    const own = changes(contribution()).filter(
      ({ place, series }) => place === 's:A1' && series === 'activities',
    );
    expect(own.map(({ period }) => period).sort()).toEqual([
      'A',
      'D2026-11-22',
      'H2026-11-22T09',
      'M2026-11',
      'Y2026',
    ]);
  });

  test('[P2] a distinct count has a week of its own and knows its members', () => {
    const own = changes(contribution({ measure: 'activeVolunteers', member: 'v' })).filter(
      ({ place }) => place === countyCode,
    );
    expect(own.map(({ period }) => period)).toContain('W2026-11-16');
    for (const { member, value } of own) expect([member, value]).toEqual(['v', 1]);
  });
});

test('[R11] service time is kept for each volunteer over all time, and for nobody where it has none', () => {
  const perMember = (more: Partial<Contribution>) =>
    changes(contribution({ measure: 'serviceMinutes', amount: 45, ...more })).filter(({ series }) =>
      series.endsWith('.member'),
    );
  expect(perMember({ member: 'v' })).toEqual(
    [countyCode, townA, 's:A1'].map((place) => ({
      place,
      series: 'serviceMinutes.member',
      period: 'A',
      key: 'v',
      value: 45,
    })),
  );
  expect(perMember({})).toEqual([]);
});

test('every measure says what it is, in both languages, and by which rules', () => {
  for (const measure of measures.values()) {
    expect(measure.name.zh).not.toBe('');
    expect(measure.name.en).not.toBe('');
    expect(measure.definition.zh.length).toBeGreaterThan(3);
    expect(measure.definition.en.length).toBeGreaterThan(3);
    expect(measure.rules.length).toBeGreaterThan(0);
    for (const rule of measure.rules) expect(rule).toMatch(/^[JMNRTPA]\d+$/);
  }
});

test('the rules of measures are all there', () => {
  const rules = new Set([...measures.values()].flatMap((measure) => measure.rules));
  for (const rule of [
    'M1',
    'M2',
    'M3',
    'M4',
    'M5',
    'M6',
    'M7',
    'M8',
    'N1',
    'N2',
    'N3',
    'N4',
    'N5',
    'N6',
    'N7',
  ])
    expect(rules).toContain(rule);
  for (const rule of ['R1', 'R2', 'R3', 'R4', 'R5', 'R7', 'R8', 'A1', 'A2']) expect(rules).toContain(rule);
});
