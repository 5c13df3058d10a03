import { describe, expect, test } from 'vitest';
import { nameOf, periodOf, unitOf } from '../../../../web/format/path-words.ts';
import { absenceReason, chineseNumber, chipOf, ruleWord, siteLabel } from '../../../../web/format/words.ts';

describe('words of the screen', () => {
  test('a rule of silence counts the profile’s days', () => {
    expect(ruleWord('site-silent', 90)).toBe('90天未开展活动');
    expect(ruleWord('order-overdue', 90)).toBe('超时未办结');
  });

  test('wishes have words of their own', () => {
    expect(chipOf('order.completed', 'service').word).toBe('办结');
    expect(chipOf('order.completed', 'wish').word).toBe('圆梦');
    expect(chipOf('something.new', undefined).word).toBe('动态');
  });

  test('sites are named by what sets them apart', () => {
    expect(siteLabel('坑下村文明实践站')).toBe('坑下村');
    expect(siteLabel('杭州分中心')).toBe('杭州');
    expect(siteLabel('文明实践站')).toBe('文明实践站');
  });

  test('numbers name loops and platforms', () => {
    expect([4, 5, 12].map(chineseNumber)).toEqual(['四', '五', '12']);
  });

  test('an absent rate says why', () => {
    expect(absenceReason('orders.satisfaction')).toBe('本月暂无评价');
  });
});

describe('a path in words', () => {
  const day = '2026-11-22';

  test('has its period', () => {
    expect(periodOf('totals.month.activities', day, 90)).toBe('本月');
    expect(periodOf('totals.yesterday.activities', day, 90)).toBe('昨日全天');
    expect(periodOf('children.330127100.activities', day, 90)).toBe('本月');
    expect(periodOf('children.330127100.ordersOpen', day, 90)).toBe('现在');
    expect(periodOf('coverage.platforms.330127100.theory', day, 90)).toBe('近30天');
    expect(periodOf('coverage.activeSites.station', day, 90)).toBe('近90天');
    expect(periodOf('trend.2026-11-22.activities', day, 90)).toBe('今日');
    expect(periodOf('trend.2026-11-20.activities', day, 90)).toBe('2026-11-20');
  });

  test('has its name and its unit', () => {
    const names = (key: string): string | undefined => ({ theory: '理论宣讲' })[key];
    expect(nameOf('platforms.theory.activities', names)).toBe('理论宣讲 · 活动场次');
    expect(nameOf('now.teams', names)).toBe('志愿服务队伍');
    expect(unitOf('totals.today.serviceMinutes')).toBe('小时');
    expect(unitOf('orders.month.placed')).toBe('单');
    expect(unitOf('orders.onTimeRate')).toBe('');
  });
});
