import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';
import { county, countyCode } from './samples.ts';

export const registerContract: StoreContract = (store) => {
  it('gives each import of a county the next version', async () => {
    expect(await store().putCounty(county())).toBe(1);
    const changed = county(countyCode, ['station-1', 'station-3']);
    expect(await store().putCounty(changed)).toBe(2);
    await store().read(async (transaction) => {
      expect(await transaction.countyVersions()).toEqual([{ code: countyCode, version: 2 }]);
      expect(await transaction.county(countyCode)).toEqual(changed);
      expect(await transaction.county('330106')).toBeUndefined();
    });
  });

  it('refuses a site code of another county, and stores nothing of it', async () => {
    await store().putCounty(county());
    const clash = store().putCounty(county('330106', ['new', 'station-2']));
    await expect(clash).rejects.toMatchObject({ name: 'StoreError', code: 'site-clash' });
    await expect(clash).rejects.toThrow(/station-2.*330127/);
    expect(await store().putCounty(county('330108', ['new']))).toBe(1);
    const versions = await store().read((transaction) => transaction.countyVersions());
    expect(versions.map(({ code }) => code)).toEqual(['330108', countyCode].sort());
  });

  it('gives the projector the register of its transaction', async () => {
    await expect(store().project(countyCode, (transaction) => transaction.county())).rejects.toMatchObject({
      code: 'unknown-county',
    });
    await store().project(countyCode, async (transaction) => {
      expect(await transaction.countyVersion()).toBe(0);
      expect(await transaction.putCounty(county())).toBe(1);
      expect(await transaction.countyVersion()).toBe(1);
      expect(await transaction.county()).toEqual(county());
    });
  });
};
