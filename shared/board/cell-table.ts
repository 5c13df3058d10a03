import type { Cell } from '../measures/cell.ts';

/** Cells of one place, or of several added up, for look-up by series, period and key. */
export class CellTable {
  private readonly values = new Map<string, Map<string, number>>();

  add(cells: Iterable<Omit<Cell, 'place'>>): this {
    for (const { series, period, key, value } of cells) {
      const name = `${series} ${period}`;
      const keys = this.values.get(name) ?? new Map<string, number>();
      this.values.set(name, keys.set(key, (keys.get(key) ?? 0) + value));
    }
    return this;
  }

  merge(other: CellTable): this {
    for (const [name, keys] of other.values) {
      const own = this.values.get(name) ?? new Map<string, number>();
      this.values.set(name, own);
      for (const [key, value] of keys) own.set(key, (own.get(key) ?? 0) + value);
    }
    return this;
  }

  get(series: string, period: string, key = ''): number {
    return this.values.get(`${series} ${period}`)?.get(key) ?? 0;
  }

  /** Keys with their values; unordered. */
  entries(series: string, period: string): [string, number][] {
    return [...(this.values.get(`${series} ${period}`) ?? [])];
  }

  /** Sum over several periods. */
  sum(series: string, periods: readonly string[], key = ''): number {
    return periods.reduce((total, period) => total + this.get(series, period, key), 0);
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
