import { expect, it } from 'vitest';
import { eventName, type ReadTransaction } from '../../../server/store/store.ts';
import type { StoreContract } from '../store-contract.ts';
import { cell, countyCode, event, noon, retraction } from './samples.ts';

const hour = 3_600_000;

/** How long it had been quiet when something came. */
export const quietContract: StoreContract = (store) => {
  const read = <T>(work: (view: ReadTransaction) => Promise<T>): Promise<T> => store().read(work);

  it('tells of the silences of sites, whatever the order in which their events came', async () => {
    await store().append([
      event('4', { at: noon + 5 * hour }),
      event('1', { at: noon - 9 * hour }),
      event('2', { at: noon }),
      event('3', { at: noon + hour }),
      event('other', { site: 'station-2', at: noon + 5 * hour }),
      event('late', { at: noon + 3 * hour }),
      event('wrong', { at: noon + 4 * hour }),
      retraction('r', eventName('/sites/station-1', 'wrong'), { at: noon + 5 * hour }),
      event('desk', { at: noon + 2 * hour, actor: 'user:wang' }),
    ]);
    const all = { after: noon - hour, upTo: noon + 5 * hour, longerThan: hour, upToSeq: 9 };
    const silences = (changes: Partial<typeof all> = {}, limit = 9) =>
      read((view) => view.silences(countyCode, ['station-1', 'station-2'], { ...all, ...changes }, limit));
    const site = 'station-1';
    const [newest, second, oldest] = [
      { site, from: noon + 3 * hour, to: noon + 5 * hour },
      { site, from: noon + hour, to: noon + 3 * hour },
      { site, from: noon - 9 * hour, to: noon },
    ];
    expect(await silences()).toEqual([newest, second, oldest]);
    expect(await silences({}, 1)).toEqual([newest]);
    expect(await silences({ longerThan: 2 * hour })).toEqual([oldest]);
    expect(await silences({ after: noon })).toEqual([newest, second]);
    expect(await silences({ upTo: noon + 3 * hour })).toEqual([second, oldest]);
    // Before the late one and the retraction had come.
    expect(await silences({ upToSeq: 5 })).toEqual([
      { site, from: noon + hour, to: noon + 5 * hour },
      oldest,
    ]);
    expect(await read((view) => view.silences(countyCode, [], all, 9))).toEqual([]);
  });

  it('finds the newest day before another one on which a figure has a value', async () => {
    const place = '330127100';
    const byPlatform = { place, series: 'activities.platform' };
    const on = (day: string, key: string) => cell(1, { ...byPlatform, period: `D${day}`, key });
    await store().project(countyCode, (transaction) =>
      transaction.addToCells([
        on('2026-10-01', 'theory'),
        on('2026-11-01', 'culture'),
        on('2026-11-20', 'theory'),
        cell(1, { ...byPlatform, period: 'M2026-11', key: 'sport' }),
        cell(1, { place, period: 'D2026-11-19' }),
      ]),
    );
    const asked = ['theory', 'culture', 'sport'].map((key) => ({ ...byPlatform, key }));
    const cells = [...asked, { place, series: 'activities', key: '' }];
    const days = (before: string) => read((view) => view.newestDays(countyCode, cells, before));
    expect(await days('2026-11-21')).toEqual(['2026-11-20', '2026-11-01', undefined, '2026-11-19']);
    expect(await days('2026-11-20')).toEqual(['2026-10-01', '2026-11-01', undefined, '2026-11-19']);
    expect(await days('2026-10-01')).toEqual([undefined, undefined, undefined, undefined]);
  });
};
