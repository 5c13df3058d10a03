/** The first sheet of an XLSX file as lines of a table; whatever would cost too much is refused before it is unpacked. */
import { inflateRawSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/universal';
import type { TableLine } from '../../shared/county/csv.ts';

/** Far above any register of a county: 20,000 rows of 60 columns. */
export const tableLimits = { rows: 20_000, columns: 60, cellLetters: 4_000 };
const unpackedBytes = 48 * 1024 * 1024;
const mostEntries = 400;

/** Why a workbook cannot be read, for the person who sent it. */
export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault';
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

const damaged = (): WorkbookFault => new WorkbookFault('不是完整的 XLSX 文件', 'not a whole XLSX file');
const tooLarge = (): WorkbookFault =>
  new WorkbookFault('XLSX 解开后太大，请只保留要导入的表', 'unpacked, the workbook is too large');

interface Entry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
const entryLength = 46;
const localLength = 30;

/** The central directory, which says how large everything will be. */
function entriesOf(zip: Buffer): Entry[] {
  let end = zip.length - endLength;
  while (end >= 0 && zip.readUInt32LE(end) !== endMark) end -= 1;
  if (end < 0) throw damaged();
  const count = zip.readUInt16LE(end + 10);
  if (count > mostEntries) throw tooLarge();
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (at + entryLength > zip.length || zip.readUInt32LE(at) !== entryMark) throw damaged();
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + entryLength, at + entryLength + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at += entryLength + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** An entry may be larger than its directory says, so it is unpacked here first, up to that size and no further. */
function unpack(zip: Buffer, { method, packed, unpacked, offset }: Entry): Buffer {
  if (offset + localLength > zip.length) throw damaged();
  const start = offset + localLength + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method !== 8) throw damaged();
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, unpacked) });
  } catch {
    throw damaged();
  }
}

/** A cell far out makes a reader fill in all those before it. */
function checkExtent(sheet: string): void {
  for (const [, letters = '', row = ''] of sheet.matchAll(/\sr="([A-Z]{1,7})?([0-9]{1,9})"/g)) {
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (Number(row) > tableLimits.rows || column > tableLimits.columns)
      throw new WorkbookFault(
        `表格超过 ${tableLimits.rows} 行或 ${tableLimits.columns} 列`,
        `the sheet has more than ${tableLimits.rows} rows or ${tableLimits.columns} columns`,
      );
  }
}

function checkWorkbook(zip: Buffer): void {
  const entries = entriesOf(zip);
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > unpackedBytes) throw tooLarge();
  for (const entry of entries) {
    const bytes = unpack(zip, entry);
    if (/worksheets\/[^/]+\.xml$/.test(entry.name)) checkExtent(bytes.toString('latin1'));
  }
}

/** Codes stay the digits that they are; a date is written as tables of ours write it. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell).slice(0, tableLimits.cellLetters);
}

/** @throws WorkbookFault where it is no workbook, is damaged or too large. */
export async function readWorkbook(bytes: Uint8Array): Promise<TableLine[]> {
  const zip = Buffer.from(bytes);
  checkWorkbook(zip);
  const copy = new ArrayBuffer(zip.length);
  new Uint8Array(copy).set(zip);
  const rows = await readSheet(copy, { parseNumber: (text) => text }).catch(() => {
    throw damaged();
  });
  return rows
    .map((row, index) => ({ cells: row.map(cellText), line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}
