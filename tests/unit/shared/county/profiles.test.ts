import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { County } from '../../../../shared/county/county.ts';
import { readCounty } from '../../../../shared/county/read-county.ts';
import { overviewId } from '../../../../shared/county/wall-ids.ts';
import { encode } from './encode.ts';
import { countyOf, filesOf, type ProfileName, profileNames, readProfileFolder } from './profiles.ts';

const counties = Object.fromEntries(profileNames.map((name) => [name, countyOf(name)])) as Record<
  ProfileName,
  County
>;

function countBy<T>(rows: T[], key: (row: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1;
  return counts;
}

describe('the five profiles', () => {
  it.each(profileNames)('%s has no problem', (name) => {
    expect(readProfileFolder(name).problems).toEqual([]);
  });

  it.each<[ProfileName, number, Record<string, number>]>([
    ['chunan', 23, { center: 1, branch: 1, institute: 23, station: 361, point: 14 }],
    ['shuocheng', 14, { center: 1, institute: 14, station: 267, base: 33 }],
    ['hanbin', 28, { center: 1, institute: 27, station: 387, point: 506 }],
    ['zhuozhou', 14, { center: 1, branch: 5, institute: 14, station: 402, point: 45 }],
    ['jintan', 9, { center: 1, institute: 9, station: 123 }],
  ])('%s has the county’s own number of sites of each tier', (name, towns, tiers) => {
    const { profile, sites, towns: rows } = counties[name];
    expect(rows).toHaveLength(towns);
    expect(countBy(sites, ({ tier }) => tier)).toEqual(tiers);
    expect(Object.fromEntries(profile.tiers.map(({ id, units }) => [id, units]))).toEqual(tiers);
  });

  it('meets the counts that lie within a tier', () => {
    const tagged = (name: ProfileName, tag: string) =>
      counties[name].sites.filter(({ tags }) => tags.includes(tag)).length;
    expect([tagged('shuocheng', '特色基地'), tagged('shuocheng', '志愿服务基地')]).toEqual([12, 22]);
    expect([tagged('hanbin', '城市'), tagged('hanbin', '农村')]).toEqual([54, 333]);
    expect(tagged('zhuozhou', '学校')).toBe(45);
  });

  it('follows each county’s pattern of teams', () => {
    const kinds = (name: ProfileName) => countBy(counties[name].teams, ({ kind }) => kind);
    expect(kinds('chunan')).toMatchObject({ general: 1, alliance: 11, social: 5 });
    expect(counties.chunan.teams.length).toBeGreaterThan(1200);
    expect(kinds('shuocheng')).toMatchObject({ fixed: 11, town: 14 });
    expect(counties.hanbin.teams).toHaveLength(722);
    expect(kinds('zhuozhou')).toMatchObject({ standing: 8, provincial: 14, social: 11 });
    expect(kinds('jintan')).toEqual({ general: 1, standing: 8, special: 22 });
  });

  it('gives every site and every team to one county only', () => {
    const codes = profileNames.flatMap((name) => counties[name].sites.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
    for (const name of profileNames)
      for (const { code } of counties[name].sites)
        expect(code.startsWith(counties[name].profile.code)).toBe(true);
  });

  it.each(profileNames)('%s covers the categories of the simulated events', (name) => {
    const names = counties[name].profile.categories.map((category) => category.name);
    expect(names).toEqual(['文化', '教育', '体育', '卫生', '法治', '农业', '理论宣讲']);
    expect(counties[name].profile.platforms.map(({ id }) => id)).toEqual([
      'theory',
      'education',
      'culture',
      'science',
      'sports',
    ]);
  });

  it('closes the loop in four steps, in five where results are shown', () => {
    const steps = profileNames.map((name) => counties[name].profile.orderSteps.length);
    expect(steps).toEqual([4, 4, 4, 4, 5]);
  });

  it.each(profileNames)('%s leads its wall in its own words', (name) => {
    const { profile, sites, towns } = counties[name];
    const { scenes, visit, night } = profile.wall;
    const ids = scenes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe(overviewId);
    expect(ids).toContain('alerts');
    expect(new Set(scenes.map((scene) => scene.name)).size).toBe(scenes.length);
    expect(scenes.filter(({ main, sides }) => new Set([...main, ...sides]).size < 5)).toEqual([]);

    expect(visit.length).toBeGreaterThanOrEqual(5);
    expect(visit.length).toBeLessThanOrEqual(7);
    // What is wider, a digit taken as half a letter, does not fit on one line at the foot of a 16:9 wall.
    const widthOf = (text: string): number => text.length - (text.match(/\d/g)?.length ?? 0) / 2;
    const widths = visit.map(({ caption = '' }) => widthOf(caption));
    expect(widths.filter((width) => width === 0 || width > 31)).toEqual([]);
    const scopes = [...towns.map(({ code }) => `area:${code}`), ...sites.map(({ code }) => `site:${code}`)];
    for (const step of visit) {
      expect(ids).toContain(step.scene);
      if (step.scope !== undefined) expect(scopes).toContain(step.scope);
    }
    expect(night).toEqual({ from: '22:00', to: '06:00' });
    const solemn = (profile.festivals ?? []).filter((festival) => festival.solemn);
    expect(solemn.map((festival) => festival.name)).toEqual(['国家公祭日']);
  });

  it('puts what each county is known for next to the overview', () => {
    const second = profileNames.map((name) => counties[name].profile.wall.scenes[1]?.name);
    expect(second).toEqual(['云平台调度', '四单工作法', '15分钟实践圈', '项目全程', '五单闭环']);
  });

  it.each(profileNames)('%s says of itself only what its registers say too', (name) => {
    const { profile, sites, towns } = counties[name];
    const { station = 0, base = 0 } = countBy(sites, ({ tier }) => tier);
    const known = [towns.length, ...profile.tiers.map(({ units }) => units), station + base];
    const said = [...(profile.wall.visit[0]?.caption ?? '').matchAll(/\d+/g)].map(Number);
    expect(said.length).toBeGreaterThan(0);
    for (const number of said) expect(known).toContain(number);
  });

  it.each(profileNames)('%s reads the same after a spreadsheet program saved it as GB18030', (name) => {
    const saved = Object.entries(filesOf(name)).map(([file, bytes]) => {
      const text = new TextDecoder().decode(bytes).replaceAll('\n', '\r\n');
      return [file, encode(text, 'gb18030')];
    });
    expect(readCounty(Object.fromEntries(saved))).toEqual({ county: counties[name], problems: [] });
  });

  it('keeps seats to three decimals, which is no survey', () => {
    const root = join(import.meta.dirname, '../../../../mock/counties');
    for (const name of profileNames)
      for (const file of ['towns.csv', 'villages.csv', 'sites.csv'])
        expect(readFileSync(join(root, name, file), 'utf8')).not.toMatch(/\d\.\d{4}/);
  });
});
