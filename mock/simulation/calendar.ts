/** Festivals, theme days and seasons of a calendar day, by which titles and the number of activities go. */
import { lunarDayOf } from '../../shared/domain/lunar.ts';
import { addDays } from '../../shared/domain/time.ts';

type DateRule =
  | { lunar: [month: number, day: number] }
  | { solar: [month: number, day: number] }
  /** A solar term near the day of a month: `constant` of the usual formula for 2001–2100. */
  | { term: [month: number, constant: number] }
  | { eve: true };

interface Festival {
  name: string;
  on: DateRule;
  /** How many days before and after the day its activities are held. */
  before: number;
  after: number;
  /** How much busier its days are. */
  factor: number;
}

const festivals: readonly Festival[] = [
  { name: '腊八', on: { lunar: [12, 8] }, before: 1, after: 0, factor: 1.3 },
  { name: '小年', on: { lunar: [12, 23] }, before: 2, after: 1, factor: 1.4 },
  { name: '除夕', on: { eve: true }, before: 1, after: 0, factor: 1.2 },
  { name: '春节', on: { lunar: [1, 1] }, before: 14, after: 8, factor: 1.5 },
  { name: '元宵', on: { lunar: [1, 15] }, before: 2, after: 0, factor: 2 },
  { name: '端午', on: { lunar: [5, 5] }, before: 4, after: 0, factor: 1.8 },
  { name: '七夕', on: { lunar: [7, 7] }, before: 1, after: 0, factor: 1.3 },
  { name: '中秋', on: { lunar: [8, 15] }, before: 5, after: 0, factor: 1.8 },
  { name: '重阳', on: { lunar: [9, 9] }, before: 4, after: 1, factor: 1.9 },
  { name: '清明', on: { term: [4, 4.81] }, before: 5, after: 0, factor: 1.4 },
  { name: '丰收节', on: { term: [9, 23.042] }, before: 2, after: 1, factor: 1.5 },
  { name: '冬至', on: { term: [12, 21.94] }, before: 1, after: 0, factor: 1.6 },
  { name: '元旦', on: { solar: [1, 1] }, before: 3, after: 1, factor: 1.4 },
  { name: '学雷锋日', on: { solar: [3, 5] }, before: 2, after: 2, factor: 2.2 },
  { name: '妇女节', on: { solar: [3, 8] }, before: 2, after: 0, factor: 1.5 },
  { name: '植树节', on: { solar: [3, 12] }, before: 1, after: 0, factor: 1.5 },
  { name: '国家安全教育日', on: { solar: [4, 15] }, before: 1, after: 0, factor: 1.2 },
  { name: '世界读书日', on: { solar: [4, 23] }, before: 2, after: 0, factor: 1.3 },
  { name: '劳动节', on: { solar: [5, 1] }, before: 3, after: 2, factor: 1.2 },
  { name: '青年节', on: { solar: [5, 4] }, before: 2, after: 0, factor: 1.3 },
  { name: '防灾减灾日', on: { solar: [5, 12] }, before: 2, after: 1, factor: 1.3 },
  { name: '儿童节', on: { solar: [6, 1] }, before: 3, after: 0, factor: 1.6 },
  { name: '环境日', on: { solar: [6, 5] }, before: 1, after: 0, factor: 1.3 },
  { name: '爱眼日', on: { solar: [6, 6] }, before: 1, after: 0, factor: 1.1 },
  { name: '禁毒日', on: { solar: [6, 26] }, before: 2, after: 0, factor: 1.2 },
  { name: '建党节', on: { solar: [7, 1] }, before: 4, after: 0, factor: 1.7 },
  { name: '建军节', on: { solar: [8, 1] }, before: 2, after: 0, factor: 1.3 },
  { name: '全民健身日', on: { solar: [8, 8] }, before: 1, after: 0, factor: 1.4 },
  { name: '教师节', on: { solar: [9, 10] }, before: 2, after: 0, factor: 1.2 },
  { name: '国庆', on: { solar: [10, 1] }, before: 4, after: 6, factor: 1.3 },
  { name: '消防日', on: { solar: [11, 9] }, before: 2, after: 1, factor: 1.2 },
  { name: '宪法日', on: { solar: [12, 4] }, before: 3, after: 1, factor: 1.4 },
  { name: '国际志愿者日', on: { solar: [12, 5] }, before: 1, after: 0, factor: 2.2 },
];

function isOn(rule: DateRule, day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if ('solar' in rule) return rule.solar[0] === month && rule.solar[1] === date;
  if ('term' in rule) {
    const short = year % 100;
    const termDay = Math.floor(short * 0.2422 + rule.term[1]) - Math.floor(short / 4);
    return rule.term[0] === month && termDay === date;
  }
  const wanted = 'lunar' in rule ? rule.lunar : ([1, 1] as const);
  const lunar = lunarDayOf('lunar' in rule ? day : addDays(day, 1));
  return !lunar.leap && lunar.month === wanted[0] && lunar.day === wanted[1];
}

/** Days repeat endlessly in a simulation, and the Chinese calendar is costly to ask. */
function rememberByDay<T>(find: (day: string) => T): (day: string) => T {
  const known = new Map<string, T>();
  return (day) => {
    const found = known.get(day) ?? find(day);
    if (known.size > 2000) known.clear();
    known.set(day, found);
    return found;
  };
}

/** The festivals and theme days that fall on a day. */
export const festivalsOn = rememberByDay((day): readonly string[] =>
  festivals.filter(({ on }) => isOn(on, day)).map(({ name }) => name),
);

/** The first day in a year on which a festival of the table falls. */
export function dateOfFestival(name: string, year: number): string | undefined {
  const festival = festivals.find((entry) => entry.name === name);
  for (let day = `${year}-01-01`; festival && day.startsWith(`${year}-`); day = addDays(day, 1))
    if (isOn(festival.on, day)) return day;
  return undefined;
}

export interface Occasion {
  name: string;
  factor: number;
}

/** The festivals for which activities are held on a day, their time before and after included. */
export const occasionsOf = rememberByDay((day): readonly Occasion[] =>
  festivals.filter(({ name, before, after }) => {
    for (let offset = -after; offset <= before; offset += 1)
      if (festivalsOn(addDays(day, offset)).includes(name)) return true;
    return false;
  }),
);

const seasonNames = ['冬', '春', '夏', '秋'] as const;

/** The season of a day and, where there are any, the school holidays. */
export function seasonsOf(day: string): string[] {
  const date = day.slice(5);
  const seasons: string[] = [seasonNames[Math.floor((Number(date.slice(0, 2)) % 12) / 3)] ?? '冬'];
  if (date >= '07-01' && date <= '08-31') seasons.push('暑假');
  if (date >= '01-20' && date <= '02-20') seasons.push('寒假');
  if (date >= '09-01' && date <= '09-08') seasons.push('开学季');
  return seasons;
}
