/** A county of two towns, small enough that a test can say every figure of it. */

import type { County, Site } from '../../shared/county/county.ts';
import type { CountyProfile } from '../../shared/county/profile.ts';
import { defaultWall } from '../../shared/county/scenes.ts';

export const countyCode = '330127';
/** 甲镇 and 乙镇. */
export const townA = '330127001';
export const townB = '330127002';

type TestSite = Partial<Site> & Pick<Site, 'code' | 'tier'>;

const site = (row: TestSite): Site => ({ name: `${row.code}名`, status: 'open', tags: [], ...row });

/**
 * The center C and the branch B have no town. Under C stand the institutes of both towns, IA and IB; under IA the
 * stations A1 and A2 and the point PA, under IB the station B1 and the closed station BX.
 */
const sites: TestSite[] = [
  { code: 'C', tier: 'center' },
  { code: 'B', tier: 'branch', parent: 'C' },
  { code: 'IA', tier: 'institute', town: townA, parent: 'C' },
  { code: 'IB', tier: 'institute', town: townB, parent: 'C' },
  { code: 'A1', tier: 'station', town: townA, parent: 'IA', lon: 119, lat: 29.6 },
  { code: 'A2', tier: 'station', town: townA, parent: 'IA', opened: '2026-11-01' },
  { code: 'PA', tier: 'point', town: townA, parent: 'IA' },
  { code: 'B1', tier: 'station', town: townB, parent: 'IB' },
  { code: 'BX', tier: 'station', town: townB, parent: 'IB', status: 'closed' },
];

export const smallProfile: CountyProfile = {
  code: countyCode,
  name: '小县',
  title: '小县新时代文明实践驾驶舱',
  timezone: 'Asia/Shanghai',
  tiers: [
    { id: 'center', name: '中心', units: 1 },
    { id: 'branch', name: '分中心' },
    { id: 'institute', name: '所', units: 2 },
    { id: 'station', name: '站', units: 5 },
    { id: 'point', name: '点' },
  ],
  platforms: [
    { id: 'theory', name: '理论宣讲' },
    { id: 'culture', name: '文化服务' },
  ],
  categories: [
    { id: 'lecture', name: '宣讲', platform: 'theory' },
    { id: 'opera', name: '戏曲', platform: 'culture' },
    { id: 'loose', name: '便民' },
  ],
  orderSteps: [{ id: 'placed', name: '群众点单' }],
  projectStages: [
    { id: 'solicited', name: '征集' },
    { id: 'running', name: '实施' },
  ],
  teamScheme: { label: '', kinds: [] },
  sla: { responseHours: 24, completionDays: 7, urgentHours: 2 },
  limits: { maxShiftMinutes: 720, silentDays: 30, gapDays: 30, circleKm: 1, contactDays: 180 },
  stars: [6000],
  baseline: { activities: 1000, activeVolunteers: 50, registeredVolunteers: 300 },
  areaWords: { all: '全县', towns: '乡镇' },
  local: { title: '本地', cells: [] },
  wall: defaultWall,
  wallText: 'category',
  map: { use: 'public', coordinates: 'GCJ-02', pointCoordinates: 'GCJ-02' },
};

/** The small county, with other values in its profile or other registers where a test needs them. */
export function smallCounty(
  profile: Partial<CountyProfile> = {},
  registers: Partial<Omit<County, 'profile'>> = {},
): County {
  return {
    profile: { ...smallProfile, ...profile },
    towns: [
      { code: townA, name: '甲镇', short: '甲', kind: '镇', lon: 119, lat: 29.6 },
      { code: townB, name: '乙镇', short: '乙', kind: '镇', lon: 119.1, lat: 29.7 },
    ],
    villages: [
      { code: `${townA}201`, name: '近村', town: townA, lon: 119.005, lat: 29.6 },
      { code: `${townA}202`, name: '远村', town: townA, lon: 119.05, lat: 29.6 },
      { code: `${townB}201`, name: '无坐标村', town: townB },
    ],
    sites: sites.map(site),
    teams: [
      { id: 'TA', name: '甲队', kind: 'x', site: 'IA' },
      { id: 'TB', name: '乙队', kind: 'x', site: 'IB' },
      { id: 'TC', name: '县队', kind: 'x' },
    ],
    ...registers,
  };
}

/** Its sites, where A1 says when it is open. */
export const sitesWithHours: readonly Site[] = sites
  .map(site)
  .map((row) => (row.code === 'A1' ? { ...row, hours: '08:30-11:30,14:00-17:00' } : row));
