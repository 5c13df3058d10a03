/** The tables of a county's registers as texts in rows: what forms edit and files hold. */
import type { County, Site, Team, Town, Village } from './county.ts';
import type { Columns } from './csv.ts';
import { siteColumns } from './read-sites.ts';
import { teamColumns } from './read-teams.ts';
import { townColumns, villageColumns } from './read-towns.ts';

export type TableName = 'towns' | 'villages' | 'sites' | 'teams';
/** Texts by the key of their column; a column without a value is left out. */
export type TextRow = Record<string, string>;

export interface Table {
  file: string;
  /** The column that names a row. */
  key: 'code' | 'id';
  columns: Columns<string>;
}

export const tables: Readonly<Record<TableName, Table>> = {
  towns: { file: 'towns.csv', key: 'code', columns: townColumns },
  villages: { file: 'villages.csv', key: 'code', columns: villageColumns },
  sites: { file: 'sites.csv', key: 'code', columns: siteColumns },
  teams: { file: 'teams.csv', key: 'id', columns: teamColumns },
};

export const tableNames = Object.keys(tables) as TableName[];

/** What a column is called in Chinese. */
export const labelOf = ({ columns }: Table, key: string): string => columns[key]?.zh[0] ?? key;

/** Tags hold none of the characters by which they are told apart. */
const tagMark = '、';

function textRow(values: Record<string, string | number | undefined>): TextRow {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value)]],
    ),
  );
}

const ofTown = ({ code, name, short, kind, lon, lat, population }: Town): TextRow =>
  textRow({ code, name, short, kind, lon, lat, population });
const ofVillage = ({ code, name, town, lon, lat }: Village): TextRow =>
  textRow({ code, name, town, lon, lat });
const ofSite = ({ tags, ...site }: Site): TextRow => textRow({ ...site, tags: tags.join(tagMark) });
const ofTeam = (team: Team): TextRow => textRow({ ...team });

/** The rows of a table in the order of the register. Reading them again gives the same register. */
export function rowsOf(county: County, table: TableName): TextRow[] {
  switch (table) {
    case 'towns':
      return county.towns.map(ofTown);
    case 'villages':
      return county.villages.map(ofVillage);
    case 'sites':
      return county.sites.map(ofSite);
    case 'teams':
      return county.teams.map(ofTeam);
  }
}
