import { expect, test } from 'vitest';
import { type HeadState, periodLine, staleLine } from '../../../../web/panels/parts/head-line.ts';

const now: HeadState = {
  mode: 'live',
  freshness: 'live',
  asOf: Date.parse('2026-11-22T09:42:07Z'),
  tz: 'Asia/Shanghai',
};
const month = { period: '本月', unit: '场', endless: false };

test('a head says period, until when, and unit', () => {
  expect(periodLine(month, now)).toBe('本月 · 截至 17:42 · 场');
  expect(periodLine({ ...month, endless: true }, now)).toBe('本月 · 场');
  expect(periodLine(month, { ...now, asOf: undefined })).toBe('本月 · 场');
  expect(staleLine(now)).toBeUndefined();
});

test('what is not of this moment differs by shape and by words', () => {
  const states: HeadState[] = [
    { ...now, freshness: 'late' },
    { ...now, freshness: 'silent' },
    { ...now, mode: 'replay', freshness: 'late' },
    { ...now, mode: 'frozen', freshness: 'late' },
  ];
  const lines = states.map((state) => staleLine(state));
  expect(lines).toEqual([
    { mark: '◐', text: '数据延迟 · 数据截至 17:42:07' },
    { mark: '○', text: '无数据更新 · 数据截至 17:42:07' },
    { mark: '▷', text: '回放 · 截至 17:42' },
    { mark: '‖', text: '已定格 · 截至 17:42:07' },
  ]);
  for (const state of states) expect(periodLine(month, state)).toBe('本月 · 场');
});
