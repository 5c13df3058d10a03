import { describe, expect, test } from 'vitest';
import type { RegisterPlan, RegisterTable } from '../../../../../../shared/wire/registers.ts';
import {
  checkPosition,
  positionPlane,
} from '../../../../../../web/views/desk/admin/registers/position-check.ts';
import {
  fieldFault,
  fieldText,
  parseProfile,
  profileGroups,
  withField,
} from '../../../../../../web/views/desk/admin/registers/profile-form.ts';
import {
  cellText,
  guessPart,
  valueText,
} from '../../../../../../web/views/desk/admin/registers/register-words.ts';
import {
  fieldProblems,
  missingFields,
  rowChange,
} from '../../../../../../web/views/desk/admin/registers/row-form.ts';
import { smallProfile } from '../../../../../support/small-county.ts';

const towns = [
  { code: '330127001', name: '甲镇', short: '甲', kind: '镇', lon: 119, lat: 29.6 },
  { code: '330127002', name: '乙镇', short: '乙', kind: '镇', lon: 119.3, lat: 29.6 },
];

describe('a position among the towns', () => {
  test('is measured from the seat of its own town', () => {
    const checked = checkPosition(towns, '330127001', '119.05', '29.6');
    expect(checked?.town.name).toBe('甲镇');
    expect(checked?.km).toBeCloseTo(4.8, 1);
    expect(checked?.doubt).toBeUndefined();
  });

  test.each([
    ['nearer to another town', '330127001', '119.28', '29.6', /离乙镇只有/],
    ['far from all of them', '330127001', '121', '31', /可能不在本县/],
    ['with longitude and latitude exchanged', '330127001', '29.6', '119', /填反/],
  ])('is doubted where it is %s', (_what, town, lon, lat, doubt) => {
    expect(checkPosition(towns, town, lon, lat)?.doubt).toMatch(doubt);
  });

  test('is nowhere while there are no numbers', () => {
    expect(checkPosition(towns, '330127001', '', '29.6')).toBeUndefined();
    expect(checkPosition(towns, '330127001', '东', '29.6')).toBeUndefined();
    expect(checkPosition([], '', '119', '29.6')).toBeUndefined();
  });

  test('lies within the picture with all towns, however far off it is', () => {
    for (const point of [
      { lon: 119.1, lat: 29.6 },
      { lon: 29.6, lat: 119 },
    ]) {
      const { height, place } = positionPlane(towns, point, 420);
      for (const { x, y } of [...towns, point].map(place)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(420);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(height);
      }
    }
  });
});

describe('the profile in a form', () => {
  const fields = profileGroups.flatMap((group) => group.fields);
  const field = (path: string) => {
    const found = fields.find((one) => one.path === path);
    if (!found) throw new Error(path);
    return found;
  };
  const profile = { ...smallProfile } as Record<string, unknown>;

  test('writes what it reads, and nothing else', () => {
    for (const one of fields) {
      const text = fieldText(profile, one);
      expect(fieldFault(one, text), one.path).toBeUndefined();
      expect(withField(profile, one, text)).toEqual(profile);
    }
  });

  test('changes one member and keeps its neighbours', () => {
    const next = withField(profile, field('sla.responseHours'), ' 12 ');
    expect(next.sla).toEqual({ ...smallProfile.sla, responseHours: 12 });
    expect(withField(profile, field('stars'), '60，120 180').stars).toEqual([60, 120, 180]);
  });

  test('leaves out what is emptied, and hours without either end', () => {
    const quiet = withField(
      withField(profile, field('wall.quietHours.from'), '21:00'),
      field('wall.quietHours.to'),
      '07:00',
    );
    expect(quiet.wall).toMatchObject({ quietHours: { from: '21:00', to: '07:00' } });
    const loud = withField(
      withField(quiet, field('wall.quietHours.from'), ''),
      field('wall.quietHours.to'),
      '',
    );
    expect(loud).toEqual(profile);
  });

  test.each([
    ['limits.silentDays', '三十', '应为数字'],
    ['limits.silentDays', '', '请填写'],
    ['stars', '60 abc', '应为几个数字，用空格分开'],
  ])('says of %s “%s”: %s', (path, text, fault) => {
    expect(fieldFault(field(path), text)).toBe(fault);
  });

  test('tells the line of a text that is no JSON', () => {
    expect(parseProfile('{"a": 1}')).toEqual({ profile: { a: 1 } });
    expect(parseProfile('[1]')).toHaveProperty('fault');
    expect(parseProfile('{\n  "a": 1\n  "b": 2\n}')).toEqual({ fault: expect.stringContaining('第 3 行') });
  });
});

