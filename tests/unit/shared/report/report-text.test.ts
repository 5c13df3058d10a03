import { describe, expect, it } from 'vitest';
import { columnFault } from '../../../../shared/county/report-settings.ts';
import { csvText, guarded } from '../../../../shared/report/csv-text.ts';
import { changeText, figureText } from '../../../../shared/report/figure-text.ts';
import { sheetOf, writtenCell } from '../../../../shared/report/sheets.ts';

describe('figures of a report', () => {
  it('read as on the wall: hours rounded down, rates in percent, nothing as a dash [M3]', () => {
    expect(figureText(1234567, 'count')).toBe('1,234,567');
    expect(figureText(119, 'hours')).toBe('1.9');
    expect(figureText(0.876, 'rate')).toBe('87.6%');
    expect(figureText(36.5, 'minutes')).toBe('36.5');
    expect(figureText(undefined, 'rate')).toBe('—');
  });

  it('say how they differ: by percent, a rate by points, of nearly nothing by the difference', () => {
    expect(changeText(120, 100, 'count')).toBe('增20%');
    expect(changeText(75, 100, 'count')).toBe('减25%');
    expect(changeText(100, 100, 'count')).toBe('持平');
    expect(changeText(100_001, 100_000, 'count')).toBe('基本持平');
    expect(changeText(5, 0, 'count')).toBe('增5');
    expect(changeText(47, 1, 'count')).toBe('增46');
    expect(changeText(0.875, 0.9, 'rate')).toBe('降2.5个百分点');
    expect(changeText(5, undefined, 'count')).toBe('—');
  });
});

describe('files of a report', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('give no formula away: %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    expect(writtenCell({ value: text })).toEqual({ value: text, type: String });
  });

  it('are CSV with its mark, quotes doubled, numbers bare', () => {
    expect(csvText([['镇', '一"二'], ['甲,乙', -3, undefined], ['=x\n']])).toBe(
      `\uFEFF镇,"一""二"\r\n"甲,乙",-3,\r\n"'=x\n"\r\n`,
    );
  });

  it('give spreadsheets numbers, not texts', () => {
    const sheet = sheetOf({
      name: '表',
      head: ['题'],
      columns: [{ label: '镇' }, { label: '时长', unit: '小时' }, { label: '率' }],
      rows: [['甲镇', { value: 119, kind: 'hours' }, { kind: 'rate' }]],
      notes: [],
    });
    expect(sheet.rows[1]?.map(({ value }) => value)).toEqual(['镇', '时长（小时）', '率']);
    expect(sheet.rows[2]?.map(writtenCell)).toEqual([
      { value: '甲镇', type: String },
      { value: 1.9, type: Number, align: 'right', format: '#,##0.0' },
      null,
    ]);
  });
});

describe('a column that a superior asks for', () => {
  it.each([
    [{ label: '活动', measure: 'activities' }, undefined],
    [{ label: '补录', measure: 'lateServiceMinutes' }, undefined],
    [{ label: '超时', path: 'now.ordersOverdue' }, undefined],
    [{ label: '无' }, '应有 measure 或 path 之一'],
    [{ label: '二', measure: 'activities', path: 'now.teams' }, '应有 measure 或 path 之一'],
    [{ label: '错', measure: 'money' }, '没有指标“money”'],
    [{ label: '错', path: 'feed.1.title' }, '“feed.1.title”不是看板上的数'],
  ])('is a measure or a number of the board: %j', (column, fault) => {
    expect(columnFault(column)?.zh).toBe(fault);
  });
});
