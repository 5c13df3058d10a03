import type { Site, Team } from './county.ts';
import { type Columns, readTable, type TableSource } from './csv.ts';
import type { Problems } from './problem.ts';
import type { CountyProfile } from './profile.ts';
import { type Row, reportRepeats } from './row.ts';

type Column = 'id' | 'name' | 'kind' | 'field' | 'parent' | 'site' | 'members';

/** Columns of `teams.csv`. */
export const teamColumns: Columns<Column> = {
  id: { zh: ['编号', '编码', '代码', '队伍编号', '队伍编码'], required: true },
  name: { zh: ['名称', '队伍名称'], required: true },
  kind: { zh: ['类型', '类别', '队伍类型'] },
  field: { zh: ['领域', '服务领域'] },
  parent: { zh: ['上级', '上级队伍'] },
  site: { zh: ['阵地', '站点', '所属阵地', '所属站点', '阵地编码', '站点编码'] },
  members: { zh: ['人数', '队员人数', '成员数', '成员人数'] },
};

/** `teams.csv`: volunteer teams by the kinds of the county's own scheme. */
export function readTeams(
  file: string,
  source: TableSource,
  scheme: CountyProfile['teamScheme'],
  sites: readonly Site[],
  problems: Problems,
): Team[] {
  const rows = readTable(file, source, teamColumns, problems);
  reportRepeats(rows, 'id');
  const ids = new Map(rows.map((row) => [row.text('id'), row.text('id')]));
  const kinds = new Map(scheme.kinds.flatMap(({ id, name }) => [[name, id] as const, [id, id] as const]));
  const codes = new Map(sites.map(({ code }) => [code, code]));
  return rows.map((row) => {
    const optional = {
      field: row.text('field') || undefined,
      parent: row.lookUp('parent', ids),
      site: row.lookUp('site', codes),
      members: row.count('members'),
    };
    if (optional.parent === row.text('id') && optional.parent)
      row.bad('parent', '队伍不能是自己的上级', 'a team cannot be its own parent');
    return {
      id: readId(row),
      name: row.required('name') ?? '',
      kind: readKind(row, kinds),
      ...present(optional),
    };
  });
}

function readId(row: Row<Column>): string {
  return (
    row.matching(
      'id',
      /^(?!__proto__$)[^\s\p{Cc}]{1,64}$/u,
      '1–64 个字符，不含空格',
      '1–64 characters without blanks',
    ) ?? ''
  );
}

/** A county without a list of kinds names them freely. */
function readKind(row: Row<Column>, kinds: ReadonlyMap<string, string>): string {
  if (kinds.size === 0) return row.text('kind');
  return (row.required('kind') && row.lookUp('kind', kinds)) ?? '';
}

/** The members that have a value: an optional member is left out, never undefined. */
function present<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
