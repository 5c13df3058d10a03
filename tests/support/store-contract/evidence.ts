import { expect, it } from 'vitest';
import { CellSum } from '../../../server/projector/difference.ts';
import type { ContributionFilter, Store } from '../../../server/store/store.ts';
import type { Contribution } from '../../../shared/measures/contribution.ts';
import type { StoreContract } from '../store-contract.ts';
import { contribution, countyCode, noon, update } from './samples.ts';

async function save(store: Store, things: Record<string, Partial<Contribution>[]>): Promise<void> {
  const updates = Object.entries(things).map(([thing, list]) =>
    update(thing, { contributions: list.map(contribution) }),
  );
  await store.project(countyCode, (transaction) => transaction.saveThings(updates));
}

/** Saves things with the cells that they make. */
async function count(store: Store, things: Record<string, Partial<Contribution>[]>): Promise<void> {
  await save(store, things);
  const cells = new CellSum(countyCode);
  for (const list of Object.values(things)) cells.replace([], list.map(contribution));
  await store.project(countyCode, (transaction) => transaction.addToCells(cells.changes()));
}

const dayMs = 86_400_000;
const activities: ContributionFilter = { measure: 'activities', span: 'all' };

async function things(
  store: Store,
  filter: Partial<ContributionFilter>,
  oldestFirst = false,
): Promise<string> {
  const rows = await store.read((transaction) =>
    transaction.contributions(
      countyCode,
      { ...activities, ...filter },
      oldestFirst ? { limit: 99, oldestFirst } : { limit: 99 },
    ),
  );
  return rows.map((row) => row.thing).join(' ');
}

