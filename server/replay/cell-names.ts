/** Numbers for the cells that contributions add to: they are many, and look-ups by text would cost more than sums. */
import {
  isSplit,
  ownCells,
  type PlacelessCell,
  periodsOfDay,
  splitCells,
} from '../../shared/measures/cell.ts';
import type { Contribution, Span } from '../../shared/measures/contribution.ts';
import type { Dimension, Measure } from '../../shared/measures/measure.ts';

export interface CellName {
  series: string;
  period: string;
  key: string;
}

/** A cell by its number, and whether the amount of a contribution is added to it, or 1. */
interface NumberedCell {
  cell: number;
  isAmount: boolean;
}

/** The cells of a measure itself, or of one of its splits, that contributions alike in this add to. */
export type Part = readonly NumberedCell[];

function whenOf(span: Span, withHour: boolean): string {
  if (span === 'now') return span;
  if ('month' in span) return span.month;
  return withHour && span.hour !== undefined ? span.day + span.hour : span.day;
}

/** What is kept under a name, made where there is nothing yet. */
function under<K, V>(map: Map<K, V>, name: K, make: () => V): V {
  let value = map.get(name);
  if (value === undefined) {
    value = make();
    map.set(name, value);
  }
  return value;
}

/** An amount that no count can be. */
const noCount = Number.MAX_SAFE_INTEGER;

export class CellNames {
  readonly names: CellName[] = [];
  /** By measure, instant and sample. */
  readonly #own = new Map<string, Map<string, Part>>();
  /** By measure, dimension, day and key. */
  readonly #splits = new Map<string, Map<Dimension, Map<string, Map<string, Part>>>>();
  /** By series, period and key. */
  readonly #cells = new Map<string, Map<string, Map<string, number>>>();
  /** By the same, of the cells that hold what one of a day does. */
  readonly #ofDays = new Map<string, Map<string, Map<string, readonly number[]>>>();

  /**
   * What a contribution adds to, part by part: most have their parts in common with many others, but few have all of
   * them. What is kept for each person is left out, as no board shows it.
   */
  partsOf(contribution: Contribution, measure: Measure): readonly Part[] {
    const { span, amount } = contribution;
    const when = whenOf(span, true);
    const own = under(this.#own, measure.id, () => new Map<string, Part>());
    const parts = [
      under(own, measure.histogram ? `${when} ${amount}` : when, () =>
        this.#numbered(ownCells(measure.histogram ? contribution : counted(contribution), measure)),
      ),
    ];
    for (const dimension of measure.splits) {
      const key = contribution[dimension];
      if (key !== undefined) parts.push(this.#splitOf(contribution, measure, dimension, key));
    }
    return parts;
  }

  /** Numbers of the cells that hold what a cell of a day, or of an hour, holds: its own, and those of longer periods. */
  ofDay({ series, period, key }: CellName, measure: Measure): readonly number[] {
    const periods = under(this.#ofDays, series, () => new Map<string, Map<string, readonly number[]>>());
    const keys = under(periods, period, () => new Map<string, readonly number[]>());
    return under(keys, key, () => {
      const all = period.startsWith('H') ? [period] : periodsOfDay(period.slice(1), isSplit(series, measure));
      return all.map((when) => this.#numberOf(series, when, key));
    });
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

  #splitOf(contribution: Contribution, measure: Measure, dimension: Dimension, key: string): Part {
    const dimensions = under(this.#splits, measure.id, () => new Map());
    const days = under(dimensions, dimension, () => new Map<string, Map<string, Part>>());
    const keys = under(days, whenOf(contribution.span, false), () => new Map<string, Part>());
    return under(keys, key, () => this.#numbered(splitCells(counted(contribution), measure, dimension)));
  }

  #numbered(cells: readonly PlacelessCell[]): Part {
    return cells.map(({ series, period, key, value }) => ({
      cell: this.#numberOf(series, period, key),
      isAmount: value === noCount,
    }));
  }

  #numberOf(series: string, period: string, key: string): number {
    const periods = under(this.#cells, series, () => new Map<string, Map<string, number>>());
    const keys = under(periods, period, () => new Map<string, number>());
    return under(keys, key, () => this.names.push({ series, period, key }) - 1);
  }
}

/** A cell holds the amount, or counts: told apart by adding an amount that no count can be. */
const counted = (contribution: Contribution): Contribution => ({ ...contribution, amount: noCount });
