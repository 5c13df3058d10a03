/** CSV tables with Chinese or English column names, row by row with their lines. */
import { type CsvError, parse } from 'csv-parse/sync';
import type { Problems } from './problem.ts';
import { Row } from './row.ts';
import { decodeText } from './text.ts';

/** The columns of a table: each key with the Chinese names it also goes by. */
export type Columns<K extends string> = Record<K, { zh: string[]; required?: boolean }>;

/** A line of a table; `line` is where an editor finds it. */
export interface TableLine {
  cells: string[];
  line: number;
}

/** A table as the bytes of a CSV file, or as lines whose first one names the columns. */
export type TableSource = Uint8Array | readonly TableLine[];

/** The rows of a table. Blank rows are passed over, columns of other names are left to the county's own use. */
export function readTable<K extends string>(
  file: string,
  source: TableSource,
  columns: Columns<K>,
  problems: Problems,
): Row<K>[] {
  const lines = source instanceof Uint8Array ? parseLines(file, source, problems) : source;
  const [header, ...records] = lines;
  if (!header) return [];
  const places = findColumns(file, header, columns, problems);
  return records.map(({ cells, line }) => {
    const extra = cells.slice(header.cells.length).find((cell) => cell.trim() !== '');
    if (extra !== undefined)
      problems.add(file, line, '', `比表头多出一格：“${extra}”`, `a cell beyond the header: "${extra}"`);
    return new Row(file, line, cells, places, problems);
  });
}

/** The lines of a CSV file that are not blank. */
export function parseLines(file: string, bytes: Uint8Array, problems: Problems): TableLine[] {
  const text = decodeText(bytes);
  if (text === undefined) {
    problems.add(file, 1, '', '不是 UTF-8 或 GB18030 文本', 'neither UTF-8 nor GB18030 text');
    return [];
  }
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = parsed
      .map(({ record, info }) => ({ cells: record.map(asWritten), line: info.lines - breaksIn(record) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    if (lines.length === 0) problems.add(file, 1, '', '文件是空的', 'the file is empty');
    return lines;
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    problems.add(file, lines ?? 1, '', '引号不成对或位置不对', message);
    return [];
  }
}

/** An apostrophe keeps a spreadsheet from carrying out what begins like a formula: our own files have it too. */
const asWritten = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '');

/** The parser knows the line where a record ends; quoted cells may hold line breaks. */
function breaksIn(cells: string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function findColumns<K extends string>(
  file: string,
  header: TableLine,
  columns: Columns<K>,
  problems: Problems,
): Map<K, { index: number; name: string }> {
  const places = new Map<K, { index: number; name: string }>();
  const names = header.cells.map((cell) => cell.trim());
  // 经度(GCJ-02), *名称 and the like: offices add remarks to the names of columns.
  const bare = names.map((name) =>
    name
      .replace(/^\*|[（(][^（(]*[）)]$/g, '')
      .trim()
      .toLowerCase(),
  );
  for (const key of Object.keys(columns) as K[]) {
    const known = [key, ...columns[key].zh];
    const found = names.flatMap((name, index) =>
      known.includes(bare[index] ?? '') ? [{ index, name }] : [],
    );
    const [first, second] = found;
    if (first) places.set(key, first);
    else if (columns[key].required)
      problems.add(file, header.line, key, `缺少“${known[1]}”（${key}）列`, `the column ${key} is missing`);
    if (second)
      problems.add(file, header.line, second.name, '这一列重复出现', `the column ${key} occurs twice`);
  }
  return places;
}
