import type { Town, Village } from './county.ts';
import { type Columns, readTable, type TableSource } from './csv.ts';
import type { Problems } from './problem.ts';
import { type Row, reportRepeats } from './row.ts';
import { shortNames } from './short-names.ts';

type TownColumn = 'code' | 'name' | 'short' | 'kind' | 'lon' | 'lat' | 'population';
/** Columns of `towns.csv`. */
export const townColumns: Columns<TownColumn> = {
  code: { zh: ['编码', '代码', '区划代码', '行政区划代码', '乡镇代码'], required: true },
  name: { zh: ['名称', '乡镇', '乡镇名称'], required: true },
  short: { zh: ['简称'] },
  kind: { zh: ['类型', '类别'] },
  lon: { zh: ['经度'], required: true },
  lat: { zh: ['纬度'], required: true },
  population: { zh: ['人口', '常住人口'] },
};

type VillageColumn = 'code' | 'name' | 'town' | 'lon' | 'lat';
/** Columns of `villages.csv`. */
export const villageColumns: Columns<VillageColumn> = {
  code: { zh: ['编码', '代码', '区划代码', '行政区划代码', '村社代码'], required: true },
  name: { zh: ['名称', '村社', '村社名称', '村名'], required: true },
  town: { zh: ['乡镇', '镇街', '镇办', '所属乡镇', '所在乡镇', '乡镇代码'], required: true },
  lon: { zh: ['经度'] },
  lat: { zh: ['纬度'] },
};

/** `towns.csv`: the towns in the order of its rows, each with its seat. */
export function readTowns(file: string, source: TableSource, county: string, problems: Problems): Town[] {
  const rows = readTable(file, source, townColumns, problems);
  reportRepeats(rows, 'code');
  const derived = shortNames(rows.map((row) => row.text('name')));
  const short = new Map(rows.map((row, i) => [row, row.text('short') || (derived[i] ?? '')]));
  reportRepeats(rows, 'short', (row) => short.get(row) ?? '');
  return rows.map((row) => {
    const population = row.count('population');
    return {
      code: divisionCode(row, county, 9),
      name: row.required('name') ?? '',
      short: short.get(row) ?? '',
      kind: row.text('kind'),
      ...seat(row),
      ...(population !== undefined && { population }),
    };
  });
}

/** `villages.csv`: villages and communities; only those with coordinates count for the 15-minute circle [R10]. */
export function readVillages(
  file: string,
  source: TableSource,
  county: string,
  towns: ReadonlyMap<string, string>,
  problems: Problems,
): Village[] {
  const rows = readTable(file, source, villageColumns, problems);
  reportRepeats(rows, 'code');
  return rows.map((row) => ({
    code: divisionCode(row, county, 12),
    name: row.required('name') ?? '',
    town: (row.required('town') && row.lookUp('town', towns)) ?? '',
    ...row.point('lon', 'lat'),
  }));
}

/** The codes of the towns by all that a table may call them: code, name and short name. */
export function townsByName(towns: readonly Town[]): ReadonlyMap<string, string> {
  return new Map(
    towns.flatMap(({ code, name, short }) => [short, name, code].map((key) => [key, code] as const)),
  );
}

function divisionCode<K extends string>(row: Row<K | 'code'>, county: string, digits: number): string {
  const pattern = new RegExp(`^${county}[0-9]{${digits - 6}}$`);
  return (
    row.matching(
      'code',
      pattern,
      `以 ${county} 开头的 ${digits} 位数字`,
      `${digits} digits that begin with ${county}`,
    ) ?? ''
  );
}

function seat(row: Row<TownColumn>): { lon: number; lat: number } {
  const [lon, lat] = [row.required('lon'), row.required('lat')];
  return (lon && lat && row.point('lon', 'lat')) || { lon: 0, lat: 0 };
}
