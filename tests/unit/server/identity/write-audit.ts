/** Writes rows of the audit log, each by itself: `URL ACTOR ROWS`. Goes on once somebody else has begun too. */
import { setTimeout } from 'node:timers/promises';
import { AuditLog } from '../../../../server/identity/audit-log.ts';
import { openStore } from '../../../../server/store/open-store.ts';

const [url = '', actor = '', rows = ''] = process.argv.slice(2);
const store = await openStore(url);
const log = new AuditLog({
  store,
  onError: (error) => {
    console.error(error);
    process.exitCode = 1;
  },
});
const write = (n: number): Promise<void> =>
  log.record({ at: n, actor, action: 'order.offer', target: `o-${n}`, result: 'done' });

await write(0);
while ((await store.auditAfter(0, 9)).every((row) => row.actor === actor)) await setTimeout(5);
for (let n = 1; n < Number(rows); n += 1) await write(n);
await log.close();
await store.close();