describe('a row in a form', () => {
  const table: RegisterTable = {
    ...{ version: 3, table: 'sites', key: 'code', rows: [] },
    columns: [
      { key: 'code', label: '编码', required: true },
      { key: 'name', label: '名称', required: true },
      { key: 'status', label: '状态', required: false, choices: [{ value: 'open', label: '开放' }] },
      { key: 'parent', label: '上级', required: false },
    ],
  };

  test('sends of a known row what was changed alone', () => {
    const before = { code: 'A1', name: '甲站', status: 'open' };
    const typed = { code: 'A1', name: ' 甲新站 ', status: 'open', parent: '' };
    expect(rowChange(table, before, typed)).toEqual({
      table: 'sites',
      key: 'A1',
      values: { name: '甲新站' },
    });
    expect(rowChange(table, {}, { code: 'B', name: '乙' })).toEqual({
      ...{ table: 'sites', key: 'B', values: { code: 'B', name: '乙' } },
    });
  });

  test('tells what is missing', () => {
    expect(missingFields(table, { code: 'A1', name: ' ' })).toEqual({ name: '请填名称' });
  });

  test('shows at its fields what the server refuses, and leaves the rest to the report', () => {
    const plan = (...columns: string[]): RegisterPlan => ({
      ...{ code: '330127', version: 3, planId: 'p', ok: false, more: 0 },
      counts: { new: 0, changed: 0, same: 0, closed: 0, removed: 0, refused: 1 },
      rows: [
        {
          ...{ part: 'sites', fate: 'refused', key: 'A1', members: [] },
          problems: columns.map((column) => ({ column, reason: { zh: '不对', en: 'wrong' } })),
        },
      ],
    });
    expect(fieldProblems(table, plan('name', 'parent'))).toEqual({ name: '不对', parent: '不对' });
    expect(fieldProblems(table, plan('name', ''))).toEqual({});
  });

  test('is read with the words of choices and the names behind codes', () => {
    const [, , status, parent] = table.columns;
    const nameOf = (code: string): string => `${code}名`;
    if (!status || !parent) throw new Error('no columns');
    expect(cellText(status, { status: 'open' }, nameOf)).toBe('开放');
    expect(cellText(parent, { parent: 'C' }, nameOf)).toBe('C名');
    expect(cellText(parent, {}, nameOf)).toBe('—');
  });
});

test.each([
  ['sites', 'tier', 'point', '实践点'],
  ['sites', 'status', 'closed', '关闭'],
  ['sites', 'parent', 'C', 'C名'],
  ['teams', 'parent', 'Z', 'Z'],
  ['teams', 'kind', 'social', '社会组织'],
  ['towns', 'kind', '镇', '镇'],
  ['villages', 'town', '330127001', '330127001名'],
  ['sites', 'name', 'open', 'open'],
] as const)('a planned value of %s.%s “%s” is called %s', (part, column, value, text) => {
  const names = {
    tier: (id: string) => (id === 'point' ? '实践点' : undefined),
    kind: (id: string) => (id === 'social' ? '社会组织' : undefined),
    place: (code: string) => `${code}名`,
  };
  expect(valueText({ part, column }, value, names)).toBe(text);
});

test.each([
  ['淳安站点2026.xlsx', 'sites'],
  ['teams.csv', 'teams'],
  ['各乡镇.csv', 'towns'],
  ['村社名单.csv', 'villages'],
  ['county.json', 'profile'],
  ['boundaries.geojson', 'boundaries'],
  ['新建 工作表.xlsx', 'sites'],
])('a file called %s is likely %s', (name, part) => {
  expect(guessPart(name)).toBe(part);
});
