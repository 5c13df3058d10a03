import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';
import { until } from '../until.ts';
import { countyCode, event } from './samples.ts';

export const wakeUpContract: StoreContract = (store) => {
  it('tells of a county whose journal or position moved, until nobody listens', async () => {
    const told: string[] = [];
    const stop = store().onWake((county) => told.push(county));
    const heard = (county: string) =>
      until(`${county} is told`, async () => {
        return told.includes(county);
      });
    // Whoever has just begun to listen may miss the first; another one comes with the next event.
    let n = 0;
    await until('the first is told', async () => {
      await store().append([event(`${n++}`)]);
      return told.includes(countyCode);
    });
    await store().append([event('a', { county: '330106', site: 'other' })]);
    await heard('330106');
    await store().project('330108', (transaction) => transaction.savePosition({ seq: 0, asOf: 7 }));
    await heard('330108');
    stop();
    const count = told.length;
    const stopAgain = store().onWake((county) => told.push(`again ${county}`));
    await until('the second listener is told', async () => {
      await store().append([event(`${n++}`)]);
      return told.includes(`again ${countyCode}`);
    });
    stopAgain();
    expect(told.slice(count).every((county) => county.startsWith('again'))).toBe(true);
  });
};
