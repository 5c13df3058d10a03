import { expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import type { CellChange } from '../../../shared/measures/cell.ts';
import type { StoreContract } from '../store-contract.ts';
import { cell, countyCode } from './samples.ts';

const add = (store: Store, ...changes: CellChange[]) =>
  store.project(countyCode, (transaction) => transaction.addToCells(changes));

const all = (store: Store) => store.read((transaction) => transaction.allCells(countyCode, { limit: 99 }));

const member = (name: string, value: number) => cell(value, { series: 'activeVolunteers', member: name });
const distinct = (value: number) => cell(value, { series: 'activeVolunteers' });

export const cellContract: StoreContract = (store) => {
  it('adds, in one call and over calls', async () => {
    await add(store(), cell(2), cell(3), cell(1, { key: 'culture' }));
    await add(store(), cell(-1));
    expect(await all(store())).toEqual([cell(4), cell(1, { key: 'culture' })]);
  });

  it('keeps no cell of 0, so that every way to a state is the same', async () => {
    await add(store(), cell(2), cell(1, { key: 'a' }), cell(-1, { key: 'a' }));
    expect(await all(store())).toEqual([cell(2)]);
    await add(store(), cell(-2));
    expect(await all(store())).toEqual([]);
    await add(store(), cell(-2));
    await add(store(), cell(5));
    expect(await all(store())).toEqual([cell(3)]);
  });

  it('tells how many keys of a series have each value, in whole steps', async () => {
    const of = (key: string, value: number, more: Partial<CellChange> = {}) =>
      cell(value, { series: 'serviceMinutes.member', period: 'A', key, ...more });
    await add(store(), of('v1', 59), of('v2', 61), of('v3', 119), of('v4', 600));
    await add(store(), of('v1', 1), of('v5', 90, { period: 'M2026-11' }), of('v6', 90, { place: 's:b' }));
    const { place } = cell(1);
    const name = { place, series: 'serviceMinutes.member', period: 'A' };
    expect(await store().read((view) => view.spread(countyCode, name, 60))).toEqual([
      { value: 60, count: 3 },
      { value: 600, count: 1 },
    ]);
    expect(await store().read((view) => view.spread('330106', name, 60))).toEqual([]);
  });

  it('[P2] counts a member once, however often it is referred to', async () => {
    await add(store(), member('v1', 1), member('v1', 1), member('v2', 1));
    expect(await all(store())).toEqual([distinct(2)]);
    await add(store(), member('v1', 1), member('v2', -1));
    expect(await all(store())).toEqual([distinct(1)]);
    await add(store(), member('v1', -2));
    expect(await all(store())).toEqual([distinct(1)]);
    await add(store(), member('v1', -1));
    expect(await all(store())).toEqual([]);
    await add(store(), member('v1', 1));
    expect(await all(store())).toEqual([distinct(1)]);
  });

  it('[P2] takes the changes of a member in any order', async () => {
    await add(store(), member('v1', -1), member('v1', 1));
    expect(await all(store())).toEqual([]);
    await add(store(), member('v1', -1));
    await add(store(), member('v1', 1));
    expect(await all(store())).toEqual([]);
    await add(store(), member('v1', -1));
    await add(store(), member('v1', 2));
    expect(await all(store())).toEqual([distinct(1)]);
  });

  it('reads cells by place, series and period, with every key', async () => {
    const wanted = [
      cell(1, { place: 's:a', period: 'A' }),
      cell(2, { place: 's:a', period: 'A', key: 'x' }),
      cell(3, { place: 's:a', period: 'A', key: 'y' }),
      cell(4, { place: 's:b', series: 'orders', period: 'N' }),
    ];
    await add(
      store(),
      ...wanted,
      cell(9, { place: 's:c', period: 'A' }),
      cell(9, { place: 's:a', period: 'Y2026' }),
    );
    const read = await store().read((transaction) =>
      transaction.cells(countyCode, ['s:a', 's:b', 's:z'], ['activities', 'orders'], ['A', 'N']),
    );
    expect(new Set(read)).toEqual(new Set(wanted));
  });

  it('reads a range of periods with both its ends', async () => {
    for (const day of [19, 20, 21, 22]) await add(store(), cell(day, { period: `D2026-11-${day}` }));
    await add(store(), cell(1, { period: 'M2026-11' }), cell(1, { period: 'H2026-11-20T04' }));
    const read = await store().read((transaction) =>
      transaction.cellRange(countyCode, [countyCode], ['activities'], 'D2026-11-20', 'D2026-11-21'),
    );
    expect(read.map((one) => one.value).sort()).toEqual([20, 21]);
  });

  it('lists all cells in pages', async () => {
    const keys = ['', 'a', 'b', 'c', 'd'];
    await add(
      store(),
      ...keys.map((key) => cell(1, { key })),
      cell(1, { period: 'A' }),
      cell(1, { place: 's:a' }),
    );
    await store().read(async (transaction) => {
      const first = await transaction.allCells(countyCode, { limit: 3 });
      const after = first.at(-1);
      if (!after) throw new Error('no cells');
      const rest = await transaction.allCells(countyCode, { limit: 9, after });
      expect([first.length, rest.length]).toEqual([3, 4]);
      expect(new Set([...first, ...rest].map((one) => JSON.stringify(one))).size).toBe(7);
    });
  });
};
