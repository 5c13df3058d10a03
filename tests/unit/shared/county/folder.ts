/** A small county of two towns for tests, as the texts of its files. */
export const folder = {
  'county.json': JSON.stringify(
    {
      code: '330127',
      name: '样县',
      title: '样县新时代文明实践驾驶舱',
      tiers: [
        { id: 'center', name: '实践中心', units: 1 },
        { id: 'institute', name: '实践所' },
        { id: 'station', name: '实践站' },
      ],
      platforms: [{ id: 'culture', name: '文化服务' }],
      categories: [{ id: 'culture', name: '文化', platform: 'culture' }],
      orderSteps: [{ id: 'placed', name: '群众点单' }],
      teamScheme: { label: '1+N', kinds: [{ id: 'general', name: '总队' }] },
    },
    null,
    1,
  ),
  'towns.csv':
    '编码,名称,类型,经度,纬度,人口\n330127001,神头街道,街道,118.5,29.5,"12,000"\n330127100,神头镇,镇,118.9,29.7,\n',
  'villages.csv': 'code,name,town,lon,lat\n330127100201,东村村委会,330127100,118.91,29.71\n',
  'sites.csv': [
    'code,name,tier,town,parent,village,lon,lat,status,opened,hours,tags',
    '330127-Z,样县实践中心,实践中心,,,,,,open,2019年3月5日,"8:30-11:30,14:00-17:00",示范;五星',
    '330127100-S,神头镇实践所,institute,神头镇,330127-Z,,,,,,,',
    '330127100201,东村实践站,station,330127100,330127100-S,330127100201,118.91,29.71,筹建,,,',
  ].join('\n'),
  'teams.csv':
    'id,name,kind,field,parent,site,members\nT1,总队,总队,综合,,330127-Z,30\nT2,二队,general,,T1,,\n',
};

export type Folder = Record<string, string>;

/** The files as bytes, in UTF-8. */
export function bytesOf(files: Folder): Record<string, Uint8Array> {
  const encoder = new TextEncoder();
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, encoder.encode(text)]));
}
