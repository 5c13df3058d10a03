/** Two servers write one audit log at once, and what they write stays one chain. */
import { expect, test } from 'vitest';
import { AuditLog } from '../../../../server/identity/audit-log.ts';
import { verifyAudit } from '../../../../server/identity/audit-verification.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { databaseOf, type Engine } from '../../../support/engine.ts';

const rows = 100;

test.each<Engine>(['sqlite', 'postgres'])('100 rows of each at once are one chain on %s', async (engine) => {
  const database = await databaseOf(engine);
  const stores = [await openStore(database.url), await openStore(database.url)];
  try {
    const errors: unknown[] = [];
    const logs = stores.map((store) => new AuditLog({ store, onError: (error) => errors.push(error) }));
    await Promise.all(
      logs.flatMap((log, server) =>
        Array.from({ length: rows }, async (_, n) => {
          // Each comes by itself: what comes together is written together.
          await new Promise((resolve) => setTimeout(resolve, n % 20));
          await log.record({
            ...{ at: n, actor: `user:${server}`, action: 'order.offer', target: `o-${n}`, result: 'done' },
          });
        }),
      ),
    );
    for (const log of logs) await log.close();
    const [one] = stores;
    if (!one) throw new Error('no store');
    const written = await one.auditAfter(0, 1000);
    expect(errors).toEqual([]);
    expect(written.map(({ n }) => n)).toEqual(Array.from({ length: 2 * rows }, (_, n) => n + 1));
    for (const actor of ['user:0', 'user:1'])
      expect(written.filter((row) => row.actor === actor)).toHaveLength(rows);
    expect(await verifyAudit(one, await one.auditHead())).toMatchObject({ ok: true, rows: 2 * rows });
  } finally {
    for (const store of stores) await store.close();
    await database.drop();
  }
});
