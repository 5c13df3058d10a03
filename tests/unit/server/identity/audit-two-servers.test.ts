/** Two servers write one audit log at once, and what they write stays one chain. */
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyAudit } from '../../../../server/identity/audit-verification.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { databaseOf, type Engine } from '../../../support/engine.ts';
import { endProcess, spawnTsx } from '../../../support/server-process.ts';

const rows = 100;
const actors = ['user:one', 'user:other'];

test.each<Engine>(['sqlite', 'postgres'])(
  '100 rows of each at once are one chain on %s',
  { timeout: 60_000 },
  async (engine) => {
    const database = await databaseOf(engine);
    const store = await openStore(database.url);
    const script = join(import.meta.dirname, 'write-audit.ts');
    const writers = actors.map((actor) => spawnTsx(script, [database.url, actor, String(rows)], {}));
    try {
      expect(await Promise.all(writers.map((writer) => once(writer, 'exit')))).toEqual(
        writers.map(() => [0, null]),
      );
      const written = await store.auditAfter(0, 1000);
      expect(written.map(({ n }) => n)).toEqual(Array.from({ length: 2 * rows }, (_, n) => n + 1));
      for (const actor of actors) expect(written.filter((row) => row.actor === actor)).toHaveLength(rows);
      // Neither waited for the other.
      const turns = written.filter((row, n) => row.actor !== written[n - 1]?.actor).length;
      expect(turns).toBeGreaterThan(2);
      expect(await verifyAudit(store, await store.auditHead())).toMatchObject({ ok: true, rows: 2 * rows });
    } finally {
      for (const writer of writers) await endProcess(writer, 'SIGKILL');
      await store.close();
      await database.drop();
    }
  },
);
