import { describe, expect, it } from 'vitest';
import { readCounty } from '../../../../shared/county/read-county.ts';
import { bytesOf, type Folder, folder } from './folder.ts';

function problemsWith(file: keyof typeof folder, change: (text: string) => string) {
  const { county, problems } = readCounty(bytesOf({ ...folder, [file]: change(folder[file]) }));
  expect(county).toBeUndefined();
  return problems.map(({ file: name, line, column, reason }) => [name, line, column, reason.zh]);
}

const withProfile = (members: object) => (text: string) =>
  JSON.stringify({ ...JSON.parse(text), ...members }, null, 1);

describe('readCounty', () => {
  it('reads a folder with Chinese columns, names for codes and defaults left out', () => {
    const { county, problems } = readCounty(bytesOf(folder));
    expect(problems).toEqual([]);
    expect(county?.towns).toEqual([
      {
        code: '330127001',
        name: '神头街道',
        short: '神头街',
        kind: '街道',
        lon: 118.5,
        lat: 29.5,
        population: 12000,
      },
      { code: '330127100', name: '神头镇', short: '神头镇', kind: '镇', lon: 118.9, lat: 29.7 },
    ]);
    expect(
      county?.sites.map(({ tier, town, status, opened, hours, tags }) => [
        tier,
        town,
        status,
        opened,
        hours,
        tags,
      ]),
    ).toEqual([
      ['center', undefined, 'open', '2019-03-05', '08:30-11:30,14:00-17:00', ['示范', '五星']],
      ['institute', '330127100', 'open', undefined, undefined, []],
      ['station', '330127100', 'planned', undefined, undefined, []],
    ]);
    expect(county?.teams[1]).toEqual({ id: 'T2', name: '二队', kind: 'general', parent: 'T1' });
  });

  it('fills in the defaults of indicators', () => {
    const profile = readCounty(bytesOf(folder)).county?.profile;
    expect(profile).toMatchObject({
      timezone: 'Asia/Shanghai',
      sla: { responseHours: 24, completionDays: 7, urgentHours: 2 },
      limits: { maxShiftMinutes: 720, silentDays: 30, gapDays: 30, circleKm: 1, contactDays: 180 },
      stars: [6000, 18000, 36000, 60000, 90000],
      wallText: 'category',
      map: { use: 'public', coordinates: 'GCJ-02', pointCoordinates: 'GCJ-02' },
    });
  });

  it.each<[Folder, string, string]>([
    [{ sla: { responseHours: -1 } } as never, 'sla.responseHours', 'must be > 0'],
    [{ name: undefined } as never, 'name', 'is missing'],
    [{ wallText: 'all' } as never, 'wallText', 'must be one of category, title'],
    [{ tiers: [{ id: 'hall', name: '堂' }] } as never, 'tiers.0.id', 'must be one of center'],
    [
      { categories: [{ id: 'a', name: '甲', platform: 'x' }] } as never,
      'categories.0.platform',
      'is no platform',
    ],
    [{ stars: [60, 60] } as never, 'stars', 'must rise'],
    [{ baseline: { hours: 3 } } as never, 'baseline.hours', 'is no measure'],
    [{ timezone: 'Mars/Base' } as never, 'timezone', 'is no time zone'],
    [{ platforms: [{ id: '__proto__', name: '甲' }] } as never, 'platforms.0.id', 'must match'],
    [{ festivals: [{ name: '元旦' }] } as never, 'festivals.0', 'needs either'],
  ])('names the bad member of county.json: %j', (members, column, en) => {
    const files = { ...folder, 'county.json': withProfile(members)(folder['county.json']) };
    const { problems } = readCounty(bytesOf(files));
    expect(problems.map((problem) => problem.column)).toEqual([column]);
    expect(problems[0]?.reason.en).toContain(en);
  });

  it('finds the line of a bad member in a list', () => {
    const categories = ['a', 'b', 'c'].map((id) => ({
      id,
      name: id,
      platform: id === 'b' ? 'x' : 'culture',
    }));
    const text = withProfile({ categories })(folder['county.json']);
    const { problems } = readCounty(bytesOf({ ...folder, 'county.json': text }));
    expect(problems[0]?.column).toBe('categories.1.platform');
    expect(text.split('\n')[(problems[0]?.line ?? 0) - 1]).toContain('"platform": "x"');
  });

  it('finds the line of a fault in county.json', () => {
    const { problems } = readCounty(bytesOf({ ...folder, 'county.json': '{\n "code": "330127",\n oops\n}' }));
    expect(problems).toMatchObject([{ file: 'county.json', line: 3 }]);
  });

  it.each([
    ['330127100,神头镇', '330127001,神头镇', 3, '“330127001”与第 2 行重复', '编码'],
    [
      '330127100,神头镇',
      '3.30127E+11,神头镇',
      3,
      '“3.30127E+11”被表格软件改成了科学计数，请设为文本格式',
      '编码',
    ],
    ['330127100,神头镇', '330128100,神头镇', 3, '“330128100”应为以 330127 开头的 9 位数字', '编码'],
    ['118.5,29.5', '29.5,118.5', 2, '“29.5”应为 73 至 136 的数', '经度'],
    ['118.5,29.5', ',', 2, '不能为空', '经度'],
    ['"12,000"', '很多', 2, '“很多”应为不小于 0 的整数', '人口'],
  ])('reports a bad row of towns.csv: %s → %s', (from, to, line, zh, column) => {
    expect(problemsWith('towns.csv', (text) => text.replace(from, to))).toContainEqual([
      'towns.csv',
      line,
      column,
      zh,
    ]);
  });

  it('reports two towns of one short name', () => {
    const text = 'code,name,short,lon,lat\n330127001,甲镇,甲,118,29\n330127002,乙镇,甲,118,29\n';
    expect(problemsWith('towns.csv', () => text)[0]).toEqual(['towns.csv', 3, 'short', '“甲”与第 2 行重复']);
  });

  it.each([
    ['330127100-S,神', '所 1,神', 3, 'code', '“所 1”应为1–64 位字母、数字、点、横线或下划线'],
    ['institute,神头镇', 'hall,神头镇', 3, 'tier', '没有“hall”'],
    ['institute,神头镇', 'institute,乌有镇', 3, 'town', '没有“乌有镇”'],
    ['神头镇,330127-Z', '神头镇,330127-Y', 3, 'parent', '没有“330127-Y”'],
    ['神头镇,330127-Z', '神头镇,', 3, 'parent', '实践中心以外的阵地都要有上级'],
    ['神头镇,330127-Z', '神头镇,330127100201', 3, 'parent', '上级关系成环'],
    ['institute', 'center', 3, 'tier', '实践中心只能有一个'],
    ['实践中心,,', '实践所,,', 1, 'tier', '没有实践中心（center），应有一个'],
    ['筹建', '未知', 4, 'status', '没有“未知”'],
    ['2019年3月5日', '2019-02-29', 2, 'opened', '“2019-02-29”应为日期，如 2021-03-05'],
    ['8:30-11:30', '11:30-8:30', 2, 'hours', '“11:30-8:30,14:00-17:00”应为时间段，如 08:00-18:00'],
    ['330127100201,118.91', '330127100299,118.91', 4, 'village', '没有“330127100299”'],
    ['118.91,29.71', '118.91,', 4, 'lat', '有经度而没有纬度'],
  ])('reports a bad row of sites.csv: %s → %s', (from, to, line, column, zh) => {
    expect(problemsWith('sites.csv', (text) => text.replace(from, to))).toContainEqual([
      'sites.csv',
      line,
      column,
      zh,
    ]);
  });

  it.each([
    ['T2,二队', 'T1,二队', 'id', '“T1”与第 2 行重复'],
    ['general', 'other', 'kind', '没有“other”'],
    [',T1,', ',T9,', 'parent', '没有“T9”'],
    [',T1,,', ',T1,nowhere,', 'site', '没有“nowhere”'],
  ])('reports a bad row of teams.csv: %s → %s', (from, to, column, zh) => {
    expect(problemsWith('teams.csv', (text) => text.replace(from, to))).toContainEqual([
      'teams.csv',
      3,
      column,
      zh,
    ]);
  });

  it('names files that are missing', () => {
    const { 'teams.csv': _, ...rest } = bytesOf(folder);
    expect(readCounty(rest).problems).toMatchObject([{ file: 'teams.csv', reason: { zh: '缺少这个文件' } }]);
  });

  it('reports boundaries of unknown, repeated and missing towns', () => {
    const feature = (code: string) => ({
      type: 'Feature',
      properties: { code },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    });
    const codes = ['330127001', '330127001', '330127999'];
    const geojson = JSON.stringify({ type: 'FeatureCollection', features: codes.map(feature) });
    const { problems } = readCounty(bytesOf({ ...folder, 'boundaries.geojson': geojson }));
    expect(problems.map(({ reason }) => reason.zh)).toEqual([
      '“330127001”重复',
      '没有乡镇“330127999”',
      '缺少神头镇（330127100）',
    ]);
  });
});
