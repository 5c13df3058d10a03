import { describe, expect, test } from 'vitest';
import type { BoardChild } from '../../../../../shared/board/board.ts';
import { fairRows } from '../../../../../web/views/phone/ranking/fair-rows.ts';

const child = (activities: number): BoardChild => ({ activities }) as BoardChild;
const site = (town: string, tier: 'institute' | 'station' | 'point', status: 'open' | 'closed' = 'open') => ({
  ...{ town, tier, status },
});

describe('[R12] towns by activities per site', () => {
  const register = [
    ...[site('a', 'institute'), site('a', 'station'), site('a', 'station', 'closed'), site('a', 'point')],
    ...[site('b', 'institute'), site('c', 'station'), site('c', 'station')],
  ];

  test('[R12] open institutes and stations alone count, and equal values share a rank', () => {
    const rows = fairRows({ a: child(5), b: child(2), c: child(5) }, ['b', 'a', 'c'], register);
    expect(rows.map(({ code, sites, value, rank }) => [code, sites, value, rank])).toEqual([
      ['a', 2, 2.5, 1],
      ['c', 2, 2.5, 1],
      ['b', 1, 2, 3],
    ]);
  });

  test('[R12] a town without one of them has no value and stands last; nothing has no rank', () => {
    const rows = fairRows({ a: child(0), d: child(9) }, ['d', 'a'], register);
    expect(rows).toEqual([
      { code: 'a', sites: 2, value: 0, rank: undefined },
      { code: 'd', sites: 0, value: undefined, rank: undefined },
    ]);
  });
});
