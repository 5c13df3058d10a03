/** A table of the registers while a change is made to it: each row remembers where it comes from. */
import type { Columns, TableLine } from '../../shared/county/csv.ts';
import type { Row } from '../../shared/county/row.ts';
import type { Table, TextRow } from '../../shared/county/table-rows.ts';

/** Where a row stands in a file, and what its columns are called there. */
export interface FilePlace {
  file: string;
  line: number;
  nameOf: (column: string) => string | undefined;
}

export interface DraftRow {
  values: TextRow;
  /** Absent of a row that stood in the register, or comes from a form. */
  from?: FilePlace;
  /** Why it cannot be as it was asked for, beside what the readers of tables find. */
  refusals: { column: string; zh: string; en: string }[];
}

export class TableDraft {
  readonly table: Table;
  rows: DraftRow[];
  /** Rows by their lines, once the draft is being read. */
  #byLine: Map<number, DraftRow> | undefined;

  constructor(table: Table, rows: readonly TextRow[]) {
    this.table = table;
    this.rows = rows.map((values) => ({ values, refusals: [] }));
  }

  keyOf({ values }: DraftRow): string {
    return values[this.table.key] ?? '';
  }

  /** Rows that the file does not name, and columns that it does not have, stay as they are. */
  merge(file: string, rows: readonly Row<string>[]): void {
    const known = new Map(this.rows.map((row) => [this.keyOf(row), row]));
    for (const row of rows) {
      const values = this.#valuesOf(row);
      const from = { file, line: row.line, nameOf: (column: string) => row.nameOf(column) };
      const found = known.get(values[this.table.key] ?? '');
      if (found && !found.from) {
        found.values = { ...found.values, ...values };
        found.from = from;
      } else this.rows.push({ values, from, refusals: [] });
    }
  }

  /** The file is the whole table. `orphaned` says what becomes of a row that it does not name, if it stays at all. */
  replace(
    file: string,
    rows: readonly Row<string>[],
    orphaned: (values: TextRow) => TextRow | undefined,
  ): void {
    const before = this.rows;
    this.rows = [];
    this.merge(file, rows);
    const named = new Set(this.rows.map((row) => this.keyOf(row)));
    for (const row of before) {
      if (named.has(this.keyOf(row))) continue;
      const values = orphaned(row.values);
      if (values) this.rows.push({ values, refusals: [] });
    }
  }

  /** Lines for the readers of tables. Rows that stand in no file have numbers of their own, none above 0. */
  lines(): TableLine[] {
    const keys = Object.keys(this.table.columns);
    return [
      { cells: keys, line: 1 },
      ...this.rows.map((row, index) => ({
        cells: keys.map((key) => row.values[key] ?? ''),
        line: row.from?.line ?? 0 - index,
      })),
    ];
  }

  /** The row of a line that {@link lines} has told. */
  rowAt(line: number): DraftRow | undefined {
    this.#byLine ??= new Map(this.rows.map((row, index) => [row.from?.line ?? 0 - index, row]));
    return this.#byLine.get(line);
  }

  /** Every column that the file has, those without a value too: they take one away. */
  #valuesOf(row: Row<string>): TextRow {
    const present = Object.keys(this.table.columns).filter((key) => row.nameOf(key) !== undefined);
    return Object.fromEntries(present.map((key) => [key, row.text(key)]));
  }
}

/** What a file has to hold of a table that it only changes: the column that names the rows. */
export const columnsToMerge = ({ columns, key }: Table): Columns<string> =>
  Object.fromEntries(Object.entries(columns).map(([name, { zh }]) => [name, { zh, required: name === key }]));
