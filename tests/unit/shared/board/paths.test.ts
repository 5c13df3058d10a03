import { describe, expect, it } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import { boardDays } from '../../../../shared/board/board-days.ts';
import { figureAt, locatePath } from '../../../../shared/board/paths.ts';
import type { FigureContext } from '../../../../shared/board/paths-figure.ts';
import { spanOf } from '../../../../shared/board/paths-period.ts';
import { Register } from '../../../../shared/county/register.ts';
import { county } from '../../server/query/counties.ts';

/** Only the members that a test walks along. */
const board = {
  day: '2026-11-18',
  title: '县',
  totals: { month: { activities: 3 } },
  orders: { month: { placed: 1 } },
  teams: { 'a.b c': { activities: 1 }, 'a.b': { activities: 2 }, a: { activities: 3 }, 'a.activities': {} },
  coverage: { platforms: { 'a.center': { theory: 4 }, a: { culture: 5 } } },
  feed: { '12': { title: '文化类点单', score: 4, site: 'a.s1', at: '2026-11-18T00:00:00.000Z' } },
} as unknown as Board;

const context: FigureContext = {
  board,
  days: boardDays('2026-11-18'),
  parts: [{ register: new Register(county('330127', 'a')) }],
  aboveCounty: false,
};

describe('a path', () => {
  it.each([
    ['totals.month.activities', ['totals', 'month', 'activities'], 3],
    ['teams.a.b c.activities', ['teams', 'a.b c', 'activities'], 1],
    ['teams.a.b.activities', ['teams', 'a.b', 'activities'], 2],
    ['teams.a.activities', ['teams', 'a', 'activities'], 3],
    ['coverage.platforms.a.center.theory', ['coverage', 'platforms', 'a.center', 'theory'], 4],
    ['coverage.platforms.a.culture', ['coverage', 'platforms', 'a', 'culture'], 5],
  ])('%s is read along the board, whatever dots its keys hold', (path, segments, value) => {
    expect(locatePath(board, path)).toEqual({ is: 'number', segments, value });
  });

  it('of a rate that the board leaves out still is a number', () => {
    expect(locatePath(board, 'orders.responseRate')).toEqual({
      is: 'number',
      segments: ['orders', 'responseRate'],
    });
    expect(locatePath(board, 'coverage.circle.covered').is).toBe('number');
  });

  it('that leads to no number is told from one that leads nowhere', () => {
    for (const path of ['title', 'totals', 'totals.month', 'feed.12.title'])
      expect([path, locatePath(board, path)]).toEqual([path, { is: 'other' }]);
    for (const path of [
      '',
      '.',
      'totals.',
      'totals.month.activities.',
      'totals..month',
      'toString',
      'orders.nothing',
    ])
      expect([path, locatePath(board, path)]).toEqual([path, { is: 'unknown' }]);
  });
});

describe('[T2] a period', () => {
  it.each([
    ['today', { from: '2026-11-18', to: '2026-11-18' }],
    ['yesterday', { from: '2026-11-17', to: '2026-11-17' }],
    ['week', { from: '2026-11-16', to: '2026-11-22' }],
    ['month', { from: '2026-11-01', to: '2026-11-31' }],
    ['lastMonth', { from: '2026-10-01', to: '2026-10-31' }],
    ['year', { from: '2026-01-01', to: '2026-12-31' }],
    ['all', 'all'],
  ] as const)('%s holds its days', (name, span) => {
    expect(spanOf(name, '2026-11-18')).toEqual(span);
  });
});

describe('a figure', () => {
  it('says what, when and how, with its rules', () => {
    const { definition } = figureAt(context, ['totals', 'month', 'activities']) ?? {};
    expect(definition?.zh).toMatch(/^活动场次（本月）：已开始的活动/);
    expect(definition?.en).toMatch(/^activities \(this month\): Activities that were started/);
    expect(definition?.rules).toEqual(['M1', 'T2']);
  });

  it('[T2] of all time begins with the baseline of the county, that of a town has none', () => {
    const [first, second] = figureAt(context, ['totals', 'all', 'beneficiaries'])?.sources ?? [];
    expect(first).toMatchObject({ from: 'items', items: [{ kind: 'baseline', amount: 5000 }] });
    expect(second).toMatchObject({ from: 'contributions', filter: { span: 'all' } });
    const [register] = context.parts.map((part) => part.register);
    const town = { ...context, parts: register ? [{ register, town: '330127100' }] : [] };
    expect(figureAt(town, ['totals', 'all', 'beneficiaries'])?.sources).toHaveLength(1);
  });

  it('[P2] of distinct volunteers is a list of members', () => {
    expect(figureAt(context, ['totals', 'week', 'activeVolunteers'])?.sources).toEqual([
      {
        from: 'members',
        county: '330127',
        filter: { measure: 'activeVolunteers', span: { from: '2026-11-16', to: '2026-11-22' } },
      },
    ]);
  });

  it('[P1] of a child is of the town, or of the site where it is none', () => {
    expect(figureAt(context, ['children', '330127100', 'onDuty'])?.sources).toMatchObject([
      { filter: { town: '330127100', span: 'now' } },
    ]);
    expect(figureAt(context, ['children', 'a.center', 'activities'])?.sources).toMatchObject([
      { filter: { site: 'a.center', span: { from: '2026-11-01' } } },
    ]);
  });

  it('of a rate shows parts', () => {
    expect(figureAt(context, ['orders', 'onTimeRate'])?.sources).toMatchObject([
      { shows: 'part', filter: { span: { month: '2026-11' } } },
    ]);
  });
});
