import { describe, expect, test } from 'vitest';
import { CellSum } from '../../../../server/projector/difference.ts';
import type { Contribution } from '../../../../shared/measures/contribution.ts';
import { countyCode, townA, townB } from '../../../support/small-county.ts';

const contribution = (more: Partial<Contribution> = {}): Contribution => ({
  measure: 'participants',
  span: { day: '2026-11-22', hour: '09' },
  amount: 30,
  at: 1,
  site: 'A1',
  town: townA,
  ...more,
});

function difference(before: Contribution[], after: Contribution[]) {
  const sum = new CellSum(countyCode);
  sum.replace(before, after);
  return sum.changes();
}

describe('from before to after', () => {
  test('what stays the same writes nothing', () => {
    expect(difference([contribution()], [contribution({ at: 2 })])).toEqual([]);
  });

  test('what was added is taken back by the same changes', () => {
    const sum = new CellSum(countyCode);
    sum.replace([], [contribution({ platform: 'theory' })]);
    sum.replace([contribution({ platform: 'theory' })], []);
    expect(sum.changes()).toEqual([]);
  });

  test('changes come in the order of their cells', () => {
    const names = difference([], [contribution({ town: townB }), contribution()]).map(
      ({ place, series, period, key }) => [place, series, period, key].join(' '),
    );
    expect(names).toEqual([...names].sort());
  });

  test('two that are equal are two', () => {
    const twice = [contribution(), contribution()];
    expect(difference(twice, twice)).toEqual([]);
    const day = difference(twice, [contribution()]).find(
      ({ place, series, period }) =>
        place === 's:A1' && series === 'participants' && period === 'D2026-11-22',
    );
    expect(day?.value).toBe(-30);
  });

  test('an amount that changes writes its difference', () => {
    for (const { value } of difference([contribution()], [contribution({ amount: 25 })]))
      expect(value).toBe(-5);
  });

  test('a move between towns leaves the county alone', () => {
    const places = difference([contribution()], [contribution({ town: townB })]).map(({ place }) => place);
    expect(new Set(places)).toEqual(new Set([townA, townB]));
  });

  test('another member of the same figure moves the reference', () => {
    const member = (name: string) =>
      contribution({ measure: 'onDuty', span: 'now', amount: 1, member: name });
    const county = difference([member('v')], [member('w')]).filter(({ place }) => place === countyCode);
    expect(county.map(({ member: who, value }) => [who, value])).toEqual([
      ['v', -1],
      ['w', 1],
    ]);
  });

  test('changes of several things on one cell are one write', () => {
    const sum = new CellSum(countyCode);
    sum.replace([], [contribution()]);
    sum.replace([], [contribution({ amount: 12 })]);
    const all = sum.changes().filter(({ place, period }) => place === countyCode && period === 'A');
    expect(all.map(({ value }) => value)).toEqual([42]);
  });
});
