import { describe, expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import type { EvidenceAnswer } from '../../../../shared/wire/http.ts';
import { alertLines } from '../../../../web/panels/alerts/alert-lines.ts';
import { coverageGrid } from '../../../../web/panels/coverage/coverage-grid.ts';
import { summaryOf, sumOf } from '../../../../web/panels/drawer/evidence-sum.ts';
import { feedRows } from '../../../../web/panels/feed/feed-rows.ts';
import { rankedRows } from '../../../../web/panels/ranking/ranked-rows.ts';
import { measures, trendSeries } from '../../../../web/panels/trend/trend-series.ts';

const part = <T>(value: unknown): T => value as T;

describe('the ranking', () => {
  const children = part<Board['children']>({
    '10': { activities: 3 },
    '2': { activities: 7 },
    '30': { activities: 7 },
    '4': { activities: 0 },
  });

  test('goes by value, then by the profile’s order and not by the order of keys', () => {
    const rows = rankedRows(children, ['30', '10', '2', '4'], 'activities');
    expect(rows.map((row) => row.code)).toEqual(['30', '2', '10', '4']);
  });

  test('equal values share a rank, and nothing has none', () => {
    const rows = rankedRows(children, ['30', '10', '2', '4'], 'activities');
    expect(rows.map((row) => row.rank)).toEqual([1, 1, 3, undefined]);
  });

  test('a quiet month is in the profile’s order without ranks', () => {
    const rows = rankedRows({}, ['30', '10'], 'activities');
    expect(rows).toEqual([
      { code: '30', value: 0, rank: undefined },
      { code: '10', value: 0, rank: undefined },
    ]);
  });
});

describe('the feed', () => {
  const at = '2026-11-22T09:00:00.000Z';
  const later = '2026-11-22T09:00:01.000Z';

  test('is newest first, equal times by seq as a number', () => {
    const feed = part<Board['feed']>({ '9': { at }, '10': { at }, '8': { at: later } });
    expect(feedRows(feed).map((row) => row.key)).toEqual(['8', '10', '9']);
  });

  test('knows keys of areas above a county', () => {
    const feed = part<Board['feed']>({ '330127-9': { at }, '330127-10': { at } });
    expect(feedRows(feed).map((row) => row.key)).toEqual(['330127-10', '330127-9']);
  });
});

test('alerts stand by severity, then the oldest first', () => {
  const alerts = part<Board['alerts']>({
    a: { severity: 'info', since: '2026-11-01T00:00:00.000Z' },
    b: { severity: 'urgent', since: '2026-11-20T00:00:00.000Z' },
    c: { severity: 'urgent', since: '2026-11-19T00:00:00.000Z' },
    d: { severity: 'warning', since: '2026-11-19T00:00:00.000Z' },
  });
  expect(alertLines(alerts).map((line) => line.id)).toEqual(['c', 'b', 'd', 'a']);
});

describe('[R9] the coverage', () => {
  const cells = { '20': { p: 0, q: 5 }, '10': { p: 1, q: 9 }, C: { p: 0, q: 0 } };
  const board = (alerts: unknown): Board => part<Board>({ coverage: { platforms: cells }, alerts });

  test('has towns in the profile’s order, then what has no town', () => {
    const grid = coverageGrid(board({}), ['20', '10', 'C'], ['p', 'q']);
    expect(grid.columns).toEqual(['20', '10', 'C']);
    expect(grid.gaps).toBe(3);
  });

  test('is hollow at 0 and blue by thirds of the cells above', () => {
    const grid = coverageGrid(board({}), ['20', '10', 'C'], ['p', 'q']);
    expect(grid.level('20', 'p')).toBe('none');
    expect(grid.level('10', 'p')).toBe('low');
    expect(grid.level('20', 'q')).toBe('middle');
    expect(grid.level('10', 'q')).toBe('high');
  });

  test('[A7] is a problem only where the alert is open', () => {
    const alerts = { x: { rule: 'platform-gap', scope: 'area:20', count: 1 } };
    const grid = coverageGrid(board(alerts), ['20', '10', 'C'], ['p', 'q']);
    expect(grid.level('20', 'p')).toBe('gap');
    expect(grid.level('C', 'p')).toBe('none');
  });
});

describe('the evidence', () => {
  const items = [
    { kind: 'activity', id: '1', title: '', amount: 2, seqs: [] },
    { kind: 'activity', id: '2', title: '', amount: 3, seqs: [] },
  ];
  const answer: EvidenceAnswer = {
    definition: { zh: '', en: '', rules: [] },
    ...{ value: 5, seq: 1, asOf: '', items, cursor: null },
  };

  test('of a count sums to it', () => {
    expect(sumOf(items, false)).toEqual({ form: 'sum', value: 5 });
    expect(summaryOf(answer, 'count', false)).toBe('已列 2 条，合计 5，与数值一致 ✓');
    expect(summaryOf({ ...answer, cursor: 'x' }, 'count', false)).toBe('已列 2 条，合计 5');
  });

  test('of a rate has it as its mean', () => {
    const parts = [1, 1, 0, 1].map((part, i) => ({
      ...{ kind: 'order', id: `${i}`, title: '', seqs: [] },
      part: part as 0 | 1,
    }));
    expect(sumOf(parts, false)).toEqual({ form: 'mean', value: 0.75 });
  });

  test('of a median is its samples', () => {
    expect(sumOf(items, true)).toEqual({ form: 'samples', value: 2 });
  });
});

test('the trend takes its days by the calendar and gives minutes as hours', () => {
  const trend = part<Board['trend']>({
    '2026-11-22': { serviceMinutes: 125 },
    '2026-11-08': { serviceMinutes: 60 },
  });
  const series = trendSeries(trend, '2026-11-22', measures[1] ?? measures[0]);
  expect(series.days[0]).toBe('2026-11-09');
  expect(series.current[13]).toBe(2);
  expect(series.before[13]).toBe(1);
  expect(series.current[0]).toBe(0);
});
