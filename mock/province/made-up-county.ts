/**
 * A county of the demonstration's province: its code, name and seat are a real one's, everything in it is made up.
 * Towns say so in their names, and their codes are of numbers that no real town has.
 */
import type { CountyFile } from '../../shared/county/read-county.ts';
import { Random } from '../simulation/random.ts';

export interface Division {
  code: string;
  name: string;
  lon: number;
  lat: number;
}

interface MadeUpTown {
  code: string;
  short: string;
  name: string;
  kind: string;
  lon: number;
  lat: number;
}

const firstTown = 901;
const towns = { least: 14, most: 22 };
/** Tenths of a degree around the seat: for a schematic, which is no map, near enough. */
const reach = 0.22;

const townWords = [
  ...[
    '云溪',
    '青岭',
    '石桥',
    '白沙',
    '龙潭',
    '清湖',
    '金坑',
    '双溪',
    '梅园',
    '竹山',
    '枫岭',
    '横塘',
    '长河',
    '大畈',
  ],
  ...[
    '南浦',
    '北山',
    '东郊',
    '西湾',
    '新塘',
    '古城',
    '松门',
    '花桥',
    '仙岩',
    '宝石',
    '平川',
    '安定',
    '永乐',
    '和丰',
  ],
];
const villageWords = ['前', '后', '上', '下', '东', '西', '大', '小', '新', '老'];
const villagePlaces = ['塘', '溪', '岙', '桥', '宅', '坞', '田', '岭', '湾', '店', '园', '墩'];
const stationTags = ['农家书屋', '文化礼堂', '红色驿站'];

const header = (columns: string): string => `${columns}\n`;

function townsOf({ code, name, lon, lat }: Division): MadeUpTown[] {
  const random = new Random('province', name);
  const count = random.whole(towns.least, towns.most);
  return random
    .shuffled(townWords)
    .slice(0, count)
    .map((short, n) => {
      // Around the seat in a spiral: evenly, and each at a place of its own.
      const [angle, far] = [n * 2.4, n === 0 ? 0 : reach * Math.sqrt(n / count)];
      const kind = n < 3 ? '街道' : random.chance(0.7) ? '镇' : '乡';
      return {
        code: `${code}${firstTown + n}`,
        short,
        name: `${short}${kind}（演示）`,
        kind,
        lon: lon + far * Math.cos(angle),
        lat: lat + far * Math.sin(angle),
      };
    });
}

function siteRows(division: Division, made: readonly MadeUpTown[], count: number): string[] {
  const { code, name } = division;
  const center = `${code}-Z`;
  const rows = [`${center},${name}新时代文明实践中心,center,,,open,"08:30-11:30,14:00-17:00",`];
  for (const town of made)
    rows.push(`${town.code}-S,${town.short}${town.kind}文明实践所,institute,${town.code},${center},open,,`);
  const random = new Random('province', code, 'villages');
  for (let n = 0; rows.length < count; n += 1) {
    const town = made[n % made.length];
    if (!town) break;
    const turn = Math.floor(n / made.length);
    const word = villageWords[turn % villageWords.length] ?? '';
    const place = villagePlaces[(turn + random.whole(0, 11)) % villagePlaces.length] ?? '';
    const village = `${word}${place}${turn < villageWords.length ? '' : Math.floor(turn / villageWords.length) + 1}`;
    const isPoint = turn > 0 && turn % 9 === 0;
    const [tier, kind] = isPoint ? ['point', '点'] : ['station', '站'];
    const site = `${town.code}${String(turn + 1).padStart(3, '0')}`;
    const tag = random.chance(0.1) ? random.pick(stationTags) : '';
    rows.push(`${site},${village}村文明实践${kind},${tier},${town.code},${town.code}-S,open,,${tag}`);
  }
  return rows;
}

const fields = [
  '理论宣讲',
  '文化文艺',
  '助学支教',
  '医疗健身',
  '科学普及',
  '法律服务',
  '卫生环保',
  '扶贫帮困',
];

