import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';
import { countyCode, event, probe } from './samples.ts';

const accepted = (seq: number) => ({ status: 'accepted', seq });
const duplicate = (seq: number) => ({ status: 'duplicate', seq });
const conflict = { status: 'id-conflict' };

export const appendContract: StoreContract = (store) => {
  it('numbers the events of each county from 1', async () => {
    expect(
      await store().append([event('1'), event('2', { county: '330106', site: 'other' }), event('3')]),
    ).toEqual([accepted(1), accepted(1), accepted(2)]);
    expect(await store().append([event('4')])).toEqual([accepted(3)]);
  });

  it('tells a repetition from a conflict, inside one call too, and gives neither a seq', async () => {
    expect(
      await store().append([
        event('1'),
        event('1'),
        event('1', { digest: 'another' }),
        event('2'),
        event('1', { site: 'station-2' }),
      ]),
    ).toEqual([accepted(1), duplicate(1), conflict, accepted(2), accepted(3)]);
    expect(await store().append([event('2'), event('2', { digest: 'another' }), event('3')])).toEqual([
      duplicate(2),
      conflict,
      accepted(4),
    ]);
  });

  it('answers probes without storing them', async () => {
    expect(await store().append([probe('1'), event('1'), probe('1'), probe('1', 'another')])).toEqual([
      { status: 'absent' },
      accepted(1),
      duplicate(1),
      conflict,
    ]);
    expect(await store().append([probe('2')])).toEqual([{ status: 'absent' }]);
    expect(await store().append([event('2')])).toEqual([accepted(2)]);
  });

  it('answers nothing for nothing', async () => {
    expect(await store().append([])).toEqual([]);
  });

  it('leaves no gap and no half when a call fails', async () => {
    await store().append([event('1')]);
    const broken = { ...event('3'), data: null } as unknown as ReturnType<typeof event>;
    await expect(store().append([event('2'), broken])).rejects.toThrow();
    expect(await store().append([event('3'), event('2')])).toEqual([accepted(2), accepted(3)]);
    const rows = await store().read((transaction) => transaction.journal(countyCode, 0, 10, false));
    expect(rows.map((row) => row.id)).toEqual(['1', '3', '2']);
  });

  it('numbers without gaps when many append at once, beside projections', async () => {
    const calls = Array.from({ length: 40 }, (_, call) =>
      store().append(Array.from({ length: 5 }, (_, index) => event(`${call % 30} ${index}`))),
    );
    const projections = Array.from({ length: 10 }, () =>
      store().project(countyCode, async (transaction) => {
        const { seq } = await transaction.position();
        await new Promise((resolve) => setTimeout(resolve, 1));
        const marks = await transaction.marksAfter(seq, 17);
        await transaction.savePosition({ seq: marks.at(-1)?.seq ?? seq, asOf: 0 });
        return marks.map((mark) => mark.seq);
      }),
    );
    await Promise.all(calls);
    const taken = (await Promise.all(projections)).flat();
    expect(taken).toEqual(taken.map((_, index) => index + 1));
    const rows = await store().read((transaction) => transaction.journal(countyCode, 0, 1000, false));
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
  });
};
