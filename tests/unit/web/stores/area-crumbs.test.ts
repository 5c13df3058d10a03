import { expect, test } from 'vitest';
import { areaCrumbs } from '../../../../web/stores/area-crumbs.ts';

const areas = { '33': '浙江省', '3301': '杭州市' };
const county = { code: '330127', name: '淳安县', areas, areaWords: { all: '全县', towns: '乡镇' } };
const city = { code: '3301', name: '杭州市', areas, areaWords: { all: '全市', towns: '区县' } };

test.each([
  ['area:33', county, ['浙江省', '杭州市', '淳安县']],
  ['area:3301', county, ['杭州市', '淳安县']],
  ['area:330127', county, ['全县']],
  ['area:330127100', county, ['全县']],
  ['site:330127-Z', county, ['全县']],
  ['', county, ['全县']],
  ['area:33', city, ['浙江省', '杭州市']],
  ['area:3301', city, ['全市']],
  // Led to another county than its own: nothing of what stands above that one is the page's.
  ['area:3302', county, ['全县']],
  ['area:33', { ...county, areas: { '33': '浙江省' } }, ['浙江省', '淳安县']],
])('from %s to %o leads %j', (home, place, names) => {
  const crumbs = areaCrumbs(place, home);
  expect(crumbs.map(({ name }) => name)).toEqual(names);
  expect(crumbs.at(-1)?.scope).toBe(`area:${place.code}`);
});
