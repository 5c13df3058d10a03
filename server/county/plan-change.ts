/** What a change of a county's registers would do, told row by row before anything is written. */
import { createHash } from 'node:crypto';
import type { County } from '../../shared/county/county.ts';
import type { CountyProblem } from '../../shared/county/problem.ts';
import { readDraft } from '../../shared/county/read-county.ts';
import { tableNames, tables } from '../../shared/county/table-rows.ts';
import {
  type PlanRow,
  type RegisterChange,
  type RegisterPart,
  type RegisterPlan,
  registerParts,
} from '../../shared/wire/registers.ts';
import { compareCounties } from './compare-counties.ts';
import { type CountyDraft, draftOf, filesOf } from './draft-county.ts';
import type { DraftRow, FilePlace } from './table-draft.ts';

/** Registers as they stand, with their version; version 0 where there are none yet. */
export interface Standing {
  code: string;
  version: number;
  county?: County;
}

export interface PlannedChange {
  plan: RegisterPlan;
  /** The registers after the change, where nothing of it is refused. */
  county?: County;
}

/** Rows that a plan lists; a report longer than this is read by nobody. */
const mostRows = 2000;

/** What a file of a county's folder is a part of. */
export const partOfFile = (file: string): RegisterPart =>
  tableNames.find((name) => tables[name].file === file) ??
  (file === 'county.json' ? 'profile' : 'boundaries');

/** Gathers what is wrong by row, so that a row with three faults is one row. */
class Refusals {
  readonly rows = new Map<string, PlanRow>();
  readonly #draft: CountyDraft;

  constructor(draft: CountyDraft) {
    this.#draft = draft;
    for (const { part, file, line, column, reason } of draft.faults)
      this.#add(`${part} file ${line}`, { part, file, line }, column, reason);
    for (const part of tableNames)
      for (const row of draft.tables[part].rows)
        for (const { column, zh, en } of row.refusals) this.#addToRow(part, row, column, { zh, en });
  }

  /** A fault that the readers of registers found. */
  note({ file, line, column, reason }: CountyProblem): void {
    const part = partOfFile(file);
    const table = tableNames.find((name) => name === part);
    const row = table && this.#draft.tables[table].rowAt(line);
    if (row && table) this.#addToRow(table, row, row.from?.nameOf(column) ?? column, reason);
    else {
      const name = part === 'profile' || part === 'boundaries' ? this.#draft.json[part]?.file : undefined;
      this.#add(
        `${part} line ${line}`,
        { part, ...(name !== undefined && { file: name, line }) },
        column,
        reason,
      );
    }
  }

  #addToRow(
    part: (typeof tableNames)[number],
    row: DraftRow,
    column: string,
    reason: { zh: string; en: string },
  ): void {
    const { values, from } = row;
    const key = values[tables[part].key] ?? '';
    this.#add(
      `${part} ${from?.line ?? `key ${key}`}`,
      {
        part,
        ...(key !== '' && { key }),
        ...(values.name !== undefined && { name: values.name }),
        ...(from && { file: from.file, line: from.line }),
      },
      column,
      reason,
    );
  }

  #add(
    id: string,
    row: Pick<PlanRow, 'part' | 'key' | 'name' | 'file' | 'line'>,
    column: string,
    reason: { zh: string; en: string },
  ): void {
    const found = this.rows.get(id) ?? { ...row, fate: 'refused', members: [], problems: [] };
    if (!found.problems.some((known) => known.column === column && known.reason.zh === reason.zh))
      found.problems.push({ column, reason });
    this.rows.set(id, found);
  }
}

/** Rows with their places in the files that asked for them. */
function placed(rows: readonly PlanRow[], { tables: drafts }: CountyDraft): PlanRow[] {
  const places = new Map<string, FilePlace>(
    tableNames.flatMap((part) =>
      drafts[part].rows.flatMap((row) =>
        row.from ? [[`${part} ${drafts[part].keyOf(row)}`, row.from] as const] : [],
      ),
    ),
  );
  return rows.map((row) => {
    const place = places.get(`${row.part} ${row.key}`);
    return place ? { ...row, file: place.file, line: place.line } : row;
  });
}

const asInFiles = (a: PlanRow, b: PlanRow): number =>
  registerParts.indexOf(a.part) - registerParts.indexOf(b.part) || (a.line ?? 0) - (b.line ?? 0);

function countsOf(rows: readonly PlanRow[], same: number): RegisterPlan['counts'] {
  const counts = { new: 0, changed: 0, same, closed: 0, removed: 0, refused: 0 };
  for (const { fate } of rows) counts[fate] += 1;
  return counts;
}

/** The same registers after the same version have the same digest, however they were asked for. */
const digestOf = (version: number, county: County): string =>
  createHash('sha256')
    .update(JSON.stringify([version, county]))
    .digest('base64url');

export async function planChange(standing: Standing, change: RegisterChange): Promise<PlannedChange> {
  const { code, version, county: before } = standing;
  const draft = await draftOf(before, change);
  const read = readDraft(filesOf(draft, before));
  const refusals = new Refusals(draft);
  for (const problem of read.problems) refusals.note(problem);
  if (read.county && read.county.profile.code !== code)
    refusals.note({
      ...{ file: 'county.json', line: 1, column: 'code' },
      reason: { zh: `应为 ${code}：登记册不换县`, en: `must be ${code}: registers stay with their county` },
    });
  const refused = [...refusals.rows.values()].sort(asInFiles);
  const refusedKeys = new Set(
    refused.flatMap(({ part, key }) => (key === undefined ? [] : [`${part} ${key}`])),
  );
  const compared = read.county ? compareCounties(before, read.county) : { rows: [], same: 0 };
  const moved = compared.rows.filter(({ part, key }) => key !== '' && !refusedKeys.has(`${part} ${key}`));
  const rows = [...refused, ...placed(moved, draft)];
  const ok = refused.length === 0 && read.county !== undefined;
  return {
    plan: {
      ...{ code, version, ok },
      planId: ok && read.county ? digestOf(version, read.county) : 'refused',
      counts: countsOf(rows, compared.same),
      rows: rows.slice(0, mostRows),
      more: Math.max(0, rows.length - mostRows),
    },
    ...(ok && read.county && { county: read.county }),
  };
}
