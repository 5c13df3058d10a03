import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';
import { cell, contribution, county, countyCode, event, noon, update } from './samples.ts';

export const projectionContract: StoreContract = (store) => {
  it('begins at the beginning', async () => {
    await store().putCounty(county());
    expect(await store().project(countyCode, (transaction) => transaction.position())).toEqual({
      seq: 0,
      asOf: 0,
    });
    expect(await store().read((transaction) => transaction.heads())).toEqual([
      { county: countyCode, head: 0, position: { seq: 0, asOf: 0 } },
    ]);
  });

  it('happens whole', async () => {
    await store().putCounty(county());
    await store().append([event('1'), event('2')]);
    const answer = await store().project(countyCode, async (transaction) => {
      await transaction.saveThings([update('a', { nextChangeAt: noon })]);
      await transaction.addToCells([cell(1)]);
      await transaction.savePosition({ seq: 1, asOf: noon });
      return 'done';
    });
    expect(answer).toBe('done');
    await store().read(async (transaction) => {
      expect(await transaction.heads()).toEqual([
        { county: countyCode, head: 2, position: { seq: 1, asOf: noon }, nextChangeAt: noon },
      ]);
      expect(await transaction.allCells(countyCode, { limit: 9 })).toEqual([cell(1)]);
    });
  });

  it('does not happen at all when its work throws', async () => {
    await store().append([event('1')]);
    const work = store().project(countyCode, async (transaction) => {
      await transaction.saveThings([update('a', { contributions: [contribution()] })]);
      await transaction.addToCells([cell(1), cell(1, { member: 'v1' })]);
      await transaction.savePosition({ seq: 1, asOf: noon });
      await transaction.putCounty(county());
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await store().read(async (transaction) => {
      expect(await transaction.position(countyCode)).toEqual({ seq: 0, asOf: 0 });
      expect(await transaction.allCells(countyCode, { limit: 9 })).toEqual([]);
      expect(await transaction.entities(['a'], countyCode)).toEqual(new Map());
      expect(await transaction.countyVersions()).toEqual([]);
    });
    expect(await store().append([event('2')])).toEqual([{ status: 'accepted', seq: 2 }]);
  });

  it('sees its own changes', async () => {
    const contributions = [contribution(), contribution({ span: 'now', measure: 'onDuty', member: 'v1' })];
    await store().project(countyCode, async (transaction) => {
      await transaction.saveThings([update('a', { contributions })]);
      expect(await transaction.contributionsOf(['a', 'b'])).toEqual(new Map([['a', contributions]]));
      expect(await transaction.bodiesOf(['a', 'b'])).toEqual(new Map([['a', '{"name":"a"}']]));
      const { body: _, ...gone } = update('a', { nextChangeAt: noon });
      await transaction.saveThings([gone]);
      expect(await transaction.bodiesOf(['a'])).toEqual(new Map());
    });
  });

  it('is seen by nobody before it has ended', async () => {
    await store().project(countyCode, async (transaction) => {
      await transaction.addToCells([cell(1)]);
      const seen = await store().read((reading) => reading.allCells(countyCode, { limit: 9 }));
      expect(seen).toEqual([]);
    });
  });

  it('lets a reader keep one view while things change', async () => {
    await store().project(countyCode, (transaction) => transaction.addToCells([cell(1)]));
    await store().read(async (reading) => {
      expect(await reading.allCells(countyCode, { limit: 9 })).toEqual([cell(1)]);
      await store().project(countyCode, (transaction) => transaction.addToCells([cell(1)]));
      await store().append([event('1')]);
      expect(await reading.allCells(countyCode, { limit: 9 })).toEqual([cell(1)]);
      expect(await reading.journal(countyCode, 0, 9, false)).toEqual([]);
    });
    const now = await store().read((reading) => reading.allCells(countyCode, { limit: 9 }));
    expect(now).toEqual([cell(2)]);
  });

  it('[T3] tells what time alone changes', async () => {
    await store().project(countyCode, async (transaction) => {
      await transaction.saveThings([
        update('c', { nextChangeAt: 30 }),
        update('b', { nextChangeAt: 20 }),
        update('a', { nextChangeAt: 20 }),
        update('d'),
      ]);
      expect(await transaction.nextChangeAt()).toBe(20);
      expect(await transaction.thingsDue(19, 9)).toEqual([]);
      expect(await transaction.thingsDue(30, 9)).toEqual(['a', 'b', 'c']);
      expect(await transaction.thingsDue(30, 1)).toEqual(['a']);
      await transaction.saveThings([update('a'), update('b'), update('c')]);
      expect(await transaction.nextChangeAt()).toBeUndefined();
    });
  });

  it('forgets one county and no other', async () => {
    for (const code of [countyCode, '330106'])
      await store().project(code, async (transaction) => {
        const feed = [{ seq: 1, at: noon, site: 'x', row: { at: '', type: '', title: '', site: 'x' } }];
        await transaction.saveThings([update('a', { contributions: [contribution()], feed })]);
        await transaction.addToCells([cell(1), cell(1, { series: 'activeVolunteers', member: 'v1' })]);
        await transaction.savePosition({ seq: 5, asOf: 5 });
      });
    await store().project(countyCode, (transaction) => transaction.clear());
    const count = (code: string) =>
      store().read(async (transaction) => [
        (await transaction.allCells(code, { limit: 9 })).length,
        (await transaction.entities(['a'], code)).size,
        (await transaction.feed(code, {}, 9)).length,
        (await transaction.contributions(code, { measure: 'activities', span: 'all' }, { limit: 9 })).length,
        (await transaction.position(code)).seq,
      ]);
    expect(await count(countyCode)).toEqual([0, 0, 0, 0, 0]);
    expect(await count('330106')).toEqual([2, 1, 1, 1, 5]);
  });
};
