import { describe, expect, test } from 'vitest';
import { areaCounty, areaName } from '../../../../shared/county/area.ts';
import { countyMap } from '../../../../shared/county/map.ts';
import type { CountyProfile } from '../../../../shared/county/profile.ts';
import { Register } from '../../../../shared/county/register.ts';
import { smallCounty, smallProfile } from '../../../support/small-county.ts';

const areas = { '33': '浙江省', '3301': '杭州市' };

const register = (code: string, name: string, profile: Partial<CountyProfile> = {}): Register =>
  new Register(smallCounty({ code, name, ...profile }));

const counties = [
  register('330106', '西湖区', {
    areas,
    tiers: [
      { id: 'center', name: '中心', units: 1 },
      { id: 'station', name: '站', units: 5 },
    ],
    platforms: [{ id: 'theory', name: '理论宣讲', brand: '西湖讲堂' }],
    orderSteps: [
      { id: 'placed', name: '居民点单' },
      { id: 'showcased', name: '晒单' },
    ],
    baseline: { activities: 10 },
    festivals: [
      { name: '国家公祭日', date: '12-13', solemn: true },
      { name: '茶节', date: '04-10' },
    ],
  }),
  register('330127', '淳安县', {
    platforms: [
      { id: 'culture', name: '文化' },
      { id: 'theory', name: '宣讲' },
    ],
    orderSteps: [
      { id: 'placed', name: '群众点单' },
      { id: 'rated', name: '评单' },
    ],
    baseline: { activities: 5, beneficiaries: 7 },
    festivals: [{ name: '国家公祭日', date: '12-13', solemn: true }],
  }),
  register('331127', '景宁畲族自治县'),
];

describe('an area above counties', () => {
  test('has its counties as towns, each at its seat and by its short name', () => {
    const { towns } = areaCounty('33', counties) ?? { towns: [] };
    expect(towns.map(({ code, name, short }) => [code, name, short])).toEqual([
      ['330106', '西湖区', '西湖'],
      ['330127', '淳安县', '淳安'],
      ['331127', '景宁畲族自治县', '景宁'],
    ]);
    expect(towns[0]).toMatchObject({ lon: 119, lat: 29.6 });
    expect(areaCounty('3301', counties)?.towns).toHaveLength(2);
    expect(areaCounty('44', counties)).toBeUndefined();
  });

  test('has what any of its counties has, in the words of the first', () => {
    const { profile } = areaCounty('3301', counties) ?? { profile: smallProfile };
    expect(profile).toMatchObject({
      code: '3301',
      name: '杭州市',
      title: '杭州市新时代文明实践驾驶舱',
      areaWords: { all: '全市', towns: '区县' },
      baseline: { activities: 15, beneficiaries: 7 },
    });
    // A brand is a county's own.
    expect(profile.platforms).toEqual([
      { id: 'theory', name: '理论宣讲' },
      { id: 'culture', name: '文化' },
    ]);
    expect(profile.orderSteps).toEqual([
      { id: 'placed', name: '居民点单' },
      { id: 'rated', name: '评单' },
      { id: 'showcased', name: '晒单' },
    ]);
    expect(profile.tiers.map(({ id, units }) => [id, units])).toEqual([
      ['center', 2],
      ['station', 10],
      ['branch', undefined],
      ['institute', 2],
      ['point', undefined],
    ]);
    expect(profile.festivals?.map(({ name }) => name)).toEqual(['国家公祭日']);
    expect(profile.wall.scenes.flatMap(({ sides, main }) => [...main, ...sides])).not.toContain('circle');
  });

  test('is named by its counties where no profile tells its name', () => {
    const profiles = counties.map(({ county }) => ({ ...county.profile, areas: {} }));
    expect(areaName('33', profiles)).toBe('西湖区、淳安县、景宁畲族自治县');
    expect(areaName('33', [...profiles, ...profiles])).toBe(
      '西湖区、淳安县、景宁畲族自治县等6个县（市、区）',
    );
  });

  test('keeps whole names where short ones would be the same', () => {
    const same = [register('330201', '东海区'), register('330202', '东海县')];
    expect(areaCounty('3302', same)?.towns.map(({ short }) => short)).toEqual(['东海区', '东海县']);
  });

  test('is drawn as a schematic of its counties', () => {
    const area = areaCounty('33', counties);
    const map = area && countyMap(area);
    expect(map).toMatchObject({ kind: 'schematic', notice: '布局示意 · 非行政区划图', sites: [] });
    expect(map?.towns.map(({ code }) => code)).toEqual(['330106', '330127', '331127']);
  });
});
