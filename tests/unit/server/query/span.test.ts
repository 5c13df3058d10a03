import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordersPlacedIn } from '../../../../server/query/order-cohort.ts';
import { Registers } from '../../../../server/query/registers.ts';
import { periodMeasures } from '../../../../shared/board/board.ts';
import { addDays, monthOf } from '../../../../shared/domain/time.ts';
import { spanOfKind } from '../../../../shared/report/report-span.ts';
import { spanPath } from '../../../../shared/report/span-path.ts';
import { boards, openToldStore, type TestStore } from './store.ts';

let told: TestStore;
beforeAll(async () => {
  told = await openToldStore();
});
afterAll(() => told.close());

const scopes = ['area:330127', 'area:33', 'area:330127100', 'site:a.s1'];

async function boardOf(scope: string) {
  const registers = new Registers(boards);
  return told.store.read(async (view) => {
    const shares = await registers.shares(view, scope);
    return { shares, ...(await boards.read(view, shares)) };
  });
}

async function evidence(scope: string, path: string) {
  const items: { amount?: number; part?: number }[] = [];
  let cursor: string | undefined;
  let value: number | undefined;
  do {
    const answer = await told.queries.evidence({
      scope,
      path,
      limit: 3,
      ...(cursor === undefined ? {} : { cursor }),
      sight: 'masked-contacts',
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.detail.en}`);
    value = answer.value.value;
    items.push(...answer.value.items);
    cursor = answer.value.cursor ?? undefined;
  } while (cursor !== undefined);
  return { value, items };
}

const sum = (items: readonly { amount?: number }[]): number =>
  items.reduce((total, { amount = 0 }) => total + amount, 0);

describe('a figure of any days', () => {
  it.each(scopes)('is the one of the board, of the series and of its evidence in %s [T2]', async (scope) => {
    const { board } = await boardOf(scope);
    const spans = {
      today: spanOfKind('day', board.day),
      week: spanOfKind('week', board.day),
      month: spanOfKind('month', board.day),
    };
    for (const [name, span] of Object.entries(spans))
      for (const measure of periodMeasures) {
        const expected = board.totals[name as keyof typeof spans][measure];
        const series = await told.queries.series({ scope, measure, by: 'span', split: 'none', ...span });
        expect(series.ok && series.value.series.all?.[0]?.[1], `${name} ${measure}`).toBe(expected);
        const { value, items } = await evidence(scope, spanPath(span, measure));
        expect([value, sum(items)], `${name} ${measure}`).toEqual([expected, expected]);
      }
  });

  it('adds up over the keys of a split, and each opens its own evidence', async () => {
    const { board } = await boardOf('area:330127');
    const span = spanOfKind('month', board.day);
    for (const [platform, { activities }] of Object.entries(board.platforms)) {
      const found = await evidence('area:330127', spanPath(span, 'activities', 'platform', platform));
      expect([found.value, sum(found.items)], platform).toEqual([activities, activities]);
    }
    for (const [team, { serviceMinutes }] of Object.entries(board.teams)) {
      const found = await evidence('area:330127', spanPath(span, 'serviceMinutes', 'team', team));
      expect([found.value, sum(found.items)], team).toEqual([serviceMinutes, serviceMinutes]);
    }
    for (const [child, { beneficiaries }] of Object.entries(board.children)) {
      const found = await evidence('area:330127', spanPath(span, 'beneficiaries', 'child', child));
      expect([found.value, sum(found.items)], child).toEqual([beneficiaries, beneficiaries]);
    }
  });

  it.each(scopes)('follows orders by the days on which they were placed in %s [R1–R5]', async (scope) => {
    const { board, shares } = await boardOf(scope);
    const month = spanOfKind('month', board.day);
    // A day more than the month holds no order more, and is counted order by order.
    const more = { from: month.from, to: addDays(month.to, 1) };
    expect(monthOf(more.to)).not.toBe(monthOf(more.from));
    for (const span of [month, more]) {
      expect(await told.store.read((view) => ordersPlacedIn(view, shares, span))).toEqual(board.orders);
      const rated = await evidence(scope, spanPath(span, 'orderStages', 'stage', 'rated'));
      expect([rated.value, sum(rated.items)]).toEqual([board.orders.month.rated, board.orders.month.rated]);
      const { value, items } = await evidence(scope, spanPath(span, 'responseRate'));
      expect(value).toBe(board.orders.responseRate);
      if (value !== undefined)
        expect(items.reduce((total, { part = 0 }) => total + part, 0) / items.length).toBe(value);
    }
  });

  it.each([
    'span.2026-02-30.2026-03-01.activities',
    'span.2026-03-02.2026-03-01.activities',
    'span.2025-01-01.2026-11-01.activities',
    'span.2026-03-01.2026-03-01.ordersOpen',
    'span.2026-03-01.2026-03-01.activities.team',
    'span.2026-03-01.2026-03-01.activities.child.999999999x',
    'span.2026-03-01.2026-03-01.activeVolunteers.platform.theory',
  ])('is not found at %s', async (path) => {
    const answer = await told.queries.evidence({
      scope: 'area:330127',
      path,
      limit: 1,
      sight: 'masked-contacts',
    });
    expect(answer.ok ? answer.value.items : answer.code).toEqual(
      path.endsWith('999999999x') ? [] : 'not-found',
    );
  });
});
