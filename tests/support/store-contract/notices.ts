import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';

const notice = (id: string, createdAt = 1) => ({ id, body: `{"id":"${id}"}`, createdAt });

export const noticeContract: StoreContract = (store) => {
  const ids = async (state?: 'waiting' | 'delivered' | 'dead') =>
    (await store().notices(state ? { state } : {}, 10)).map(({ id }) => id);

  it('keeps a notice once, due at once', async () => {
    expect(await store().addNotices([notice('a', 5), notice('b', 3)])).toBe(2);
    expect(await store().addNotices([notice('a', 9), notice('c', 9)])).toBe(1);
    expect(await store().noticesDue(5, 10)).toEqual([
      { ...notice('b', 3), attempts: 0, nextAt: 3 },
      { ...notice('a', 5), attempts: 0, nextAt: 5 },
    ]);
    expect((await store().noticesDue(9, 2)).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(await ids()).toEqual(['c', 'a', 'b']);
  });

  it('is tried again, given up, asked for again, and delivered for good', async () => {
    await store().addNotices([notice('a'), notice('b')]);
    await store().settleNotice('a', { error: '500', attempts: 1, nextAt: 100 });
    expect(await store().noticesDue(99, 10)).toHaveLength(1);
    await store().settleNotice('a', { error: 'timeout', attempts: 2 });
    expect(await ids('dead')).toEqual(['a']);
    expect(await store().notices({ state: 'dead' }, 10)).toMatchObject([
      { attempts: 2, lastError: 'timeout' },
    ]);
    expect(await store().retryNotice('a', 200)).toBe(true);
    expect(await ids('dead')).toEqual([]);
    expect(await store().noticesDue(200, 10)).toMatchObject([{ id: 'b' }, { id: 'a', attempts: 0 }]);
    await store().settleNotice('a', { deliveredAt: 210 });
    await store().settleNotice('a', { error: 'too late', attempts: 1, nextAt: 300 });
    expect(await ids('delivered')).toEqual(['a']);
    expect(await store().retryNotice('a', 220)).toBe(false);
    expect(await store().retryNotice('none', 220)).toBe(false);
    expect(await store().addNotices([notice('a')])).toBe(0);
    expect(await store().forgetNotices(210)).toBe(0);
    expect(await store().forgetNotices(211)).toBe(1);
    expect(await ids()).toEqual(['b']);
  });

  it('is taken by one server for a while, and due again where that one does not settle it', async () => {
    await store().addNotices([notice('a', 5)]);
    const [due] = await store().noticesDue(5, 10);
    if (!due) throw new Error('it is not due');
    const claims = await Promise.all([1, 2].map(() => store().claimNotice(due, 40)));
    expect(claims.filter((claimed) => claimed)).toHaveLength(1);
    expect(await store().noticesDue(39, 10)).toEqual([]);
    const [again] = await store().noticesDue(40, 10);
    if (!again) throw new Error('it is not due again');
    expect(again.attempts).toBe(0);
    expect(await store().claimNotice(again, 80)).toBe(true);
    await store().settleNotice('a', { deliveredAt: 50 });
    expect(await store().claimNotice({ id: 'a', nextAt: 80 }, 90)).toBe(false);
  });
};
