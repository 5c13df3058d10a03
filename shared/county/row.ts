import type { Problems } from './problem.ts';

/** One row of a table. Readers report what is wrong with a cell and then answer undefined. */
export class Row<K extends string> {
  constructor(
    readonly file: string,
    /** In its file, from 1; not above 0 for a row that stands in the register and in no file. */
    readonly line: number,
    private readonly cells: string[],
    private readonly places: Map<K, { index: number; name: string }>,
    private readonly problems: Problems,
  ) {}

  /** The cell without surrounding blanks; empty where the file has no such column. */
  text(key: K): string {
    const place = this.places.get(key);
    return place ? (this.cells[place.index] ?? '').trim() : '';
  }

  /** What the table calls a column that it has. */
  nameOf(key: K): string | undefined {
    return this.places.get(key)?.name;
  }

  bad(key: K, zh: string, en: string): undefined {
    this.problems.add(this.file, this.line, this.nameOf(key) ?? key, zh, en);
  }

  required(key: K): string | undefined {
    return this.text(key) || this.bad(key, '不能为空', 'must not be empty');
  }

  /** A text that matches `pattern`; `zh` and `en` say what the pattern asks for. */
  matching(key: K, pattern: RegExp, zh: string, en: string): string | undefined {
    const text = this.required(key);
    if (text === undefined || pattern.test(text)) return text;
    if (/^[0-9.]+E\+?[0-9]+$/i.test(text))
      return this.bad(
        key,
        `“${text}”被表格软件改成了科学计数，请设为文本格式`,
        `"${text}" was turned into a number`,
      );
    return this.bad(key, `“${text}”应为${zh}`, `"${text}" must be ${en}`);
  }

  /** What `known` holds for the cell's text; undefined without a problem where the cell is empty. */
  lookUp<T>(key: K, known: ReadonlyMap<string, T>): T | undefined {
    const text = this.text(key);
    if (text === '') return undefined;
    return known.get(text) ?? this.bad(key, `没有“${text}”`, `"${text}" is unknown`);
  }

  /** A decimal number in the range; undefined without a problem where the cell is empty. */
  number(key: K, min: number, max: number): number | undefined {
    const text = this.text(key);
    if (text === '') return undefined;
    const value = /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    return this.bad(
      key,
      `“${text}”应为 ${min} 至 ${max} 的数`,
      `"${text}" must be a number from ${min} to ${max}`,
    );
  }

  /** A whole number of people, written with or without separators of thousands. */
  count(key: K): number | undefined {
    const text = this.text(key).replace(/(?<=[0-9])[,，](?=[0-9]{3})/g, '');
    if (text === '') return undefined;
    if (/^[0-9]{1,9}$/.test(text)) return Number(text);
    return this.bad(key, `“${text}”应为不小于 0 的整数`, `"${text}" must be a whole number`);
  }

  /** `lon` and `lat` together, within China: a swapped pair is found, half a pair too. */
  point(lonKey: K, latKey: K): { lon: number; lat: number } | undefined {
    const lon = this.number(lonKey, 73, 136);
    const lat = this.number(latKey, 3, 54);
    if (lon !== undefined && lat !== undefined) return { lon, lat };
    if (this.text(lonKey) === '' && this.text(latKey) !== '')
      this.bad(lonKey, '有纬度而没有经度', 'a latitude without a longitude');
    if (this.text(latKey) === '' && this.text(lonKey) !== '')
      this.bad(latKey, '有经度而没有纬度', 'a longitude without a latitude');
    return undefined;
  }
}

/** Reports every row whose `key` has been seen before; `of` tells what is compared. */
export function reportRepeats<K extends string>(
  rows: Row<K>[],
  key: K,
  of = (row: Row<K>) => row.text(key),
): void {
  const lines = new Map<string, number>();
  for (const row of rows) {
    const value = of(row);
    const first = lines.get(value);
    if (value === '') continue;
    if (first === undefined) lines.set(value, row.line);
    else if (first > 0) row.bad(key, `“${value}”与第 ${first} 行重复`, `"${value}" repeats line ${first}`);
    else row.bad(key, `“${value}”与登记册中的重复`, `"${value}" is in the register already`);
  }
}
