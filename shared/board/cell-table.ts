import type { Cell } from '../measures/cell.ts';

/** Cells of one place, or of several added up, for look-up by series, period and key. */
export class CellTable {
  /** By series, period and key. */
  private readonly values = new Map<string, Map<string, Map<string, number>>>();

  add(cells: Iterable<Omit<Cell, 'place'>>): this {
    for (const { series, period, key, value } of cells) {
      const keys = this.keysOf(series, period);
      keys.set(key, (keys.get(key) ?? 0) + value);
    }
    return this;
  }

  merge(other: CellTable): this {
    for (const [series, periods] of other.values)
      for (const [period, values] of periods) {
        const keys = this.keysOf(series, period);
        for (const [key, value] of values) keys.set(key, (keys.get(key) ?? 0) + value);
      }
    return this;
  }

  get(series: string, period: string, key = ''): number {
    return this.values.get(series)?.get(period)?.get(key) ?? 0;
  }

  /** Keys with their values; unordered. */
  entries(series: string, period: string): [string, number][] {
    return [...(this.values.get(series)?.get(period) ?? [])];
  }

  /** Sum over several periods. */
  sum(series: string, periods: readonly string[], key = ''): number {
    return periods.reduce((total, period) => total + this.get(series, period, key), 0);
  }

  private keysOf(series: string, period: string): Map<string, number> {
    const periods = this.values.get(series) ?? new Map<string, Map<string, number>>();
    this.values.set(series, periods);
    const keys = periods.get(period) ?? new Map<string, number>();
    periods.set(period, keys);
    return keys;
  }
}

/** One table for each place. */
export function tablesByPlace(cells: readonly Cell[]): Map<string, CellTable> {
  const tables = new Map<string, CellTable>();
  for (const cell of cells) {
    const table = tables.get(cell.place) ?? new CellTable();
    tables.set(cell.place, table.add([cell]));
  }
  return tables;
}
