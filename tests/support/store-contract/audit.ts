import { expect, it } from 'vitest';
import { verifyAudit } from '../../../server/identity/audit-verification.ts';
import type { AuditEntry, AuditFilter } from '../../../server/store/store.ts';
import type { StoreContract } from '../store-contract.ts';

const entries: AuditEntry[] = [
  { at: 10, actor: 'cli', action: 'key.create', target: 'k1 100_S', result: 'done' },
  { at: 20, actor: 'anonymous', action: 'read', target: '/api', from: '127.0.0.1', result: 'forbidden' },
  { at: 30, actor: 'user:yan', action: 'key.revoke', target: 'k1', from: '10.0.0.1', result: 'done' },
  { at: 40, actor: 'user:yan', action: 'post /api', target: '100%', from: '10.0.0.1', result: 'overtaken' },
];

export const auditContract: StoreContract = (store) => {
  it('chains its rows, whoever writes them', async () => {
    expect(await store().auditHead()).toBeUndefined();
    expect(await store().audit([])).toBeUndefined();
    await Promise.all(entries.map((entry) => store().audit([entry])));
    const head = await store().audit(entries);
    expect(head).toEqual(await store().auditHead());
    expect(await store().audit([])).toEqual(head);
    const rows = await store().auditAfter(0, 100);
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(rows.slice(4).map(({ n, hash, ...entry }) => entry)).toEqual(entries);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(8);
    expect(rows.at(-1)?.hash).toBe(head?.hash);
    expect(await store().auditAfter(3, 2)).toEqual(rows.slice(3, 5));
    expect(await verifyAudit(store(), head)).toEqual({ ok: true, rows: 8, head });
  });

  it('keeps its chain whatever anybody sends', async () => {
    const head = await store().audit([{ ...(entries[1] as AuditEntry), target: '/a\0b\ud800c汉\u{1f600}' }]);
    expect((await store().auditAfter(0, 9))[0]?.target).toBe('/a\ufffdb\ufffdc汉\u{1f600}');
    expect(await verifyAudit(store(), head)).toMatchObject({ ok: true });
  });

  it('answers nothing to a question that no text can answer', async () => {
    await store().audit(entries);
    expect(await store().auditPage({ actor: 'a\0b' }, { limit: 9 })).toEqual([]);
    const things = await store().read((view) => view.eventsOf('330127', ['a\0b'], 9));
    expect(things.size).toBe(0);
  });

  it('answers the newest first, by filters that join', async () => {
    await store().audit(entries);
    const found = async (filter: AuditFilter, before?: number, limit = 10) =>
      (await store().auditPage(filter, { limit, ...(before !== undefined && { before }) })).map(({ n }) => n);
    expect(await found({})).toEqual([4, 3, 2, 1]);
    expect(await found({}, 4, 2)).toEqual([3, 2]);
    expect(await found({ from: 20, to: 40 })).toEqual([3, 2]);
    expect(await found({ actor: 'user:yan' })).toEqual([4, 3]);
    expect(await found({ action: 'key.' })).toEqual([3, 1]);
    expect(await found({ result: 'done', actor: 'user:yan' })).toEqual([3]);
    expect(await found({ result: 'refused' })).toEqual([4, 2]);
    expect(await found({ search: 'k1' })).toEqual([3, 1]);
    expect(await found({ search: '10.0.0' })).toEqual([4, 3]);
    // What is a pattern elsewhere stands for itself.
    expect(await found({ search: '100%' })).toEqual([4]);
    expect(await found({ search: '100_S' })).toEqual([1]);
    expect(await found({ action: '%' })).toEqual([]);
    const row = (await store().auditPage({}, { limit: 1, before: 3 }))[0];
    expect(row).toMatchObject({ ...entries[1], n: 2 });
  });
};
