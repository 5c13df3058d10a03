import { describe, expect, test } from 'vitest';
import { activityTitle, boardTitle, orderTitle } from '../../../../shared/board/board-text.ts';
import { Register } from '../../../../shared/county/register.ts';
import type { ServiceOrder } from '../../../../shared/domain/service-order.ts';
import { smallRegister } from '../../../support/figures.ts';
import { sampleOrder } from '../../../support/sample-order.ts';
import { smallCounty } from '../../../support/small-county.ts';

const order = (more: Partial<ServiceOrder> = {}): ServiceOrder =>
  sampleOrder({ title: '请打13812345678', ...more });

describe('titles on a board', () => {
  test('runs of 7 or more digits are masked, shorter ones stay', () => {
    expect(boardTitle('电话13812345678，2026年第123456场')).toBe('电话***，2026年第123456场');
    expect(boardTitle('1234567')).toBe('***');
    expect(boardTitle('１３８１２３４５６７８')).toBe('***');
  });

  test('are cut after 120 characters, never in the middle of one', () => {
    expect(Array.from(boardTitle('\u{1F600}'.repeat(10_000)))).toHaveLength(121);
    expect(boardTitle('戏'.repeat(120))).toBe('戏'.repeat(120));
    expect(boardTitle('戏'.repeat(121))).toBe(`${'戏'.repeat(120)}…`);
  });

  test('a number is masked although the cut goes through it', () => {
    expect(boardTitle(`${'戏'.repeat(116)}13812345678`)).not.toMatch(/\d/);
  });

  test('an activity without a title has that of its category', () => {
    const activity = { kind: 'activity', id: 'a', site: 'A1' } as const;
    expect(activityTitle({ ...activity, category: 'opera' }, smallRegister)).toBe('戏曲类活动');
    expect(activityTitle(activity, smallRegister)).toBe('其他类活动');
    expect(activityTitle({ ...activity, title: ' ' }, smallRegister)).toBe('其他类活动');
  });

  test('what residents write stays on the server: category and town', () => {
    expect(orderTitle(order(), smallRegister)).toBe('戏曲类点单 · 甲镇');
    expect(orderTitle(order({ orderKind: 'wish', category: 'x' }), smallRegister)).toBe('其他微心愿 · 甲镇');
    const { town: _, ...county } = order();
    expect(orderTitle(county, smallRegister)).toBe('戏曲类点单 · 小县');
  });

  test('a profile may show them, masked', () => {
    const open = new Register(smallCounty({ wallText: 'title' }));
    expect(orderTitle(order(), open)).toBe('请打***');
    expect(orderTitle(order({ title: '' }), open)).toBe('戏曲类点单 · 甲镇');
  });
});