export const evidenceContract: StoreContract = (store) => {
  it('gives back a contribution as it was', async () => {
    const whole = contribution({
      platform: 'culture',
      category: 'c',
      team: 't',
      key: 'k',
      member: 'm',
      amount: 0.5,
    });
    await save(store(), { a: [whole] });
    const rows = await store().read((transaction) =>
      transaction.contributions(countyCode, activities, { limit: 9 }),
    );
    expect(rows).toEqual([{ ...whole, thing: 'a' }]);
  });

  it('lists newest first, or oldest first', async () => {
    await save(store(), { b: [{ at: 2 }], a: [{ at: 2 }], c: [{ at: 3 }], d: [{ at: 1 }] });
    expect(await things(store(), {})).toBe('c a b d');
    expect(await things(store(), {}, true)).toBe('d a b c');
  });

  it('keeps of a thing what it says now', async () => {
    await save(store(), { a: [{ at: 1 }, { at: 2 }, { at: 3 }] });
    await save(store(), { a: [{ at: 1 }, { at: 5 }], b: [{ at: 4 }] });
    expect(await things(store(), {})).toBe('a b a');
    await save(store(), { a: [] });
    expect(await things(store(), {})).toBe('b');
  });

  it('selects by span, place and dimension', async () => {
    await save(store(), {
      a: [{ at: noon - 2 * dayMs, span: { day: '2026-11-20', hour: '12' }, platform: 'culture' }],
      b: [{ at: noon - dayMs, span: { day: '2026-11-21', hour: '12' }, town: '330127101', category: 'c' }],
      c: [{ span: { day: '2026-11-22', hour: '10' }, site: 'station-2', team: 't' }],
      d: [{ at: 6, span: { month: '2026-11' }, key: 'rated' }],
      e: [{ at: 5, span: 'now' }],
    });
    expect(await things(store(), {})).toBe('c b a');
    expect(await things(store(), {}, true)).toBe('a b c');
    expect(await things(store(), { span: { from: '2026-11-20', to: '2026-11-21' } })).toBe('b a');
    expect(await things(store(), { span: { from: '2026-11-22', to: '2026-11-22', hour: '10' } })).toBe('c');
    expect(await things(store(), { span: { month: '2026-11' } })).toBe('d');
    expect(await things(store(), { span: 'now' })).toBe('e');
    expect(await things(store(), { town: '330127101' })).toBe('b');
    expect(await things(store(), { site: 'station-2' })).toBe('c');
    expect(await things(store(), { platform: 'culture' })).toBe('a');
    expect(await things(store(), { category: 'c' })).toBe('b');
    expect(await things(store(), { team: 't' })).toBe('c');
    expect(await things(store(), { span: { month: '2026-11' }, key: 'rated' })).toBe('d');
    expect(await things(store(), { span: 'now', key: 'rated' })).toBe('');
  });

  it('pages without losing or repeating a row, and keeps a thing and instant together', async () => {
    const before = { at: noon - dayMs, span: { day: '2026-11-21', hour: '12' } };
    await save(store(), {
      a: [{}],
      b: [{}, { key: 'x' }, before],
      c: [{}],
      d: [{ ...before, at: noon - 2 * dayMs }],
    });
    const seen: string[] = [];
    let after: { at: number; thing: string } | undefined;
    for (let pages = 0; pages < 9; pages += 1) {
      const page = after ? { limit: 2, after } : { limit: 2 };
      const rows = await store().read((transaction) =>
        transaction.contributions(countyCode, activities, page),
      );
      seen.push(rows.map(({ thing, at }) => (at === noon ? thing : `${thing}-`)).join(' '));
      after = rows.at(-1);
      if (!after) break;
    }
    expect(seen).toEqual(['a b b', 'c b-', 'd-', '']);
  });

  it('lists members once by name, each with its newest row', async () => {
    const of = (member: string, at: number, more: Partial<Contribution> = {}) => ({
      ...{ measure: 'activeVolunteers', member, at },
      ...more,
    });
    const before = { span: { day: '2026-11-20', hour: '12' }, site: 'station-2' };
    await count(store(), {
      a: [of('v2', 1)],
      b: [of('v1', 2), of('v2', 5)],
      c: [of('v2', 3), of('v3', 1, before)],
      d: [{}],
    });
    const page = (filter: Partial<ContributionFilter>, limit: number, after?: string) =>
      store().read(async (transaction) =>
        (
          await transaction.members(
            countyCode,
            { ...activities, measure: 'activeVolunteers', ...filter },
            after === undefined ? { limit } : { limit, after },
          )
        ).map((row) => [row.member, row.thing, row.at]),
      );
    const [first, second, third] = [
      ['v1', 'b', 2],
      ['v2', 'b', 5],
      ['v3', 'c', 1],
    ];
    expect(await page({}, 2)).toEqual([first, second]);
    expect(await page({}, 2, 'v1')).toEqual([second, third]);
    expect(await page({}, 2, 'v3')).toEqual([]);
    expect(await page({ span: { from: '2026-11-21', to: '2026-11-22' } }, 9)).toEqual([first, second]);
    expect(await page({ span: { from: '2026-11-01', to: '2026-11-21' } }, 9)).toEqual([third]);
    expect(await page({ site: 'station-2' }, 9)).toEqual([third]);
    expect(await page({ town: '330127100', span: { from: '2026-11-01', to: '2026-11-30' } }, 9)).toHaveLength(
      3,
    );
  });

  it('counts members once in all of some days', async () => {
    const of = (member: string, day: string, site = 'station-1') => ({
      ...{ measure: 'activeVolunteers', member, site, span: { day, hour: '12' } },
    });
    await count(store(), {
      a: [of('v1', '2026-11-20'), of('v2', '2026-11-20'), of('v3', '2026-11-19')],
      b: [of('v1', '2026-11-21'), of('v4', '2026-11-21', 'station-2'), of('v5', '2026-11-22')],
    });
    const members = (place: string) =>
      store().read((view) =>
        view.memberCount(countyCode, { place, series: 'activeVolunteers' }, 'D2026-11-20', 'D2026-11-21'),
      );
    expect(await members(countyCode)).toBe(3);
    expect(await members('s:station-1')).toBe(2);
    expect(await members('s:station-3')).toBe(0);
  });

  it('groups by town, and by site where there is none or a place is asked for', async () => {
    const { town: _, ...center } = contribution({ site: 'center', at: noon });
    await store().project(countyCode, (transaction) =>
      transaction.saveThings([
        update('a', { contributions: [contribution({ at: 1 }), contribution({ at: 5, site: 'station-2' })] }),
        update('b', { contributions: [center] }),
      ]),
    );
    const groups = (place: { town?: string }) =>
      store().read((transaction) => transaction.groups(countyCode, { ...activities, ...place }));
    expect(await groups({})).toEqual([
      { site: 'center', count: 1, firstAt: noon, lastAt: noon },
      { town: '330127100', count: 2, firstAt: 1, lastAt: 5 },
    ]);
    expect(await groups({ town: '330127100' })).toEqual([
      { town: '330127100', site: 'station-1', count: 1, firstAt: 1, lastAt: 1 },
      { town: '330127100', site: 'station-2', count: 1, firstAt: 5, lastAt: 5 },
    ]);
  });
};
