/** Numbers for the cells that contributions add to: they are many, and look-ups by text would cost more than sums. */
import { type CellAddition, cellAddition } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import { measureOf } from '../../shared/measures/registry.ts';

export interface CellName {
  series: string;
  period: string;
  key: string;
}

/** What every contribution of one shape adds: to which cells, and whether its amount or 1. */
export interface Shape {
  cells: { cell: number; isAmount: boolean }[];
}

function textOf({ measure, span, platform, category, team, key, amount }: Contribution): string {
  const when = span === 'now' ? '' : 'month' in span ? span.month : `${span.day}T${span.hour ?? ''}`;
  const sample = measureOf(measure).histogram ? amount : '';
  return `${measure}\0${when}\0${platform ?? ''}\0${category ?? ''}\0${team ?? ''}\0${key ?? ''}\0${sample}`;
}

export class CellNames {
  readonly names: CellName[] = [];
  readonly #county: string;
  readonly #shapes = new Map<string, Shape>();
  /** By series, period and key. */
  readonly #cells = new Map<string, Map<string, Map<string, number>>>();

  constructor(county: string) {
    this.#county = county;
  }

  shapeOf(contribution: Contribution): Shape {
    const text = textOf(contribution);
    let shape = this.#shapes.get(text);
    if (!shape) {
      shape = this.#shape(contribution);
      this.#shapes.set(text, shape);
    }
    return shape;
  }

  /** Numbers of the cells of a series in some periods. */
  *ofPeriods(series: string, periods: readonly string[]): Iterable<number> {
    const known = this.#cells.get(series);
    for (const period of periods) yield* known?.get(period)?.values() ?? [];
  }

  /** Numbers of the cells of a series in the periods from … to, both included. */
  *ofRange(series: string, from: string, to: string): Iterable<number> {
    for (const [period, keys] of this.#cells.get(series) ?? [])
      if (period >= from && period <= to) yield* keys.values();
  }

  /**
   * A cell holds the amount, or counts: told apart by adding an amount that no count can be. What is kept for each
   * person is left out, as no board shows it.
   */
  #shape(contribution: Contribution): Shape {
    const { byMember: _, ...measure } = measureOf(contribution.measure);
    const amount = measure.histogram ? contribution.amount : Number.MAX_SAFE_INTEGER;
    const { cells }: CellAddition = cellAddition(this.#county, { ...contribution, amount }, measure);
    return {
      cells: cells.map(({ series, period, key, value }) => ({
        cell: this.#numberOf(series, period, key),
        isAmount: value === Number.MAX_SAFE_INTEGER,
      })),
    };
  }

  #numberOf(series: string, period: string, key: string): number {
    const periods = this.#cells.get(series) ?? new Map<string, Map<string, number>>();
    this.#cells.set(series, periods);
    const keys = periods.get(period) ?? new Map<string, number>();
    periods.set(period, keys);
    const number = keys.get(key) ?? this.names.length;
    if (number === this.names.length) this.names.push({ series, period, key });
    keys.set(key, number);
    return number;
  }
}
