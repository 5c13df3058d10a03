/** From what a thing added before and adds now to what changes in the cells. Pure. */
import { type CellChange, cellAddition } from '../../shared/measures/cell.ts';
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

/** How often each contribution is in `after` more than in `before`; those that stay the same are left out. */
function differences(
  before: readonly Contribution[],
  after: readonly Contribution[],
): { contribution: Contribution; times: number }[] {
  if (before.length === 0) return after.map((contribution) => ({ contribution, times: 1 }));
  const counts = new Map<string, { contribution: Contribution; times: number }>();
  const count = (contribution: Contribution, times: number): void => {
    const name = identity(contribution);
    const known = counts.get(name);
    if (known) known.times += times;
    else counts.set(name, { contribution, times });
  };
  for (const contribution of before) count(contribution, -1);
  for (const contribution of after) count(contribution, 1);
  return [...counts.values()].filter(({ times }) => times !== 0);
}

const byText = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** Sums changes that fall on the same cell, so that a batch writes each cell once. */
export class CellSum {
  /** By place, then by what else names a cell and a member. */
  private readonly sums = new Map<string, Map<string, CellChange>>();

  private readonly county: string;

  constructor(county: string) {
    this.county = county;
  }

  /** Takes `before` back and adds `after`. */
  replace(before: readonly Contribution[], after: readonly Contribution[]): void {
    for (const { contribution, times } of differences(before, after)) this.add(contribution, times);
  }

  /** What is left to write, in the order of the cells: a store touches each page of its table once. */
  changes(): CellChange[] {
    const places = [...this.sums].sort(byText);
    return places.flatMap(([, own]) =>
      [...own]
        .filter(([, { value }]) => value !== 0)
        .sort(byText)
        .map(([, change]) => change),
    );
  }

  private add(contribution: Contribution, times: number): void {
    const { places, cells, member } = cellAddition(
      this.county,
      contribution,
      measureOf(contribution.measure),
    );
    const names = cells.map(({ series, period, key }) => `${series}\0${period}\0${key}\0${member ?? ''}`);
    for (const place of places) {
      const own = this.sums.get(place) ?? new Map<string, CellChange>();
      this.sums.set(place, own);
      for (const [index, { series, period, key, value }] of cells.entries()) {
        const name = names[index] ?? '';
        const known = own.get(name);
        const added = value * times;
        if (known) known.value += added;
        else {
          const change = { place, series, period, key, value: added };
          own.set(name, member === undefined ? change : { ...change, member });
        }
      }
    }
  }
}
