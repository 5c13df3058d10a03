/** The parts of a county's registers in words of the screen, and which part a file is likely to be. Pure. */
import type {
  PlanRow,
  RegisterColumn,
  RegisterPart,
  RegisterRow,
  RegisterTableName,
  RowFate,
} from '../../../../../shared/wire/registers.ts';

export const partWords: Readonly<Record<RegisterPart, string>> = {
  sites: '站点',
  teams: '队伍',
  towns: '乡镇',
  villages: '村社',
  profile: '县情配置',
  boundaries: '边界',
};

/** What each table counts. */
export const partUnits: Readonly<Record<RegisterTableName, string>> = {
  sites: '个',
  teams: '支',
  towns: '个',
  villages: '个',
};

/** In the order of choices; told here so that a page need not load the schema of the wire for it. */
export const parts = Object.keys(partWords) as RegisterPart[];
export const tables: readonly RegisterTableName[] = ['sites', 'teams', 'towns', 'villages'];

export const fateWords: Readonly<Record<RowFate, { word: string; tone: string }>> = {
  refused: { word: '▲ 不能写入', tone: 'admin-bad' },
  new: { word: '＋ 新增', tone: 'admin-good' },
  changed: { word: '✎ 修改', tone: 'admin-note' },
  closed: { word: '○ 关闭', tone: 'admin-note' },
  removed: { word: '− 移除', tone: 'admin-note' },
};

/** What a list shows of a row beside its name, in this order. */
export const shownColumns: Readonly<Record<RegisterTableName, readonly string[]>> = {
  sites: ['tier', 'town', 'parent', 'status', 'hours'],
  teams: ['kind', 'field', 'site', 'members'],
  towns: ['short', 'kind', 'lon', 'lat', 'population'],
  villages: ['town', 'lon', 'lat'],
};

const guesses: readonly (readonly [RegExp, RegisterPart])[] = [
  [/\.geojson$|边界|boundar/i, 'boundaries'],
  [/\.json$|配置|profile/i, 'profile'],
  [/site|站点|阵地|实践站|实践所/i, 'sites'],
  [/team|队伍|志愿队/i, 'teams'],
  [/village|村/i, 'villages'],
  [/town|乡镇|镇街/i, 'towns'],
];

/** By its name; most of what is imported are sites. */
export const guessPart = (fileName: string): RegisterPart =>
  guesses.find(([pattern]) => pattern.test(fileName))?.[1] ?? 'sites';

/** A cell as it is read: the words of a choice, the name behind a code. */
export function cellText(
  { key, choices }: RegisterColumn,
  row: RegisterRow,
  nameOf: (code: string) => string,
): string {
  const value = row[key] ?? '';
  if (value === '') return '—';
  const chosen = choices?.find((one) => one.value === value)?.label;
  return chosen ?? (key === 'parent' || key === 'site' ? nameOf(value) : value);
}

const statusWords: Readonly<Record<string, string>> = { open: '开放', closed: '关闭', planned: '筹建' };

/** What a planned value is called: the name behind an id or a code, where the county has one. */
export function valueText(
  { part, column }: { part: RegisterPart; column: string },
  value: string,
  names: {
    tier(id: string): string | undefined;
    kind(id: string): string | undefined;
    place(code: string): string;
  },
): string {
  if (column === 'status') return statusWords[value] ?? value;
  if (column === 'tier') return names.tier(value) ?? value;
  if (column === 'kind' && part === 'teams') return names.kind(value) ?? value;
  const isPlace = column === 'town' || column === 'site' || (column === 'parent' && part === 'sites');
  return (isPlace && names.place(value)) || value;
}

/** Where a planned row comes from: `站点表.csv 第 12 行`. */
export const placeOfRow = ({ file, line }: PlanRow): string =>
  file === undefined ? '' : line === undefined ? file : `${file} 第 ${line} 行`;
