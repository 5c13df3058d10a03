import { describe, expect, it } from 'vitest';
import { dateOfFestival, festivalsOn, occasionsOf, seasonsOf } from '../../../../mock/simulation/calendar.ts';

describe('the calendar of the simulated county', () => {
  it.each([
    ['春节', '2026-02-17', '2027-02-06'],
    ['除夕', '2026-02-16', '2027-02-05'],
    ['元宵', '2026-03-03', '2027-02-20'],
    ['清明', '2026-04-05', '2027-04-05'],
    ['端午', '2026-06-19', '2027-06-09'],
    ['七夕', '2026-08-19', '2027-08-08'],
    ['中秋', '2026-09-25', '2027-09-15'],
    ['重阳', '2026-10-18', '2027-10-08'],
    ['腊八', '2026-01-26', '2027-01-15'],
    ['冬至', '2026-12-22', '2027-12-22'],
    ['国庆', '2026-10-01', '2027-10-01'],
  ])('%s falls on %s and %s', (name, first, second) => {
    expect(dateOfFestival(name, 2026)).toBe(first);
    expect(dateOfFestival(name, 2027)).toBe(second);
  });

  it('has no festival in a leap month', () => {
    expect(festivalsOn('2023-04-05')).toEqual(['清明']);
    expect(festivalsOn('2025-08-29')).toEqual(['七夕']);
  });

  it('holds activities around a festival, not only on its day', () => {
    expect(occasionsOf('2026-02-10').map(({ name }) => name)).toContain('春节');
    expect(occasionsOf('2026-11-22')).toEqual([]);
  });

  it('knows the seasons and the school holidays', () => {
    expect(seasonsOf('2026-12-01')).toEqual(['冬']);
    expect(seasonsOf('2026-02-01')).toEqual(['冬', '寒假']);
    expect(seasonsOf('2026-07-15')).toEqual(['夏', '暑假']);
  });
});
