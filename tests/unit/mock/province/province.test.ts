import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCountyFolder } from '../../../../mock/county-folder.ts';
import { countiesOf, provinceSites, writeCounties } from '../../../../mock/province/province.ts';
import type { County } from '../../../../shared/county/county.ts';

let folder: string;
let counties: County[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'province-'));
  counties = writeCounties('33', folder, 'mock/counties').map(readCountyFolder);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('a province has 90 counties and 40,000 sites, whose folders are without a fault', () => {
  expect(counties).toHaveLength(90);
  expect(counties.reduce((sum, { sites }) => sum + sites.length, 0)).toBe(provinceSites);
  const codes = counties.flatMap(({ sites }) => sites.map(({ code }) => code));
  expect(new Set(codes).size).toBe(provinceSites);
});

test('what is made up says so, and what is real is not made up', () => {
  for (const { profile, towns } of counties) {
    const made = profile.code !== '330127';
    expect(towns.every(({ name }) => name.endsWith('（演示）') === made)).toBe(true);
    expect(profile.areas).toMatchObject({ '33': '浙江省' });
  }
});

test('a city has the counties that begin with its code', () => {
  expect(countiesOf('3301').map(({ name }) => name)).toContain('淳安县');
  expect(countiesOf('3301')).toHaveLength(13);
});
