import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';

export const displayViewContract: StoreContract = (store) => {
  it('keeps of each display what it was told last, whatever comes late', async () => {
    expect(await store().displayViews()).toEqual([]);
    await store().putDisplayViews([
      { display: 'd2', rev: 1, body: '{}' },
      { display: 'd1', rev: 3, body: '{"cover":"blank"}' },
    ]);
    await store().putDisplayViews([{ display: 'd1', rev: 2, body: '{"late":true}' }]);
    await store().putDisplayViews([{ display: 'd2', rev: 2, body: '{"held":true}' }]);
    await store().putDisplayViews([]);
    expect(await store().displayViews()).toEqual([
      { display: 'd1', rev: 3, body: '{"cover":"blank"}' },
      { display: 'd2', rev: 2, body: '{"held":true}' },
    ]);
  });
};
