import type { Site, SiteStatus } from './county.ts';
import { type Columns, readTable, type TableSource } from './csv.ts';
import { readDate, readHours } from './dates.ts';
import type { Problems } from './problem.ts';
import type { CountyProfile, TierId } from './profile.ts';
import { type Row, reportRepeats } from './row.ts';

type Column =
  | 'code'
  | 'name'
  | 'tier'
  | 'town'
  | 'parent'
  | 'village'
  | 'lon'
  | 'lat'
  | 'status'
  | 'opened'
  | 'hours'
  | 'tags';

/** Columns of `sites.csv`. */
export const siteColumns: Columns<Column> = {
  code: { zh: ['编码', '代码', '编号', '阵地编码', '阵地代码', '站点编码', '站点代码'], required: true },
  name: { zh: ['名称', '阵地名称', '站点名称'], required: true },
  tier: { zh: ['层级', '级别', '类型', '类别', '阵地层级'], required: true },
  town: { zh: ['乡镇', '镇街', '镇办', '所属乡镇', '所在乡镇', '乡镇代码', '乡镇街道'] },
  parent: { zh: ['上级', '上级阵地', '上级站点', '上级编码', '上级代码'] },
  village: { zh: ['村', '村社', '村社区', '所属村社', '村社代码'] },
  lon: { zh: ['经度'] },
  lat: { zh: ['纬度'] },
  status: { zh: ['状态'] },
  opened: { zh: ['启用日期', '建成日期', '成立日期', '挂牌日期', '启用时间'] },
  hours: { zh: ['开放时间', '开放时段'] },
  tags: { zh: ['标签'] },
};

/** What the tiers are called where a table does not keep to the names of the profile. */
const usualTierNames: Record<TierId, string[]> = {
  center: ['中心', '实践中心'],
  branch: ['分中心', '实践分中心'],
  institute: ['所', '实践所'],
  station: ['站', '实践站'],
  point: ['点', '实践点'],
  base: ['基地', '实践基地'],
};

const statuses: ReadonlyMap<string, SiteStatus> = new Map([
  ['open', 'open'],
  ['closed', 'closed'],
  ['planned', 'planned'],
  ['开放', 'open'],
  ['启用', 'open'],
  ['正常', 'open'],
  ['关闭', 'closed'],
  ['停用', 'closed'],
  ['撤销', 'closed'],
  ['筹建', 'planned'],
  ['规划', 'planned'],
  ['在建', 'planned'],
]);

/** What the rows of `sites.csv` may refer to. */
export interface SiteContext {
  profile: CountyProfile;
  /** Town codes by code and by name. */
  towns: ReadonlyMap<string, string>;
  /** Village codes; undefined where the county has no list of villages. */
  villages?: ReadonlyMap<string, string> | undefined;
}

/** `sites.csv`: the practice sites, one center above all others. */
export function readSites(
  file: string,
  source: TableSource,
  context: SiteContext,
  problems: Problems,
): Site[] {
  const rows = readTable(file, source, siteColumns, problems);
  const tiers = new Map<string, TierId>(
    context.profile.tiers.flatMap(({ id, name }) => [
      ...usualTierNames[id].map((usual) => [usual, id] as const),
      [name, id],
      [id, id],
    ]),
  );
  reportRepeats(rows, 'code');
  const sites = rows.map((row) => readSite(row, tiers, context));
  checkCenter(file, rows, sites, problems);
  checkParents(rows, sites);
  return sites;
}

function readSite(row: Row<Column>, tiers: ReadonlyMap<string, TierId>, context: SiteContext): Site {
  const code = row.matching(
    'code',
    /^(?!__proto__$)[A-Za-z0-9._-]{1,64}$/,
    '1–64 位字母、数字、点、横线或下划线',
    '1–64 letters, digits, dots, dashes or underscores',
  );
  const tier = row.required('tier') && row.lookUp('tier', tiers);
  const town = row.lookUp('town', context.towns);
  const village = context.villages ? row.lookUp('village', context.villages) : row.text('village');
  const opened = optional(row, 'opened', readDate, '日期，如 2021-03-05', 'a date such as 2021-03-05');
  const hours = optional(row, 'hours', readHours, '时间段，如 08:00-18:00', 'spans such as 08:00-18:00');
  return {
    code: code ?? '',
    name: row.required('name') ?? '',
    tier: tier || 'point',
    ...(town && { town }),
    ...(row.text('parent') && { parent: row.text('parent') }),
    ...(village && { village }),
    ...row.point('lon', 'lat'),
    status: row.lookUp('status', statuses) ?? 'open',
    ...(opened && { opened }),
    ...(hours && { hours }),
    tags: row
      .text('tags')
      .split(/[;；、|]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
  };
}

function optional(
  row: Row<Column>,
  key: Column,
  read: (text: string) => string | undefined,
  zh: string,
  en: string,
): string | undefined {
  const text = row.text(key);
  return text === ''
    ? undefined
    : (read(text) ?? row.bad(key, `“${text}”应为${zh}`, `"${text}" must be ${en}`));
}

function checkCenter(file: string, rows: Row<Column>[], sites: Site[], problems: Problems): void {
  const centers = sites.flatMap(({ tier }, i) => (tier === 'center' ? [rows[i]] : []));
  if (centers.length === 0)
    problems.add(file, 1, 'tier', '没有实践中心（center），应有一个', 'there is no center, one is needed');
  for (const row of centers.slice(1)) row?.bad('tier', '实践中心只能有一个', 'there must be one center only');
  for (const row of centers)
    if (row?.text('parent')) row.bad('parent', '实践中心没有上级', 'the center has no parent');
}

/** Every site but the center has a known parent, and following the parents never comes round in a circle. */
function checkParents(rows: Row<Column>[], sites: Site[]): void {
  const parents = new Map(sites.map((site) => [site.code, site.parent]));
  sites.forEach((site, i) => {
    if (site.tier === 'center') return;
    if (!site.parent)
      rows[i]?.bad('parent', '实践中心以外的阵地都要有上级', 'every site but the center needs a parent');
    else if (!parents.has(site.parent))
      rows[i]?.bad('parent', `没有“${site.parent}”`, `"${site.parent}" is unknown`);
    else if (isAboveItself(site.code, parents))
      rows[i]?.bad('parent', '上级关系成环', 'the parents form a circle');
  });
}

function isAboveItself(code: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  let above = parents.get(code);
  while (above !== undefined && !seen.has(above)) {
    if (above === code) return true;
    seen.add(above);
    above = parents.get(above);
  }
  return false;
}