function teamRows({ code, name }: Division, made: readonly MadeUpTown[]): string[] {
  const general = `Z,${name}志愿服务总队,general,,,${code}-Z,`;
  const standing = fields.map((field, n) => `C${n + 1},${field}常备队,standing,${field},Z,${code}-Z,`);
  const local = made.map(({ code: town, short }, n) => `T${n + 1},${short}志愿服务队,town,,Z,${town}-S,`);
  return [general, ...standing, ...local];
}

const named = (rows: Readonly<Record<string, string>>) =>
  Object.entries(rows).map(([id, name]) => ({ id, name }));

const platforms = {
  theory: '理论宣讲',
  education: '教育服务',
  culture: '文化服务',
  science: '科技科普',
  sports: '健身体育',
};
const categories = [
  { id: 'culture', name: '文化', platform: 'culture' },
  { id: 'education', name: '教育', platform: 'education' },
  { id: 'sports', name: '体育', platform: 'sports' },
  { id: 'health', name: '卫生', platform: 'sports' },
  { id: 'law', name: '法治', platform: 'education' },
  { id: 'farming', name: '农业', platform: 'science' },
  { id: 'theory', name: '理论宣讲', platform: 'theory', menu: false },
];
const steps = { placed: '群众点单', offered: '中心派单', accepted: '队伍接单', rated: '群众评单' };

/** The whole of a district is 全区, of a county 全县. */
const wholeOf = (name: string): string => `全${name.slice(-1)}`;

function profileOf({ code, name }: Division, areas: object, made: readonly MadeUpTown[], count: number) {
  const random = new Random('province', code, 'profile');
  const volunteers = random.whole(180, 900) * 100;
  return {
    code,
    name,
    title: `${name}新时代文明实践驾驶舱`,
    areas,
    areaWords: { all: wholeOf(name), towns: '镇街' },
    tiers: [
      { id: 'center', name: '实践中心', units: 1 },
      { id: 'institute', name: '实践所', units: made.length },
      { id: 'station', name: '实践站', units: count },
      { id: 'point', name: '实践点' },
    ],
    platforms: named(platforms),
    categories,
    orderSteps: named(steps),
    projectStages: named({ declared: '申报', approved: '立项', 'under-way': '实施', closed: '结项' }),
    teamScheme: { label: '1+8+N', kinds: named({ general: '总队', standing: '常备队', town: '镇街队' }) },
    limits: { silentDays: 90, gapDays: 90 },
    baseline: {
      activities: random.whole(6, 30) * 100,
      beneficiaries: random.whole(40, 260) * 1000,
      registeredVolunteers: volunteers,
    },
    baselineNote: '演示数据，并非公布的数字。',
    local: {
      title: '阵地与志愿者',
      cells: [
        {
          label: '实践所',
          path: 'coverage.tiers.institute.open',
          unit: '个',
          of: 'coverage.tiers.institute.units',
        },
        { label: '实践站', path: 'now.sites.station', unit: '个' },
        { label: '队伍', path: 'now.teams', unit: '支' },
        { label: '志愿者', path: 'now.registeredVolunteers', unit: '人' },
      ],
    },
  };
}

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

/** The folder of a made-up county with so many sites, by file name. */
export function madeUpCounty(
  division: Division,
  areas: Readonly<Record<string, string>>,
  sites: number,
): Partial<Record<CountyFile, string>> {
  const made = townsOf(division);
  const seats = made.map(
    ({ code, name, short, kind, lon, lat }) =>
      `${code},${name},${short},${kind},${lon.toFixed(3)},${lat.toFixed(3)}`,
  );
  return {
    'county.json': JSON.stringify(profileOf(division, areas, made, sites - made.length - 1), undefined, 2),
    'towns.csv': header('code,name,short,kind,lon,lat') + lines(seats),
    'sites.csv':
      header('code,name,tier,town,parent,status,hours,tags') + lines(siteRows(division, made, sites)),
    'teams.csv': header('id,name,kind,field,parent,site,members') + lines(teamRows(division, made)),
  };
}
