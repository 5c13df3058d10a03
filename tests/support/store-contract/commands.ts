import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';
import { countyCode, event, retraction } from './samples.ts';

const thing = 'order:o1';
const sample = (id: string, of: Parameters<typeof event>[1] = {}) =>
  event(id, { thing, actor: 'user:lin', ...of });

export const commandContract: StoreContract = (store) => {
  const command = (seen: number, ...events: [ReturnType<typeof event>, ...ReturnType<typeof event>[]]) =>
    store().command({ county: countyCode, thing, seen, events });

  it('come into the journal together, with who commanded them', async () => {
    expect(await command(0, sample('1'), sample('2'))).toEqual({ status: 'accepted', seqs: [1, 2] });
    const rows = await store().read((view) => view.journal(countyCode, 0, 9, false));
    expect(rows).toMatchObject([
      { id: '1', actor: 'user:lin' },
      { id: '2', actor: 'user:lin' },
    ]);
  });

  it('are done once, however often they come', async () => {
    await command(0, sample('1'), sample('2'));
    expect(await command(0, sample('1'), sample('2'))).toEqual({ status: 'duplicate', seqs: [1, 2] });
    expect(await command(9, sample('1', { digest: 'another' }))).toEqual({ status: 'id-conflict' });
  });

  it('are refused whole where something has happened that was not seen', async () => {
    await store().append([sample('1')]);
    expect(await command(0, sample('2'), sample('3'))).toEqual({ status: 'overtaken', newest: 1 });
    await store().append([retraction('r', '/sites/station-1 1')]);
    expect(await command(1, sample('2'))).toEqual({ status: 'overtaken', newest: 2 });
    expect(await command(2, sample('2'))).toEqual({ status: 'accepted', seqs: [3] });
  });

  it('rest on other things, which must not have moved either', async () => {
    await store().append([event('0', { thing: 'order:o2' })]);
    const merge = (seen: number) => {
      const restsOn = [{ thing: 'order:o2', seen }];
      return store().command({ county: countyCode, thing, seen: 0, restsOn, events: [sample('1')] });
    };
    expect(await merge(0)).toEqual({ status: 'overtaken', newest: 1 });
    expect(await merge(1)).toEqual({ status: 'accepted', seqs: [2] });
  });

  it('are in the history of their thing, with what took them back', async () => {
    await store().append([sample('1'), event('other', { thing: 'order:o2' }), sample('3')]);
    await store().append([retraction('r', '/sites/station-1 1')]);
    const [rows, newest] = await store().read(async (view) => [
      await view.history(countyCode, thing),
      await view.newestSeqs(countyCode, [thing, 'order:o2', 'order:none']),
    ]);
    expect(rows).toMatchObject([
      { seq: 1, id: '1', actor: 'user:lin', digest: expect.any(String) },
      { seq: 3, id: '3' },
      { seq: 4, type: 'event.retracted', retracts: 1 },
    ]);
    expect(newest).toEqual(
      new Map([
        [thing, 4],
        ['order:o2', 2],
      ]),
    );
  });

  it('are won by one where a hundred race', async () => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => command(0, sample(`c${n}`))));
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'overtaken')).toHaveLength(99);
  });
};
