/** Two small counties of one city, with everything that a board can show a number of. */

import type { County, Site } from '../../../../shared/county/county.ts';
import type { CountyProfile } from '../../../../shared/county/profile.ts';
import { defaultWall } from '../../../../shared/county/scenes.ts';

const site = (code: string, tier: Site['tier'], more: Partial<Site> = {}): Site => ({
  code,
  name: `站点 ${code}`,
  tier,
  status: 'open',
  tags: [],
  ...more,
});

const profileOf = (code: string, prefix: string): CountyProfile => ({
  code,
  name: `县${prefix}`,
  title: `县${prefix}驾驶舱`,
  timezone: 'Asia/Shanghai',
  tiers: [
    { id: 'center', name: '实践中心', units: 1 },
    { id: 'branch', name: '分中心' },
    { id: 'institute', name: '实践所', units: 2 },
    { id: 'station', name: '实践站', units: 9 },
  ],
  platforms: [
    { id: 'theory', name: '理论宣讲' },
    { id: 'culture', name: '文化服务' },
  ],
  categories: [
    { id: 'talk', name: '宣讲', platform: 'theory' },
    { id: 'art', name: '文艺', platform: 'culture' },
    { id: 'plain', name: '便民' },
  ],
  orderSteps: [{ id: 'placed', name: '群众点单' }],
  projectStages: [
    { id: 'solicited', name: '征集' },
    { id: 'closed', name: '结项' },
  ],
  teamScheme: { label: '', kinds: [] },
  sla: { responseHours: 24, completionDays: 7, urgentHours: 2 },
  limits: { maxShiftMinutes: 720, silentDays: 30, gapDays: 30, circleKm: 1, contactDays: 180 },
  stars: [6000],
  baseline: { beneficiaries: 5000, serviceMinutes: 60_000, registeredVolunteers: 300 },
  areaWords: { all: '全县', towns: '乡镇' },
  local: { title: '本地', cells: [] },
  wall: defaultWall,
  wallText: 'category',
  areas: { '33': '浙江省', '3301': '杭州市' },
  map: { use: 'public', coordinates: 'GCJ-02', pointCoordinates: 'GCJ-02' },
});

/** Codes of sites and teams hold dots, as registers in the field do. */
export function county(code: string, prefix: string): County {
  const town = (end: string, lon: number) => ({
    code: `${code}${end}`,
    name: `镇${end}`,
    short: `镇${end}`,
    kind: '镇',
    lon,
    lat: 29.6,
  });
  const towns = [town('100', 119), town('101', 119.2)];
  const [first, second] = [`${code}100`, `${code}101`];
  const center = `${prefix}.center`;
  return {
    profile: profileOf(code, prefix),
    towns,
    villages: [
      { code: `${first}201`, name: '东村', town: first, lon: 119, lat: 29.6 },
      { code: `${first}202`, name: '西村', town: first, lon: 119.5, lat: 29.9 },
      { code: `${second}201`, name: '南村', town: second },
    ],
    sites: [
      site(center, 'center'),
      site(`${prefix}.branch`, 'branch', { parent: center }),
      site(`${prefix}.i1`, 'institute', { town: first, parent: center, opened: '2020-01-01' }),
      site(`${prefix}.i2`, 'institute', { town: second, parent: center, opened: '2020-01-01' }),
      site(`${prefix}.s1`, 'station', { town: first, parent: `${prefix}.i1`, lon: 119, lat: 29.6 }),
      site(`${prefix}.s2`, 'station', { town: first, parent: `${prefix}.i1`, opened: '2020-01-01' }),
      site(`${prefix}.s3`, 'station', { town: second, parent: `${prefix}.i2`, status: 'closed' }),
      site(`${prefix}.s4`, 'station', { town: second, parent: `${prefix}.i2`, opened: '2020-01-01' }),
    ],
    teams: [
      { id: 'T.1 a', name: '一队', kind: 'general', site: `${prefix}.s1`, members: 5 },
      { id: 'T2', name: '二队', kind: 'general', site: center },
      { id: `${prefix}T3`, name: '三队', kind: 'general' },
    ],
  };
}
