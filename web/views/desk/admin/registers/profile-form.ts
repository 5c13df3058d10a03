/** The common members of a county's profile as fields of a form; the rest is edited as text. Pure. */

export interface ProfileField {
  /** Of the member in the profile, `.` between its parts. */
  path: string;
  label: string;
  unit?: string;
  /** A list of numbers is written with blanks or commas between them. */
  kind: 'text' | 'number' | 'numbers' | 'time' | 'choice';
  choices?: readonly { value: string; label: string }[];
  /** A member that may be left out. */
  optional?: boolean;
  /** It takes a line of its own. */
  wide?: boolean;
}

export interface ProfileGroup {
  title: string;
  explains?: string;
  fields: readonly ProfileField[];
}

const number = (path: string, label: string, unit: string): ProfileField => ({
  path,
  label,
  unit,
  kind: 'number',
});
const baseline = (measure: string, label: string, unit: string): ProfileField => ({
  ...number(`baseline.${measure}`, label, unit),
  optional: true,
});

export const profileGroups: readonly ProfileGroup[] = [
  {
    title: '名称',
    fields: [
      { path: 'title', label: '大屏标题', kind: 'text' },
      { path: 'areaWords.all', label: '全域怎么称呼', kind: 'text' },
      { path: 'areaWords.towns', label: '下一级怎么称呼', kind: 'text' },
      {
        path: 'wallText',
        label: '大屏上点单的文字',
        kind: 'choice',
        choices: [
          { value: 'category', label: '只写类别和乡镇（默认）' },
          { value: 'title', label: '写群众填的标题' },
        ],
      },
    ],
  },
  {
    title: '时限',
    explains: '决定调度队列的剩余时间、超时和按时率',
    fields: [
      number('sla.responseHours', '响应时限', '小时'),
      number('sla.completionDays', '办结时限', '天'),
      number('sla.urgentHours', '紧急点单响应时限', '小时'),
    ],
  },
  {
    title: '界限',
    fields: [
      number('limits.maxShiftMinutes', '一次服务最长', '分钟'),
      number('limits.silentDays', '多少天没有报送算静默', '天'),
      number('limits.gapDays', '多少天没有活动算空白', '天'),
      number('limits.circleKm', '15分钟服务圈半径', '公里'),
      number('limits.contactDays', '联系方式保留', '天'),
      { path: 'stars', label: '各星级的服务时长', unit: '分钟，低到高', kind: 'numbers' },
    ],
  },
  {
    title: '启用本系统前的累计',
    explains: '只加在全县的“累计”上，来历写在说明里',
    fields: [
      baseline('activities', '活动', '场'),
      baseline('beneficiaries', '惠及', '人次'),
      baseline('serviceMinutes', '服务时长', '分钟'),
      baseline('registeredVolunteers', '注册志愿者', '人'),
      { path: 'baselineNote', label: '说明', kind: 'text', optional: true, wide: true },
    ],
  },
  {
    title: '静音与夜间',
    explains: '按本县时间；不填则没有',
    fields: [
      { path: 'wall.quietHours.from', label: '预警静音从', kind: 'time', optional: true },
      { path: 'wall.quietHours.to', label: '到', kind: 'time', optional: true },
      { path: 'wall.night.from', label: '大屏调暗从', kind: 'time', optional: true },
      { path: 'wall.night.to', label: '到', kind: 'time', optional: true },
    ],
  },
];

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The profile that a text holds, or why it holds none. */
export function parseProfile(text: string): { profile: Members } | { fault: string } {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? { profile: value } : { fault: '最外层应为一个 { … }' };
  } catch (error) {
    const where = /position (\d+)/.exec(String(error))?.[1];
    const line = where === undefined ? undefined : text.slice(0, Number(where)).split('\n').length;
    return {
      fault:
        line === undefined ? '不是有效的 JSON' : `第 ${line} 行不是有效的 JSON，多半是少了逗号、引号或括号`,
    };
  }
}

/** The text of a field; empty where the profile has no such member. */
export function fieldText(profile: Members, { path, kind }: ProfileField): string {
  let value: unknown = profile;
  for (const part of path.split('.')) value = isMembers(value) ? value[part] : undefined;
  if (kind === 'numbers') return Array.isArray(value) ? value.join(' ') : '';
  return value === undefined ? '' : String(value);
}

/** What a field says of itself while it is filled in. */
export function fieldFault({ kind, optional }: ProfileField, text: string): string | undefined {
  const typed = text.trim();
  if (typed === '') return optional ? undefined : '请填写';
  if (kind === 'number' && !Number.isFinite(Number(typed))) return '应为数字';
  if (kind === 'numbers' && typed.split(/[\s,，、]+/).some((part) => !Number.isFinite(Number(part))))
    return '应为几个数字，用空格分开';
  return undefined;
}

function typedValue({ kind }: ProfileField, text: string): unknown {
  if (kind === 'number') return Number(text);
  return kind === 'numbers' ? text.split(/[\s,，、]+/).map(Number) : text;
}

/** The profile with another value of one member; an empty text takes the member away, and what it leaves empty. */
export function withField(profile: Members, field: ProfileField, text: string): Members {
  const typed = text.trim();
  const set = (members: Members, [name = '', ...rest]: string[]): Members => {
    const { [name]: before, ...others } = members;
    if (rest.length === 0) return typed === '' ? others : { ...members, [name]: typedValue(field, typed) };
    const inner = set(isMembers(before) ? before : {}, rest);
    return Object.keys(inner).length === 0 && before === undefined ? members : { ...members, [name]: inner };
  };
  return withoutEmptyHours(set(profile, field.path.split('.')));
}

/** Hours of which neither end is told are none. */
function withoutEmptyHours(profile: Members): Members {
  const { wall } = profile;
  if (!isMembers(wall)) return profile;
  const kept = Object.entries(wall).filter(
    ([, value]) => !(isMembers(value) && Object.keys(value).length === 0),
  );
  return { ...profile, wall: Object.fromEntries(kept) };
}
