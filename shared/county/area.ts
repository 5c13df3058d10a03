/**
 * What stands above a county — a city, a province — as the wall knows it: its counties are what a county's towns are.
 * No office writes a profile for it. Its words are those of its first county, and whatever any of its counties has in
 * a list is in its own: tiers, platforms, categories, stages, in the order in which the counties name them.
 */
import type { County, Town } from './county.ts';
import { type CountyProfile, type LocalCell, orderStepIds } from './profile.ts';
import type { Register } from './register.ts';
import { defaultWall } from './scenes.ts';
import { overviewId } from './wall-ids.ts';

type Profiles = readonly CountyProfile[];

/** At most so many counties stand for an area whose name nobody has told. */
const namedMost = 3;

/** The name that the profiles tell; else those of its counties, for a code is no name. */
export function areaName(code: string, profiles: Profiles): string {
  for (const { areas } of profiles) {
    const name = areas?.[code];
    if (name !== undefined) return name;
  }
  const names = profiles.slice(0, namedMost).map(({ name }) => name);
  return names.join('、') + (profiles.length > namedMost ? `等${profiles.length}个县（市、区）` : '');
}

export const areaTitle = (code: string, profiles: Profiles): string =>
  `${areaName(code, profiles)}新时代文明实践驾驶舱`;

/** 全省, 全市, 全州, as the name ends. */
const wholeOf = (name: string): string => (/[省市区州盟]$/.test(name) ? `全${name.slice(-1)}` : '全域');

/** Each id once, as the first profile that has it says it. */
function union<T extends { id: string }>(lists: readonly (readonly T[])[]): T[] {
  const rows = new Map<string, T>();
  for (const row of lists.flat()) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

function tiersOf(profiles: Profiles): CountyProfile['tiers'] {
  return union(profiles.map(({ tiers }) => tiers)).map(({ id, name }) => {
    const planned = profiles.flatMap(({ tiers }) => tiers.find((tier) => tier.id === id)?.units ?? []);
    return planned.length === 0 ? { id, name } : { id, name, units: planned.reduce((sum, n) => sum + n, 0) };
  });
}

function baselineOf(profiles: Profiles): CountyProfile['baseline'] {
  const sum: CountyProfile['baseline'] = {};
  for (const { baseline } of profiles)
    for (const [measure, value] of Object.entries(baseline)) sum[measure] = (sum[measure] ?? 0) + value;
  return sum;
}

/** Days that all of its counties keep. */
function festivalsOf([first, ...others]: Profiles): CountyProfile['festivals'] {
  return first?.festivals?.filter(({ name }) =>
    others.every(({ festivals }) => festivals?.some((one) => one.name === name)),
  );
}

/** Four numbers of six digits leave no room for plans beside them. */
const localCells = (tiers: CountyProfile['tiers']): LocalCell[] => {
  const cells = tiers
    .filter(({ id }) => id === 'institute' || id === 'station')
    .map(({ id, name }): LocalCell => ({ label: name, path: `now.sites.${id}`, unit: '个' }));
  return [
    ...cells,
    { label: '队伍', path: 'now.teams', unit: '支' },
    { label: '志愿者', path: 'now.registeredVolunteers', unit: '人' },
  ];
};

/** The scenes that tell of many counties; villages and stars are a county's own. */
const areaScenes = defaultWall.scenes.map((scene) =>
  scene.id === overviewId ? scene : { ...scene, sides: scene.sides.filter((panel) => panel !== 'circle') },
);

function profileOf(code: string, first: CountyProfile, profiles: Profiles): CountyProfile {
  const name = areaName(code, profiles);
  const tiers = tiersOf(profiles);
  const steps = union(profiles.map(({ orderSteps }) => orderSteps));
  const { night, quietHours, restSeconds, alertSeconds } = first.wall;
  const festivals = festivalsOf(profiles);
  return {
    code,
    name,
    title: areaTitle(code, profiles),
    timezone: first.timezone,
    tiers,
    platforms: union(profiles.map(({ platforms }) => platforms)).map(({ id, name }) => ({ id, name })),
    categories: union(profiles.map(({ categories }) => categories)),
    orderSteps: orderStepIds.flatMap((id) => steps.filter((step) => step.id === id)),
    projectStages: union(profiles.map(({ projectStages }) => projectStages)),
    teamScheme: { label: '', kinds: union(profiles.map(({ teamScheme }) => teamScheme.kinds)) },
    sla: first.sla,
    limits: first.limits,
    stars: first.stars,
    baseline: baselineOf(profiles),
    areaWords: { all: wholeOf(name), towns: '区县' },
    areas: Object.assign({}, ...profiles.map(({ areas }) => areas).reverse()),
    local: { title: '阵地与队伍', cells: localCells(tiers) },
    ...(festivals && { festivals }),
    wall: {
      scenes: areaScenes.map((scene) =>
        scene.layer === 'circle' ? { ...scene, layer: 'activities' as const } : scene,
      ),
      visit: [],
      restSeconds,
      alertSeconds,
      ...(night && { night }),
      ...(quietHours && { quietHours }),
    },
    wallText: 'category',
    map: first.map,
  };
}

/** 淳安县 → 淳安, 景宁畲族自治县 → 景宁; a name of two characters stays. */
function bareName(name: string): string {
  // Without 族 itself among its characters: of a long name it would have to be tried where each of them ends.
  const autonomous = /^(.{2,3}?)(?:[\u4e00-\u65ce\u65d0-\u9fff]{1,3}族)+自治[县旗]$/.exec(name)?.[1];
  const bare = autonomous ?? name.replace(/(自治县|自治旗|县|区|市|旗)$/, '');
  return bare.length >= 2 ? bare : name;
}

/** A county as its area has it: at the seat, the first of its towns. */
function placeOf({ code, county: { profile, towns } }: Register, short: string): Town {
  const { lon, lat } = towns[0] ?? { lon: 0, lat: 0 };
  return { code, name: profile.name, short, kind: profile.name.slice(-1), lon, lat };
}

/** An area as a county whose towns are counties; its sites are theirs. Undefined where none of them lies in it. */
export function areaCounty(code: string, registers: readonly Register[]): County | undefined {
  const within = registers.filter((register) => register.code.startsWith(code));
  const [first] = within;
  if (!first) return undefined;
  const profiles = within.map(({ county }) => county.profile);
  const bare = profiles.map(({ name }) => bareName(name));
  const towns = within.map((register, n) => {
    const short = bare[n] ?? '';
    return placeOf(
      register,
      bare.indexOf(short) === bare.lastIndexOf(short) ? short : register.county.profile.name,
    );
  });
  return {
    profile: profileOf(code, first.county.profile, profiles),
    towns,
    villages: [],
    sites: [],
    teams: [],
  };
}
