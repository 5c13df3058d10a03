/** Registers that are changed in whatever way: a plan says what an import does, and no file ends a server. */
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { planChange, type Standing } from '../../server/county/plan-change.ts';
import { type CountyFile, readCounty } from '../../shared/county/read-county.ts';
import { rowsOf, tableNames, tables } from '../../shared/county/table-rows.ts';
import { csvLines } from '../../shared/wire/csv.ts';
import type { RegisterFile, RegisterPart } from '../../shared/wire/registers.ts';
import { smallCounty } from '../support/small-county.ts';
import { countyOf, filesOf, profileNames } from '../unit/shared/county/profiles.ts';

const partOf: Record<CountyFile, RegisterPart> = {
  'county.json': 'profile',
  'towns.csv': 'towns',
  'villages.csv': 'villages',
  'sites.csv': 'sites',
  'teams.csv': 'teams',
  'boundaries.geojson': 'boundaries',
};
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const filesOfFolder = (folder: Record<string, Uint8Array>): RegisterFile[] =>
  Object.entries(folder).flatMap(([name, bytes]) =>
    name in partOf ? [{ part: partOf[name as CountyFile], name, content: base64(bytes) }] : [],
  );
const small: Standing = { code: '330127', version: 1, county: smallCounty() };

describe.each(profileNames)('the registers of %s', (name) => {
  const folder = filesOf(name);
  const county = countyOf(name);
  const { code } = county.profile;

  test('are the same when they are read again from their own rows', () => {
    const texts = tableNames.flatMap((table) => {
      const { file, columns } = tables[table];
      const keys = Object.keys(columns);
      const rows = rowsOf(county, table).map((row) => keys.map((key) => row[key]));
      const bytes = new TextEncoder().encode(csvLines([keys, ...rows]));
      return rows.length === 0 && table === 'villages' ? [] : [[file, bytes] as const];
    });
    const again = readCounty({ ...folder, ...Object.fromEntries(texts) });
    expect(again.problems).toEqual([]);
    expect(again.county).toEqual(county);
  });

  test('planned from the files of a folder are those of its import, and planned again the same', async () => {
    const files = filesOfFolder(folder);
    const older = {
      ...county,
      teams: county.teams.slice(2),
      sites: county.sites.slice(0, -3).map((site) => ({ ...site, name: `旧${site.name}` })),
    };
    for (const standing of [
      { code, version: 0 },
      { code, version: 4, county: older },
    ])
      expect((await planChange(standing, { unnamed: 'remove', files })).county).toEqual(county);
    const { plan } = await planChange({ code, version: 5, county }, { unnamed: 'remove', files });
    expect(plan).toMatchObject({
      ok: true,
      rows: [],
      counts: { new: 0, changed: 0, closed: 0, removed: 0, refused: 0 },
    });
    expect(plan.counts.same).toBeGreaterThan(100);
  });
});

const cell = fc.oneof(
  fc.constantFrom('', 'A1', 'IA', 'C', '站', 'center', '甲镇', '330127001', '119.2', '=1+1', '__proto__'),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const header = fc.subarray([
  'code',
  '名称',
  '层级',
  'town',
  'parent',
  'lon',
  'lat',
  'status',
  'opened',
  'id',
  '人数',
]);
const sheet = fc.tuple(header, fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 8 }));
const part = fc.constantFrom<RegisterPart>('towns', 'villages', 'sites', 'teams', 'profile', 'boundaries');
const unnamed = fc.constantFrom<'keep' | 'remove'>('keep', 'remove');

/** Whatever comes, it is answered, and what is accepted once changes nothing when it comes again. */
async function holds(file: RegisterFile, how: 'keep' | 'remove'): Promise<void> {
  const change = { files: [file], unnamed: how };
  const { plan, county } = await planChange(small, change);
  expect(plan.ok).toBe(county !== undefined);
  if (!county) return expect(plan.counts.refused).toBeGreaterThan(0);
  const again = await planChange({ ...small, county }, change);
  expect(again.plan).toMatchObject({ ok: true, rows: [] });
}

test('a name like a formula leaves as a text and comes back as it was', async () => {
  const rows = [{ table: 'teams' as const, key: 'TA', values: { name: '=甲队' } }];
  const { county } = await planChange(small, { rows });
  if (!county) throw new Error('the name is refused');
  const exported = csvLines([['id', 'name'], ...county.teams.map(({ id, name }) => [id, name])]);
  expect(exported).toContain("'=甲队");
  const file: RegisterFile = { part: 'teams', name: 'teams.csv', content: base64(exported) };
  expect((await planChange({ ...small, county }, { files: [file] })).plan.rows).toEqual([]);
});

describe('a file that nobody has looked at', () => {
  test('is answered as CSV, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(part, sheet, unnamed, async (of, [names, rows], how) => {
        await holds({ part: of, name: 'x.csv', content: base64(csvLines([names, ...rows])) }, how);
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(part, fc.uint8Array({ maxLength: 300 }), unnamed, async (of, bytes, how) => {
        await holds({ part: of, name: 'x.csv', content: base64(bytes) }, how);
      }),
      { numRuns: 150 },
    );
  });

  test('is answered as a workbook, whole or damaged anywhere', async () => {
    const data = [
      ['code', 'name'],
      ['A1', '甲一站'],
    ].map((row) => row.map((value) => ({ value })));
    const whole = new Uint8Array(await writeExcelFile([{ sheet: 's', data }]).toBuffer());
    await holds({ part: 'sites', name: 'x.xlsx', content: base64(whole) }, 'keep');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(whole.length),
        async (changes, end) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) if (at > 3) bytes[at] = value;
          for (const content of [bytes, whole.subarray(0, end)])
            await holds({ part: 'sites', name: 'x.xlsx', content: base64(content) }, 'keep');
        },
      ),
      { numRuns: 120 },
    );
  });

  test('is refused where it would unpack to more than a register ever is, and says so honestly or not', async () => {
    for (const [told, why] of [
      [100 * 1024 * 1024, '太大'],
      [1000, '不是完整'],
    ] as const) {
      const content = base64(zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(100 * 1024 * 1024), told));
      const { plan } = await planChange(small, { files: [{ part: 'sites', name: 'b.xlsx', content }] });
      expect(plan.rows).toMatchObject([{ fate: 'refused', file: 'b.xlsx' }]);
      expect(plan.rows[0]?.problems[0]?.reason.zh).toContain(why);
    }
    const far = '<row r="1"><c r="XFD1048576"/></row>';
    const content = base64(zipOf('xl/worksheets/sheet1.xml', Buffer.from(far), far.length));
    const { plan } = await planChange(small, { files: [{ part: 'sites', name: 'f.xlsx', content }] });
    expect(plan.rows[0]?.problems[0]?.reason.zh).toContain('列');
  });
});

/** A ZIP file of one entry, which may say of itself what is not so. */
function zipOf(name: string, bytes: Buffer, told: number): Buffer {
  const packed = deflateRawSync(bytes);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(told, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(told, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
