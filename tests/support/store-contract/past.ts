import { expect, it } from 'vitest';
import { eventName, type ReadTransaction } from '../../../server/store/store.ts';
import type { FeedEntry } from '../../../shared/board/feed-rows.ts';
import type { StoreContract } from '../store-contract.ts';
import { cell, contribution, county, countyCode, event, noon, retraction, update } from './samples.ts';

const thing = 'activity station-1 a1';
const hour = 3_600_000;

/** What a replay asks of a store: how the journal stood, and what time and members have done to the figures. */
export const pastContract: StoreContract = (store) => {
  const read = <T>(work: (view: ReadTransaction) => Promise<T>): Promise<T> => store().read(work);
  const seqs = (events: readonly { seq: number }[]): number[] => events.map(({ seq }) => seq);

  it('tells what had happened by an instant, retractions by their own time', async () => {
    await store().append([
      event('1'),
      event('2', { at: noon - hour }),
      retraction('r', eventName('/sites/station-1', '2'), { at: noon + hour }),
      event('3', { at: noon + 2 * hour }),
    ]);
    const at = async (upToSeq: number, happenedBy?: number) => {
      const events = await read((view) => view.eventsOf(countyCode, [thing], upToSeq, happenedBy));
      return seqs(events.get(thing) ?? []);
    };
    expect(await at(4, noon - hour)).toEqual([2]);
    expect(await at(4, noon)).toEqual([1, 2]);
    expect(await at(4, noon + hour)).toEqual([1]);
    expect(await at(2, noon + hour)).toEqual([1, 2]);
    expect(await at(4)).toEqual([1, 4]);
    const newest = (upToSeq: number, happenedBy?: number) =>
      read((view) => view.newestEvents(countyCode, ['station-1', 'station-2'], upToSeq, happenedBy));
    expect(await newest(4)).toEqual(new Map([['station-1', noon + 2 * hour]]));
    expect(await newest(4, noon)).toEqual(new Map([['station-1', noon]]));
    expect(await newest(0)).toEqual(new Map());
    await store().putCounty(county());
    const latest = (upToSeq: number) => read((view) => view.latestTime(countyCode, upToSeq));
    expect([await latest(0), await latest(2), await latest(4)]).toEqual([0, noon, noon + 2 * hour]);
  });

  it('gives the events of a span of seqs or of time, with what a timeline tells of them', async () => {
    await store().putCounty(county());
    await store().append([
      event('1', { at: noon - hour }),
      event('2', { type: 'order.placed', thing: 'order:o', data: '{"urgent":true}' }),
      event('3', { site: 'station-2', at: noon + hour }),
      retraction('r', eventName('/sites/station-2', '3'), { at: noon + 2 * hour }),
    ]);
    await store().project(countyCode, (transaction) =>
      transaction.saveThings([update('order:o', { kind: 'order', town: '330127101' })]),
    );
    const span = (after: number, upTo: number, limit = 9) =>
      read((view) => view.spanEvents(countyCode, { seqs: { after, upTo } }, limit));
    const times = (after: number, upTo: number, head = 4) =>
      read((view) => view.spanEvents(countyCode, { times: { after, upTo }, head }, 9));
    expect(seqs(await span(1, 3))).toEqual([2, 3]);
    expect(seqs(await span(0, 9, 2))).toEqual([1, 2]);
    expect(seqs(await times(noon - hour, noon + hour))).toEqual([2, 3]);
    expect(seqs(await times(0, noon + hour, 2))).toEqual([1, 2]);
    const [first, order, , last] = await span(0, 4);
    expect(first).toEqual({
      seq: 1,
      receivedAt: noon + 1000,
      at: noon - hour,
      site: 'station-1',
      type: 'activity.started',
      thing,
    });
    expect(order).toMatchObject({ orderTown: '330127101', data: '{"urgent":true}' });
    expect(last).toMatchObject({ targetThing: 'activity station-2 a1', targetSite: 'station-2' });
    expect(await read((view) => view.countAfter(countyCode, noon))).toBe(2);
  });

  it('finds things by when time changed them, and by when it does next', async () => {
    await store().project(countyCode, (transaction) =>
      transaction.saveThings([
        update('a', { lastChangeAt: noon, nextChangeAt: noon + hour }),
        update('b', { lastChangeAt: noon + 1 }),
        update('c'),
      ]),
    );
    const changed = (instant: number) => read((view) => view.changedAfter(countyCode, instant));
    expect((await changed(noon - 1)).sort()).toEqual(['a', 'b']);
    expect(await changed(noon)).toEqual(['b']);
    const known = await store().project(countyCode, async (transaction) => {
      await transaction.saveThings([update('d', { lastChangeAt: noon + 2 })]);
      return transaction.changedAfter(noon);
    });
    expect(known.sort()).toEqual(['b', 'd']);
    const due = (instant: number) => read((view) => view.thingsDue(countyCode, instant));
    expect([await due(noon + hour - 1), await due(noon + hour)]).toEqual([[], ['a']]);
    await store().project(countyCode, (transaction) => transaction.saveThings([update('b'), update('d')]));
    expect(await changed(noon)).toEqual([]);
  });

  it('counts the references of members, and reads the feed up to an event and an instant', async () => {
    const name = { place: countyCode, series: 'onDuty', period: 'N', key: '' };
    const line = (seq: number, at: number): FeedEntry => ({
      seq,
      at,
      site: 'station-1',
      row: { at: '', type: '', title: '', site: 'station-1' },
    });
    await store().project(countyCode, async (transaction) => {
      await transaction.addToCells([
        cell(2, { ...name, member: 'v' }),
        cell(1, { ...name, member: 'w' }),
        cell(1, { ...name, key: 'x', member: 'u' }),
      ]);
      await transaction.saveThings([
        update('a', {
          contributions: [contribution()],
          feed: [line(1, noon), line(2, noon + hour), line(3, noon - hour)],
        }),
      ]);
    });
    expect(await read((view) => view.references(countyCode, name, ['v', 'w', 'u']))).toEqual(
      new Map([
        ['v', 2],
        ['w', 1],
      ]),
    );
    const own = await read((view) => view.contributionsOf(countyCode, ['a', 'b']));
    expect(own).toEqual(new Map([['a', [contribution()]]]));
    const feed = (seq: number, at: number) => read((view) => view.feed(countyCode, {}, 9, { seq, at }));
    expect(seqs(await feed(9, noon))).toEqual([1, 3]);
    expect(seqs(await feed(2, noon + hour))).toEqual([2, 1]);
  });

  it('gives what things add back as it was stored, to the last digit and character', async () => {
    const contributions = [
      contribution({ amount: 0.1 + 0.2, key: '', category: '"宣讲"\n\\' }),
      contribution({ amount: 2 ** 53 - 1, platform: 'x', team: 'T', member: 'null' }),
      contribution({ amount: -1e-7, span: 'now' }),
    ];
    await store().project(countyCode, (transaction) =>
      transaction.saveThings([update('a', { contributions })]),
    );
    expect(await read((view) => view.contributionsOf(countyCode, ['a']))).toEqual(
      new Map([['a', contributions]]),
    );
  });

  it('leaves out what things add by some measures to days from one on', async () => {
    const days = ['2026-11-21', '2026-11-22', '2026-11-23'].map((day) => contribution({ span: { day } }));
    const others = [
      contribution({ span: 'now' }),
      contribution({ span: { month: '2026-12' } }),
      contribution({ measure: 'activeVolunteers', member: 'v' }),
    ];
    await store().project(countyCode, (transaction) =>
      transaction.saveThings([
        update('a', { contributions: [...days, ...others] }),
        update('b', { contributions: days.slice(1) }),
      ]),
    );
    const without = { measures: ['activities', 'participants'], from: '2026-11-22' };
    expect(await read((view) => view.contributionsOf(countyCode, ['a', 'b'], without))).toEqual(
      new Map([['a', [...days.slice(0, 1), ...others]]]),
    );
    const whole = await read((view) => view.contributionsOf(countyCode, ['a', 'b']));
    expect([whole.get('a')?.length, whole.get('b')?.length]).toEqual([6, 2]);
  });
};
