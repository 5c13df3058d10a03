import { expect, it } from 'vitest';
import type { Store, ThingUpdate } from '../../../server/store/store.ts';
import type { StoreContract } from '../store-contract.ts';
import { countyCode, noon, update } from './samples.ts';

const save = (store: Store, ...updates: ThingUpdate[]) =>
  store.project(countyCode, (transaction) => transaction.saveThings(updates));

const feedEntry = (seq: number, at: number, town?: string, site = 'station-1') => ({
  seq,
  at,
  site,
  ...(town === undefined ? {} : { town }),
  row: { at: new Date(at).toISOString(), type: 'activity.started', title: `${seq}`, site },
});

export const thingContract: StoreContract = (store) => {
  it('replaces a thing, and forgets one without a body', async () => {
    await save(store(), update('a'), update('b'));
    await save(store(), update('a', { body: '{"name":"new"}', site: 'station-2' }));
    const { body: _, ...gone } = update('b');
    await save(store(), gone);
    const entities = await store().read((transaction) => transaction.entities(['a', 'b', 'c'], countyCode));
    expect([...entities.values()]).toEqual([
      {
        thing: 'a',
        kind: 'activity',
        id: 'a',
        site: 'station-2',
        town: '330127100',
        firstSeq: 1,
        body: '{"name":"new"}',
      },
    ]);
  });

  it('lists things newest first in pages that are stable under new rows', async () => {
    await save(store(), ...[1, 2, 3, 4].map((firstSeq) => update(`t${firstSeq}`, { firstSeq })));
    const page = async (before?: number) =>
      (
        await store().read((transaction) =>
          transaction.entityPage(
            countyCode,
            'activity',
            {},
            before === undefined ? { limit: 2 } : { limit: 2, before },
          ),
        )
      ).map((row) => row.thing);
    expect(await page()).toEqual(['t4', 't3']);
    await save(store(), update('t5', { firstSeq: 5 }), update('t3', { firstSeq: 3, body: '{}' }));
    expect(await page(3)).toEqual(['t2', 't1']);
    expect(await page(1)).toEqual([]);
  });

  it('lists things of a kind and place', async () => {
    const { town: _, ...center } = update('d', { firstSeq: 4, site: 'center' });
    await save(
      store(),
      update('a'),
      update('b', { firstSeq: 2, town: '330127101', site: 'station-2' }),
      update('c', { firstSeq: 3, kind: 'order' }),
      center,
    );
    const list = async (kind: string, place: { town?: string; site?: string }) =>
      (
        await store().read((transaction) => transaction.entityPage(countyCode, kind, place, { limit: 9 }))
      ).map((row) => row.thing);
    expect(await list('activity', {})).toEqual(['d', 'b', 'a']);
    expect(await list('activity', { town: '330127101' })).toEqual(['b']);
    expect(await list('activity', { site: 'center' })).toEqual(['d']);
    expect(await list('order', { site: 'station-1' })).toEqual(['c']);
  });

  it('gives the feed by event time, newest first, of a place', async () => {
    await save(
      store(),
      update('a', { feed: [feedEntry(1, noon, '330127100'), feedEntry(4, noon + 9, '330127100')] }),
      update('b', { feed: [feedEntry(2, noon + 5, '330127101', 'station-2'), feedEntry(3, noon + 5)] }),
    );
    const read = async (place: { town?: string; site?: string }, limit = 9) =>
      (await store().read((transaction) => transaction.feed(countyCode, place, limit))).map(({ seq }) => seq);
    expect(await read({})).toEqual([4, 3, 2, 1]);
    expect(await read({}, 2)).toEqual([4, 3]);
    expect(await read({ town: '330127100' })).toEqual([4, 1]);
    expect(await read({ site: 'station-2' })).toEqual([2]);
    await save(store(), update('a', { feed: [feedEntry(1, noon + 7, '330127100')] }));
    expect(await read({})).toEqual([1, 3, 2]);
    const [entry] = await store().read((transaction) => transaction.feed(countyCode, {}, 1));
    expect(entry).toEqual(feedEntry(1, noon + 7, '330127100'));
  });
};
