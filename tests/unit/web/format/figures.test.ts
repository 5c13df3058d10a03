import { describe, expect, test } from 'vitest';
import { formatFigure, kindOf } from '../../../../web/format/figures.ts';

describe('how figures read', () => {
  test('[M3] minutes are hours with one decimal, rounded down', () => {
    expect(formatFigure(119, 'hours')).toBe('1.9');
    expect(formatFigure(120, 'hours')).toBe('2.0');
    expect(formatFigure(125, 'hours')).toBe('2.0');
    expect(formatFigure(126, 'hours')).toBe('2.1');
    expect(formatFigure(186_317, 'hours')).toBe('3,105.2');
    expect(formatFigure(5, 'hours')).toBe('0');
  });

  test('counts have all their digits up to 9,999,999 and are 万 above', () => {
    expect(formatFigure(2_864_510, 'count')).toBe('2,864,510');
    expect(formatFigure(9_999_999, 'count')).toBe('9,999,999');
    expect(formatFigure(10_000_000, 'count')).toBe('1,000.0万');
    expect(formatFigure(12_345_678, 'count')).toBe('1,234.6万');
  });

  test('rates are percent with one decimal', () => {
    expect(formatFigure(0.9824, 'rate')).toBe('98.2%');
    expect(formatFigure(1, 'rate')).toBe('100.0%');
  });

  test('nothing is not the same as none', () => {
    expect(formatFigure(0, 'count')).toBe('0');
    expect(formatFigure(0, 'hours')).toBe('0');
    expect(formatFigure(undefined, 'count')).toBe('—');
    expect(formatFigure(undefined, 'rate')).toBe('—');
  });

  test('a path says what kind of figure it is', () => {
    expect(kindOf('totals.today.serviceMinutes')).toBe('hours');
    expect(kindOf('totals.today.autoServiceMinutes')).toBe('hours');
    expect(kindOf('orders.responseMinutesMedian')).toBe('hours');
    expect(kindOf('orders.onTimeRate')).toBe('rate');
    expect(kindOf('orders.satisfaction')).toBe('rate');
    expect(kindOf('children.330127100.activities')).toBe('count');
  });
});
