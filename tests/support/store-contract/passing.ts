import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';

const row = (name: string, rev = 1, more: { kind?: string; body?: string; until?: number } = {}) => ({
  kind: 'pairing',
  name,
  rev,
  body: '{}',
  until: 100,
  ...more,
});

export const passingContract: StoreContract = (store) => {
  it('keeps what follows what was kept, and of two at once the first', async () => {
    expect(await store().putPassing(row('b'))).toBe(true);
    expect(await store().putPassing(row('a', 1, { body: '{"a":1}' }))).toBe(true);
    expect(await store().putPassing(row('a', 1, { kind: 'other' }))).toBe(true);
    expect(await store().putPassing(row('a', 1, { body: '{"a":2}' }))).toBe(false);
    expect(await store().putPassing(row('a', 3))).toBe(false);
    expect(await store().putPassing(row('none', 2))).toBe(false);
    const both = [row('a', 2, { body: '{"a":3}' }), row('a', 2, { body: '{"a":4}' })];
    const put = await Promise.all(both.map((one) => store().putPassing(one)));
    expect(put.filter((kept) => kept)).toHaveLength(1);
    expect(await store().passing('pairing')).toEqual([both[put.indexOf(true)], row('b')]);
    expect(await store().passing('pairing', 'b')).toEqual([row('b')]);
    expect(await store().passing('pairing', 'c')).toEqual([]);
    expect(await store().passing('other')).toEqual([row('a', 1, { kind: 'other' })]);
  });

  it('forgets what is dropped, once, and what is over', async () => {
    for (const [name, until] of [
      ['a', 100],
      ['b', 200],
      ['c', 300],
    ] as const)
      await store().putPassing(row(name, 1, { until }));
    expect(await store().dropPassing('pairing', 'c', 2)).toBe(false);
    expect(await store().dropPassing('other', 'c')).toBe(false);
    const dropped = await Promise.all([1, 2].map(() => store().dropPassing('pairing', 'c')));
    expect(dropped.filter((was) => was)).toHaveLength(1);
    expect(await store().forgetPassing(100)).toBe(0);
    expect(await store().forgetPassing(101)).toBe(1);
    expect((await store().passing('pairing')).map(({ name }) => name)).toEqual(['b']);
    expect(await store().putPassing(row('a'))).toBe(true);
    expect(await store().dropPassing('pairing', 'b', 1)).toBe(true);
  });
};
