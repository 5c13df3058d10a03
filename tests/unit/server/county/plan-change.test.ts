/** What a change of the registers would do, row by row [contract §6]. */

import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { planChange, type Standing } from '../../../../server/county/plan-change.ts';
import type { County } from '../../../../shared/county/county.ts';
import type { RegisterChange, RegisterFile, RegisterPart } from '../../../../shared/wire/registers.ts';
import { smallCounty, townA } from '../../../support/small-county.ts';
import { encode } from '../../shared/county/encode.ts';

const code = '330127';
const small = smallCounty();
const standing: Standing = { code, version: 3, county: small };
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const file = (part: RegisterPart, content: Uint8Array | string, name = `${part}.csv`): RegisterFile => ({
  part,
  name,
  content: base64(content),
});
const planOf = async (change: RegisterChange, from: Standing = standing) =>
  (await planChange(from, change)).plan;
const countyAfter = async (change: RegisterChange): Promise<County> => {
  const { county, plan } = await planChange(standing, change);
  if (!county) throw new Error(JSON.stringify(plan.rows));
  return county;
};

describe('a plan', () => {
  test('tells new, changed and the same, with the line and what moves', async () => {
    const csv = `编码,名称,层级,所属乡镇,上级\nA1,甲一站,站,甲镇,IA\nA2,A2名,站,甲镇,IA\nA9,甲九站,站,甲镇,IA\n`;
    const plan = await planOf({ files: [file('sites', csv, '阵地.csv')] });
    expect(plan).toMatchObject({ code, version: 3, ok: true, more: 0 });
    expect(plan.counts).toMatchObject({ new: 1, changed: 1, closed: 0, removed: 0, refused: 0 });
    expect(plan.rows).toMatchObject([
      {
        ...{ part: 'sites', fate: 'changed', key: 'A1', file: '阵地.csv', line: 2 },
        members: [{ column: 'name', label: '名称', before: 'A1名', after: '甲一站' }],
      },
      { part: 'sites', fate: 'new', key: 'A9', line: 4, name: '甲九站' },
    ]);
  });

  test('leaves rows and columns alone that a file does not name, and takes a value away that it empties', async () => {
    const county = await countyAfter({ files: [file('sites', 'code,opened\nA2,\nPA,2026-03-05\n')] });
    expect(county.sites).toEqual(
      small.sites.map((site) => {
        const { opened: _, ...rest } = site;
        if (site.code === 'A2') return rest;
        return site.code === 'PA' ? { ...site, opened: '2026-03-05' } : site;
      }),
    );
  });

  test('refuses a row with the reason in both languages, by the name that its file has for the column', async () => {
    const csv =
      '编码,名称,层级,上级,经度(GCJ-02)\nA9,甲九站,驿站,IA,29.6\nA8,甲八站,站,NN,\nA8,又一个,站,IA,\n';
    const plan = await planOf({ files: [file('sites', csv)] });
    expect(plan).toMatchObject({ ok: false, planId: 'refused', counts: { refused: 3, new: 0 } });
    expect(
      plan.rows.map(({ key, line, problems }) => [key, line, problems.map(({ column }) => column)]),
    ).toEqual([
      ['A9', 2, ['层级', '经度(GCJ-02)', 'lat']],
      ['A8', 3, ['上级']],
      ['A8', 4, ['编码']],
    ]);
    expect(plan.rows[2]?.problems[0]?.reason).toEqual({
      zh: '“A8”与第 3 行重复',
      en: '"A8" repeats line 3',
    });
  });

  test('tells the sound rows beside those that are refused', async () => {
    const plan = await planOf({ files: [file('teams', 'id,name,members\nTA,甲队,12\nTB,乙队,许多\n')] });
    expect(plan.rows.map(({ key, fate }) => [key, fate])).toEqual([
      ['TB', 'refused'],
      ['TA', 'changed'],
    ]);
  });

  test('closes the sites that a whole table lacks, and lets teams go', async () => {
    const change: RegisterChange = {
      unnamed: 'remove',
      files: [
        file('sites', 'code,name,tier,town,parent\nC,中心,center,,\nIA,甲所,所,甲,C\nIB,乙所,所,乙,C\n'),
        file('teams', 'id,name,kind,site\nTA,甲队,x,IA\n'),
      ],
    };
    const plan = await planOf(change);
    expect(plan).toMatchObject({ ok: true, counts: { closed: 5, changed: 3, removed: 2, refused: 0 } });
    const county = await countyAfter(change);
    expect(county.sites).toHaveLength(small.sites.length);
    expect(county.sites.filter(({ status }) => status === 'closed')).toHaveLength(6);
    expect(county.teams.map(({ id }) => id)).toEqual(['TA']);
  });

  test('never deletes a site, and never gives a row another code', async () => {
    const plan = await planOf({
      rows: [
        { table: 'sites', key: 'A1', remove: true },
        { table: 'teams', key: 'TA', values: { id: 'TX' } },
        { table: 'teams', key: 'TZ', remove: true },
        { table: 'teams', key: 'TB', values: { colour: 'red' } },
      ],
    });
    expect(plan.rows.map(({ key, fate, problems }) => [key, fate, problems[0]?.column])).toEqual([
      ['A1', 'refused', 'status'],
      ['TA', 'refused', 'id'],
      ['TB', 'refused', 'colour'],
      ['TZ', 'refused', ''],
    ]);
  });

  test('takes single rows of forms, new ones and known ones', async () => {
    const rows: RegisterChange['rows'] = [
      { table: 'sites', key: 'A1', values: { status: 'closed' } },
      { table: 'sites', key: 'A9', values: { name: '新站', tier: 'station', town: townA, parent: 'IA' } },
      { table: 'teams', key: 'TC', remove: true },
    ];
    const plan = await planOf({ rows });
    expect(plan.counts).toMatchObject({ new: 1, closed: 1, removed: 1, refused: 0 });
    const county = await countyAfter({ rows });
    expect(county.sites.at(-1)).toMatchObject({ code: 'A9', town: townA, status: 'open' });
    expect(county.teams).toHaveLength(2);
  });

  test('names the row of the register that a change leaves without what it needs', async () => {
    const plan = await planOf({ rows: [{ table: 'towns', key: townA, remove: true }] });
    const refused = plan.rows.filter(({ fate }) => fate === 'refused');
    expect(refused.map(({ part, key }) => `${part} ${key}`)).toContain('sites IA');
    expect(refused.every(({ file: from, line }) => from === undefined && line === undefined)).toBe(true);
  });

  test('tells what moves in the profile by its path, and what is wrong with it', async () => {
    const profile = { ...small.profile, sla: { ...small.profile.sla, responseHours: 12 } };
    const plan = await planOf({ files: [file('profile', JSON.stringify(profile), 'county.json')] });
    expect(plan.rows).toMatchObject([
      {
        part: 'profile',
        fate: 'changed',
        members: [{ column: 'sla.responseHours', before: '24', after: '12' }],
      },
    ]);
    const other = await planOf({ files: [file('profile', JSON.stringify({ ...profile, code: '330128' }))] });
    expect(other).toMatchObject({ ok: false });
    expect(
      other.rows.some(({ part, problems }) => part === 'profile' && problems[0]?.column === 'code'),
    ).toBe(true);
    const broken = await planOf({ files: [file('profile', '{ "code": ', 'county.json')] });
    expect(broken.rows).toMatchObject([{ part: 'profile', fate: 'refused', file: 'county.json', line: 1 }]);
  });

  test('reads GB18030 and workbooks as it reads UTF-8', async () => {
    const csv = '编码,名称\nA1,甲一站\n';
    const data = [['编码', '名称'], [], ['A1', '甲一站']].map((row) => row.map((value) => ({ value })));
    const workbook = new Uint8Array(await writeExcelFile([{ sheet: '阵地', data }]).toBuffer());
    const plans = await Promise.all(
      [csv, encode(csv, 'gb18030'), workbook].map((content) => planOf({ files: [file('sites', content)] })),
    );
    for (const plan of plans) {
      expect(plan.planId).toBe(plans[0]?.planId);
      expect(plan.counts).toMatchObject({ changed: 1, refused: 0 });
    }
    expect(plans.map(({ rows }) => rows[0]?.line)).toEqual([2, 2, 3]);
  });

  test('makes a county of whole files where there is none', async () => {
    const nothing = { code, version: 0 };
    const files = [
      file('profile', JSON.stringify(small.profile)),
      file('towns', `code,name,lon,lat\n${townA},甲镇,119,29.6\n`),
      file('sites', 'code,name,tier\nC,中心,center\n'),
      file('teams', 'id,name\nT,队\n'),
    ];
    expect(await planOf({ files }, nothing)).toMatchObject({ ok: true, counts: { new: 4, refused: 0 } });
    const without = await planOf({ files: files.slice(0, 3) }, nothing);
    expect(without.rows[0]).toMatchObject({ part: 'teams', fate: 'refused' });
  });
});
