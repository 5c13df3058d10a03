/** What changes between two states of a county's registers, row by row and member by member. */
import type { County } from '../../shared/county/county.ts';
import {
  labelOf,
  rowsOf,
  type TableName,
  type TextRow,
  tableNames,
  tables,
} from '../../shared/county/table-rows.ts';
import type { MemberChange, PlanRow } from '../../shared/wire/registers.ts';

/** Rows that move; those that stay the same are counted. */
export interface Comparison {
  rows: PlanRow[];
  same: number;
}

type Fate = PlanRow['fate'];

function membersOf(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  label: (column: string) => string,
): MemberChange[] {
  const columns = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...columns].flatMap((column) => {
    const [was, is] = [before[column], after[column]];
    if (was === is) return [];
    return [
      {
        ...{ column, label: label(column) },
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      },
    ];
  });
}

function fateOf(table: TableName, before: TextRow | undefined, after: TextRow): Fate {
  if (!before) return 'new';
  const closes = table === 'sites' && before.status !== 'closed' && after.status === 'closed';
  return closes ? 'closed' : 'changed';
}

function compareTable(part: TableName, before: readonly TextRow[], after: readonly TextRow[]): Comparison {
  const table = tables[part];
  const keyed = (rows: readonly TextRow[]): Map<string, TextRow> =>
    new Map(rows.map((row) => [row[table.key] ?? '', row]));
  const [was, is] = [keyed(before), keyed(after)];
  const rows: PlanRow[] = [];
  for (const [key, row] of is) {
    const old = was.get(key);
    const members = membersOf(old ?? {}, row, (column) => labelOf(table, column));
    if (members.length === 0) continue;
    rows.push({ part, fate: fateOf(part, old, row), key, name: row.name ?? '', members, problems: [] });
  }
  for (const [key, row] of was)
    if (!is.has(key))
      rows.push({ part, fate: 'removed', key, name: row.name ?? '', members: [], problems: [] });
  return { rows, same: is.size - rows.filter(({ fate }) => fate !== 'removed').length };
}

/** Leaves of a value by their paths, such as `sla.responseHours`; an empty list or object is a leaf. */
function leavesOf(value: unknown, path = ''): [string, string][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  return entries.flatMap(([name, member]) => leavesOf(member, path === '' ? name : `${path}.${name}`));
}

function compareProfile(before: County | undefined, after: County): Comparison {
  const { code, name } = after.profile;
  const leaves = (county: County | undefined) => Object.fromEntries(county ? leavesOf(county.profile) : []);
  const members = membersOf(leaves(before), leaves(after), (path) => path);
  if (members.length === 0) return { rows: [], same: 1 };
  const fate: Fate = before ? 'changed' : 'new';
  return { rows: [{ part: 'profile', fate, key: code, name, members, problems: [] }], same: 0 };
}

function compareBoundaries(before: County | undefined, after: County): Comparison {
  const areas = (county: County | undefined): Map<string, string> =>
    new Map(
      (county?.boundaries?.features ?? []).map(({ properties, geometry }) => [
        properties.code,
        JSON.stringify(geometry),
      ]),
    );
  const [was, is] = [areas(before), areas(after)];
  const names = new Map(after.towns.map(({ code, name }) => [code, name]));
  const rows = [...new Set([...is.keys(), ...was.keys()])].flatMap((key): PlanRow[] => {
    if (was.get(key) === is.get(key)) return [];
    const fate: Fate = !is.has(key) ? 'removed' : was.has(key) ? 'changed' : 'new';
    return [{ part: 'boundaries', fate, key, name: names.get(key) ?? '', members: [], problems: [] }];
  });
  return { rows, same: [...is].filter(([key, area]) => was.get(key) === area).length };
}

/** In the order of the registers: profile, towns, villages, sites, teams, boundaries. */
export function compareCounties(before: County | undefined, after: County): Comparison {
  const parts = [
    compareProfile(before, after),
    ...tableNames.map((part) => compareTable(part, before ? rowsOf(before, part) : [], rowsOf(after, part))),
    compareBoundaries(before, after),
  ];
  return {
    rows: parts.flatMap(({ rows }) => rows),
    same: parts.reduce((sum, { same }) => sum + same, 0),
  };
}
