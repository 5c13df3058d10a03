import { describe, expect, test } from 'vitest';
import { activitiesPerSite } from '../../../../shared/measures/activities-per-site.ts';
import { starLevel } from '../../../../shared/measures/star-level.ts';

describe('[R11] star level', () => {
  const thresholds = [100, 300, 600, 1000, 1500].map((hours) => hours * 60);
  test.each([
    [0, 0],
    [100 * 60 - 1, 0],
    [100 * 60, 1],
    [299 * 60 + 59, 1],
    [600 * 60, 3],
    [2000 * 60, 5],
  ])('[R11] %i minutes are %i stars', (minutes, stars) => {
    expect(starLevel(minutes, thresholds)).toBe(stars);
  });

  test('[R11] a threshold between two hours is met by the next whole hour', () => {
    expect(starLevel(120, [150])).toBe(0);
    expect(starLevel(179, [150])).toBe(0);
    expect(starLevel(180, [150])).toBe(1);
  });
});

describe('[R12] activities per site', () => {
  const board = (activities: number, sites: Record<string, number>) =>
    ({ totals: { month: { activities } }, now: { sites } }) as unknown as Parameters<
      typeof activitiesPerSite
    >[0];

  test('[R12] divides by open institutes and stations alone, to one decimal', () => {
    expect(activitiesPerSite(board(119, { center: 1, institute: 23, station: 361, point: 14 }))).toBe(0.3);
    expect(activitiesPerSite(board(25, { institute: 4, station: 6 }))).toBe(2.5);
  });

  test('[R12] has no value without one of them', () => {
    expect(activitiesPerSite(board(3, { center: 1 }))).toBeUndefined();
  });
});
