/** The registers of a county with a change in them, before anybody has looked whether they are sound. */
import type { County } from '../../shared/county/county.ts';
import { parseLines, readTable, type TableLine, type TableSource } from '../../shared/county/csv.ts';
import { Problems } from '../../shared/county/problem.ts';
import type { CountyFiles } from '../../shared/county/read-county.ts';
import { rowsOf, type TableName, type TextRow, tableNames, tables } from '../../shared/county/table-rows.ts';
import type {
  RegisterChange,
  RegisterFile,
  RegisterPart,
  RegisterRowChange,
} from '../../shared/wire/registers.ts';
import { readWorkbook, tableLimits, WorkbookFault } from './read-workbook.ts';
import { columnsToMerge, TableDraft } from './table-draft.ts';

/** What is wrong with a file as a whole, or with a line that became no row. */
export interface FileFault {
  part: RegisterPart;
  file: string;
  line: number;
  column: string;
  reason: { zh: string; en: string };
}

export interface CountyDraft {
  tables: Record<TableName, TableDraft>;
  /** JSON files by their part, with the name that they came with. */
  json: Partial<Record<'profile' | 'boundaries', { file: string; bytes: Uint8Array }>>;
  faults: FileFault[];
}

const isTable = (part: RegisterPart): part is TableName => (tableNames as string[]).includes(part);

/** Workbooks are ZIP files; what spreadsheets wrote before 2007 begins in another way. */
const zipStart = [0x50, 0x4b, 0x03, 0x04];
const oldWorkbookStart = [0xd0, 0xcf, 0x11, 0xe0];
const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

const jsonText = (value: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(value, undefined, 2));

function draftBefore(before: County | undefined): CountyDraft {
  const draft = (table: TableName): TableDraft =>
    new TableDraft(tables[table], before ? rowsOf(before, table) : []);
  return {
    tables: {
      towns: draft('towns'),
      villages: draft('villages'),
      sites: draft('sites'),
      teams: draft('teams'),
    },
    json: {
      ...(before && { profile: { file: 'county.json', bytes: jsonText(before.profile) } }),
      ...(before?.boundaries && {
        boundaries: { file: 'boundaries.geojson', bytes: jsonText(before.boundaries) },
      }),
    },
    faults: [],
  };
}

async function linesOf(file: string, bytes: Uint8Array, problems: Problems): Promise<readonly TableLine[]> {
  const refused = (zh: string, en: string): [] => {
    problems.add(file, 1, '', zh, en);
    return [];
  };
  if (startsWith(bytes, oldWorkbookStart))
    return refused('旧版 xls 文件，请另存为 XLSX 或 CSV', 'an old xls file; save it as XLSX or CSV');
  try {
    const lines = startsWith(bytes, zipStart) ? await readWorkbook(bytes) : parseLines(file, bytes, problems);
    if (lines.length <= tableLimits.rows) return lines;
    return refused(`超过 ${tableLimits.rows} 行`, `more than ${tableLimits.rows} rows`);
  } catch (error) {
    if (error instanceof WorkbookFault) return refused(error.zh, error.en);
    throw error;
  }
}

/** Sites are closed, never deleted (contract §6); whatever else a whole table lacks leaves the register. */
const orphaned =
  (table: TableName) =>
  (values: TextRow): TextRow | undefined =>
    table === 'sites' ? { ...values, status: 'closed' } : undefined;

async function takeTable(
  draft: CountyDraft,
  part: TableName,
  { name, bytes }: { name: string; bytes: Uint8Array },
  isWhole: boolean,
): Promise<void> {
  const problems = new Problems();
  const lines = await linesOf(name, bytes, problems);
  const table = tables[part];
  const rows = readTable(name, lines, isWhole ? table.columns : columnsToMerge(table), problems);
  const isRead = problems.list.length === 0 && lines.length > 0;
  if (isRead && isWhole) draft.tables[part].replace(name, rows, orphaned(part));
  else if (isRead) draft.tables[part].merge(name, rows);
  draft.faults.push(...problems.list.map((problem) => ({ part, ...problem })));
}

async function takeFile(draft: CountyDraft, file: RegisterFile, isWhole: boolean): Promise<void> {
  const bytes = new Uint8Array(Buffer.from(file.content, 'base64'));
  if (isTable(file.part)) return takeTable(draft, file.part, { name: file.name, bytes }, isWhole);
  // The map goes back to the schematic where a county takes its boundaries away.
  if (file.part === 'boundaries' && bytes.length === 0) delete draft.json.boundaries;
  else draft.json[file.part] = { file: file.name, bytes };
}

function takeRow(
  draft: CountyDraft,
  { table: part, key, values = {}, remove = false }: RegisterRowChange,
): void {
  const draftTable = draft.tables[part];
  const { table } = draftTable;
  const found = draftTable.rows.find((row) => draftTable.keyOf(row) === key);
  const row = found ?? { values: { [table.key]: key }, refusals: [] };
  const refuse = (column: string, zh: string, en: string): void => {
    row.refusals.push({ column, zh, en });
  };
  if (!found) draftTable.rows.push(row);
  if (remove && !found) refuse('', `没有 ${key}`, `there is no ${key}`);
  else if (remove && part === 'sites')
    refuse('status', '阵地只能关闭，不能删除', 'sites are closed, never deleted');
  else if (remove) draftTable.rows = draftTable.rows.filter((other) => other !== row);
  for (const column of Object.keys(values))
    if (!Object.hasOwn(table.columns, column)) refuse(column, '没有这一列', 'there is no such column');
  if ((values[table.key] ?? key) !== key)
    refuse(table.key, '编码不能修改：它是这一行的名字', 'the code of a row cannot change');
  row.values = { ...row.values, ...values, [table.key]: key };
}

/** The registers with the change in them; without registers a county comes into being. */
export async function draftOf(before: County | undefined, change: RegisterChange): Promise<CountyDraft> {
  const draft = draftBefore(before);
  const isWhole = change.unnamed === 'remove';
  const seen = new Set<RegisterPart>();
  for (const file of change.files ?? []) {
    if (seen.has(file.part))
      draft.faults.push({
        ...{ part: file.part, file: file.name, line: 1, column: '' },
        reason: { zh: '同一张表给了两个文件', en: 'two files for the same table' },
      });
    else await takeFile(draft, file, isWhole);
    seen.add(file.part);
  }
  for (const row of change.rows ?? []) takeRow(draft, row);
  return draft;
}

/** The draft as a folder, for the readers of registers. */
export function filesOf({ tables: drafts, json }: CountyDraft, before: County | undefined): CountyFiles {
  const files: Record<string, TableSource> = {};
  if (json.profile) files['county.json'] = json.profile.bytes;
  if (json.boundaries) files['boundaries.geojson'] = json.boundaries.bytes;
  for (const part of tableNames) {
    const draft = drafts[part];
    // A county without a list of villages does not look one up; another table may be empty where there is a county.
    if (draft.rows.length > 0 || (before && part !== 'villages')) files[draft.table.file] = draft.lines();
  }
  return files;
}
