import { expect, it } from 'vitest';
import type { KeptReport } from '../../../server/store/store.ts';
import type { StoreContract } from '../store-contract.ts';

const report = (id: string, madeAt: number, more: Partial<KeptReport> = {}): KeptReport => ({
  ...{ id, madeAt, scope: 'area:330127', kind: 'week', from: '2026-11-16', to: '2026-11-22' },
  ...{ title: '周报', madeBy: 'schedule', asOf: '2026-11-23T00:00:00.000Z', seq: 7, body: '{}' },
  ...more,
});

const headOf = ({ body: _body, ...head }: KeptReport) => head;

export const keptReportContract: StoreContract = (store) => {
  it('keeps reports, lists them newest first by pages, and gives one back whole', async () => {
    const kept = [report('a', 1), report('b', 3, { scope: 'area:330106' }), report('c', 3, { claim: 'w' })];
    for (const one of kept) expect(await store().keepReport(one, 9)).toBe(true);
    const [a, b, c] = kept.map(headOf);
    expect(await store().keptReports({}, { limit: 2 })).toEqual([b, c]);
    expect(await store().keptReports({}, { limit: 2, before: { madeAt: 3, id: 'c' } })).toEqual([a]);
    expect(await store().keptReports({ scope: 'area:330106' }, { limit: 9 })).toEqual([b]);
    expect(await store().keptReports({ claim: 'w' }, { limit: 9 })).toEqual([c]);
    expect(await store().keptReport('c')).toEqual(kept[2]);
    expect(await store().keptReport('d')).toBeUndefined();
  });

  it('keeps what a claim asks for once, and for good', async () => {
    expect(await store().keepReport(report('a', 1, { claim: 'w' }), 1)).toBe(true);
    expect(await store().keepReport(report('b', 2, { claim: 'w' }), 1)).toBe(false);
    for (const id of ['m1', 'm2', 'm3']) await store().keepReport(report(id, 5), 2);
    const ids = (await store().keptReports({}, { limit: 9 })).map(({ id }) => id);
    expect(ids).toEqual(['m1', 'm2', 'a']);
  });
};
