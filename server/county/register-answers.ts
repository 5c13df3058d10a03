/** The registers of a county as administrators see them: on screen, and as files to be edited and sent back. */
import writeExcelFile from 'write-excel-file/node';
import type { County } from '../../shared/county/county.ts';
import { labelOf, rowsOf, type TableName, tables } from '../../shared/county/table-rows.ts';
import { csvLines, csvMark } from '../../shared/wire/csv.ts';
import type { RegisterColumn, RegisterHead, RegisterTable } from '../../shared/wire/registers.ts';

export type TableFormat = 'csv' | 'xlsx';

type Choice = { value: string; label: string };

const statuses: readonly Choice[] = [
  { value: 'open', label: '开放' },
  { value: 'closed', label: '关闭' },
  { value: 'planned', label: '筹建' },
];

function choicesOf({ profile, towns }: County, table: TableName): Partial<Record<string, Choice[]>> {
  const named = (list: readonly { id: string; name: string }[]): Choice[] =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const ofTowns = towns.map(({ code, name }) => ({ value: code, label: name }));
  if (table === 'sites') return { tier: named(profile.tiers), status: [...statuses], town: ofTowns };
  if (table === 'villages') return { town: ofTowns };
  const { kinds } = profile.teamScheme;
  return table === 'teams' && kinds.length > 0 ? { kind: named(kinds) } : {};
}

function columnsOf(county: County, name: TableName): RegisterColumn[] {
  const table = tables[name];
  const choices = choicesOf(county, name);
  return Object.entries(table.columns).map(([key, { required = false }]) => {
    const some = choices[key];
    return { key, label: labelOf(table, key), required, ...(some && { choices: some }) };
  });
}

export function headOf(county: County, version: number, events: number): RegisterHead {
  const { profile, towns, villages, sites, teams, boundaries } = county;
  const closedSites = sites.filter(({ status }) => status === 'closed').length;
  return {
    ...{ code: profile.code, name: profile.name, version, events },
    profile: JSON.stringify(profile, undefined, 2),
    counts: {
      towns: towns.length,
      villages: villages.length,
      sites: sites.length,
      openSites: sites.filter(({ status }) => status === 'open').length,
      closedSites,
      teams: teams.length,
      boundaries: boundaries?.features.length ?? 0,
    },
  };
}

export const tableOf = (county: County, version: number, table: TableName): RegisterTable => ({
  ...{ version, table, key: tables[table].key },
  columns: columnsOf(county, table),
  rows: rowsOf(county, table),
});

/** A table as a file that can be edited and planned; without its rows a template to be filled in. */
export async function tableFile(
  county: County,
  table: TableName,
  { format, empty }: { format: TableFormat; empty: boolean },
): Promise<Uint8Array> {
  const columns = columnsOf(county, table);
  const rows = empty ? [] : rowsOf(county, table).map((row) => columns.map(({ key }) => row[key] ?? ''));
  const header = columns.map(({ label, required }) => (required ? `*${label}` : label));
  if (format === 'csv') return new TextEncoder().encode(csvMark + csvLines([header, ...rows]));
  // Every cell is a text: a spreadsheet would make numbers of codes, and numbers of 12 digits unreadable.
  const data = [
    header.map((value) => ({ value, fontWeight: 'bold' as const, type: String })),
    ...rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String, format: '@' }))),
  ];
  const sheet = { sheet: table, data, columns: columns.map(() => ({ width: 16 })), stickyRowsCount: 1 };
  return writeExcelFile([sheet], { fontFamily: '宋体', fontSize: 11 }).toBuffer();
}

/** The profile or the boundary file as it stands; undefined where there is none. */
export function jsonFile(county: County, part: 'profile' | 'boundaries'): Uint8Array | undefined {
  const value = part === 'profile' ? county.profile : county.boundaries;
  return value && new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
}
