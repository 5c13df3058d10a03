import { expect, it } from 'vitest';
import { eventName, type NewEvent, type Store } from '../../../server/store/store.ts';
import type { StoreContract } from '../store-contract.ts';
import { cell, county, countyCode, event, noon, retraction } from './samples.ts';

const thing = 'activity station-1 a1';
const name = (id: string, site = 'station-1') => eventName(`/sites/${site}`, id);

/** Ids of the events that take part in the thing of the samples. */
async function standing(store: Store, upToSeq?: number): Promise<string[]> {
  const events = await store.project(countyCode, (transaction) => transaction.eventsOf([thing], upToSeq));
  return (events.get(thing) ?? []).map((one) => one.id);
}

async function append(store: Store, ...events: NewEvent[]): Promise<void> {
  for (const one of events) await store.append([one]);
}

export const journalContract: StoreContract = (store) => {
  it('gives back the events of each thing', async () => {
    await store().append([
      event('1', { type: 'activity.published' }),
      event('2', { thing: 'order o1' }),
      event('3'),
    ]);
    const events = await store().read((transaction) =>
      transaction.eventsOf(countyCode, ['order o1', thing, 'unknown'], 3),
    );
    expect([...events.keys()].sort()).toEqual([thing, 'order o1']);
    expect(events.get(thing)?.[0]).toEqual({
      seq: 1,
      source: '/sites/station-1',
      id: '1',
      site: 'station-1',
      type: 'activity.published',
      at: noon,
      data: { activityId: 'a1' },
    });
    expect(events.get(thing)?.map((one) => one.seq)).toEqual([1, 3]);
  });

  it('leaves out an event that was retracted, whichever of the two came first', async () => {
    await append(store(), event('1'), event('2'), retraction('r1', name('1')), retraction('r3', name('3')));
    expect(await standing(store())).toEqual(['2']);
    await append(store(), event('3'));
    expect(await standing(store())).toEqual(['2']);
    const seqs = await store().read((transaction) => transaction.seqsOf(countyCode, [thing]));
    expect(seqs.get(thing)).toEqual([2]);
  });

  it('does not let a retraction be retracted', async () => {
    await append(store(), event('1'), retraction('r1', name('1')), retraction('r2', name('r1')));
    expect(await standing(store())).toEqual([]);
  });

  it('reads what stood up to a seq', async () => {
    await append(store(), event('1'), event('2'), retraction('r1', name('1')));
    expect(await standing(store(), 2)).toEqual(['1', '2']);
    expect(await standing(store(), 1)).toEqual(['1']);
    expect(await standing(store(), 3)).toEqual(['2']);
  });

  it('marks what a retraction touches, where that has come', async () => {
    await append(store(), event('1'), retraction('r1', name('1')), retraction('r2', name('9')));
    await append(store(), retraction('r3', name('r1')));
    const marks = await store().project(countyCode, (transaction) => transaction.marksAfter(1, 10));
    expect(marks).toEqual([
      {
        seq: 2,
        type: 'event.retracted',
        site: 'station-1',
        thing: 'retraction r1',
        at: noon,
        targetThing: thing,
        targetSite: 'station-1',
      },
      { seq: 3, type: 'event.retracted', site: 'station-1', thing: 'retraction r2', at: noon },
      { seq: 4, type: 'event.retracted', site: 'station-1', thing: 'retraction r3', at: noon },
    ]);
    expect(await store().project(countyCode, (transaction) => transaction.marksAfter(2, 1))).toHaveLength(1);
  });

  it('[N7] knows the newest event and activity day of a site', async () => {
    await store().putCounty(county());
    await append(
      store(),
      event('1', { at: noon }),
      event('2', { at: noon + 5 }),
      event('3', { at: noon - 5 }),
    );
    await append(store(), retraction('r', name('2'), { site: 'station-2', at: noon - 9 }));
    const facts = await store().project(countyCode, async (transaction) => {
      await transaction.addToCells([
        cell(1, { place: 's:station-1', period: 'D2026-11-20' }),
        cell(1, { place: 's:station-1', period: 'D2026-11-21' }),
        cell(1, { place: 's:station-1', period: 'M2026-11' }),
      ]);
      await transaction.savePosition({ seq: 4, asOf: noon });
      return transaction.siteFacts(['station-1', 'unknown'], 3);
    });
    expect(facts).toEqual([
      { site: 'station-1', lastEventAt: noon + 5, lastActivityDay: '2026-11-21' },
      { site: 'unknown' },
    ]);
    expect(await store().read((transaction) => transaction.siteFacts(countyCode))).toEqual([
      { site: 'station-1', lastEventAt: noon, lastActivityDay: '2026-11-21' },
      { site: 'station-2', lastEventAt: noon - 9 },
    ]);
  });

  it('keeps personal members apart, and erases them without touching the journal', async () => {
    const named = { personal: '{"name":"严子陵"}', data: '{"volunteerId":"v1","recordId":"r1"}' };
    await append(
      store(),
      event('1', { ...named, thing: 'record r1' }),
      event('2', { personal: '{"extra":1}', data: '{"recordId":"r1"}', thing: 'record r1' }),
      event('3', { personal: '{"extra":2}', receivedAt: noon - 1 }),
      event('4', { personal: '{"extra":3}', data: '{"orderId":"o1"}', thing: 'order o1' }),
    );
    const personal = async () => [
      ...(await store().read((transaction) => transaction.personal(countyCode, [1, 2, 3, 4]))).entries(),
    ];
    expect(await personal()).toHaveLength(4);
    const masked = await store().read((transaction) => transaction.journal(countyCode, 0, 1, false));
    expect(masked).toEqual([
      {
        seq: 1,
        receivedAt: noon + 1000,
        source: '/sites/station-1',
        id: '1',
        type: 'activity.started',
        at: noon,
        data: named.data,
      },
    ]);
    expect(await store().erasePersonal({ volunteer: 'v1' })).toBe(2);
    expect(await store().erasePersonalBefore(countyCode, noon)).toBe(1);
    expect(await personal()).toEqual([[4, '{"extra":3}']]);
    expect(await store().erasePersonal({ order: 'o1' })).toBe(1);
    expect(await store().erasePersonal({ order: 'o1' })).toBe(0);
    expect(await store().read((transaction) => transaction.journal(countyCode, 0, 9, true))).toHaveLength(4);
  });

  it('names all things up to a seq in pages', async () => {
    await append(
      store(),
      ...['c', 'a', 'b', 'd'].map((one) => event(one, { thing: one })),
      event('e', { thing: 'a' }),
    );
    const page = (after?: string) =>
      store().read((transaction) =>
        transaction.things(countyCode, 3, after === undefined ? { limit: 2 } : { limit: 2, after }),
      );
    expect(await page()).toEqual(['a', 'b']);
    expect(await page('b')).toEqual(['c']);
  });

  it('gives back events as they were appended', async () => {
    const events = [
      event('1', { actor: 'user:lin', personal: '{"name":"严"}' }),
      retraction('r1', name('1'), { receivedAt: noon + 5 }),
      event('3'),
    ];
    await store().append(events);
    const appended = (after: number, limit: number) =>
      store().read((view) => view.appended(countyCode, after, limit));
    expect(await appended(0, 9)).toEqual(events);
    expect(await appended(1, 1)).toEqual(events.slice(1, 2));
    await store().erasePersonalBefore(countyCode, noon + 9999);
    expect((await appended(0, 1))[0]).not.toHaveProperty('personal');
  });
};
