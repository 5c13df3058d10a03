/** From what a thing added before and adds now to what changes in the cells. Pure. */
import { type CellChange, cellChanges } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import { measureOf } from '../../shared/measures/registry.ts';

const identity = ({ span, ...rest }: Contribution): string => {
  const when = span === 'now' ? 'now' : 'month' in span ? span.month : `${span.day}T${span.hour ?? ''}`;
  return [
    rest.measure,
    when,
    rest.amount,
    rest.site,
    rest.town ?? '',
    rest.platform ?? '',
    rest.category ?? '',
    rest.team ?? '',
    rest.key ?? '',
    rest.member ?? '',
  ].join('\u0001');
};

/** Contributions in the first list that have no equal in the second. */
function missingFrom(others: readonly Contribution[], all: readonly Contribution[]): Contribution[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(identity(other), (left.get(identity(other)) ?? 0) + 1);
  return all.filter((contribution) => {
    const count = left.get(identity(contribution)) ?? 0;
    if (count > 0) left.set(identity(contribution), count - 1);
    return count === 0;
  });
}

/** Sums changes that fall on the same cell, so that a batch writes each cell once. */
export class CellSum {
  private readonly sums = new Map<string, CellChange>();

  private readonly county: string;

  constructor(county: string) {
    this.county = county;
  }

  /** Takes `before` back and adds `after`. */
  replace(before: readonly Contribution[], after: readonly Contribution[]): void {
    for (const contribution of missingFrom(after, before)) this.add(contribution, -1);
    for (const contribution of missingFrom(before, after)) this.add(contribution, 1);
  }

  /** What is left to write. */
  changes(): CellChange[] {
    return [...this.sums.values()].filter(({ value }) => value !== 0);
  }

  private add(contribution: Contribution, sign: 1 | -1): void {
    for (const change of cellChanges(this.county, contribution, measureOf(contribution.measure), sign)) {
      const { place, series, period, key, member } = change;
      const name = [place, series, period, key, member ?? ''].join('\u0001');
      const known = this.sums.get(name);
      if (known) known.value += change.value;
      else this.sums.set(name, change);
    }
  }
}
