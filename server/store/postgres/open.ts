/** Opens the database of a store. */
import type { Store } from '../store.ts';
import { Connection } from './connection.ts';
import { Lines } from './lines.ts';
import { Pool } from './pool.ts';
import { PostgresStore } from './postgres-store.ts';
import { migrate, requireCurrentSchema } from './schema.ts';
import { schemaSteps } from './schema-steps.ts';
import { WakeUp } from './wake-up.ts';

/** Appends, everything else that is kept, and what wakes others: each has its own line. */
const writers = 3;
const readers = 4;
const writerPatienceMs = 30_000;
const projectorPatienceMs = 600_000;
/** A report or a look at a whole journal works on what it has read before it reads on. */
const readerPatienceMs = 180_000;

/** `steps` are the schema's; tests open databases of older and newer programs. */
export async function openPostgres(
  url: string,
  { readOnly = false }: { readOnly?: boolean } = {},
  steps: readonly string[] = schemaSteps,
): Promise<Store> {
  const connection = await Connection.open(url, { access: readOnly ? 'read' : 'write' });
  try {
    await (readOnly ? requireCurrentSchema : migrate)(connection, steps);
  } finally {
    await connection.close();
  }
  const reading = new Pool(url, { access: 'read', patienceMs: readerPatienceMs }, readers);
  if (readOnly) return new PostgresStore(new Lines({ readers: reading }), new WakeUp(url, reading));
  const writing = new Pool(url, { access: 'write', patienceMs: writerPatienceMs }, writers);
  const projecting = new Pool(url, { access: 'write', patienceMs: projectorPatienceMs }, 1);
  const lines = new Lines({ readers: reading, writers: writing, projectors: projecting });
  return new PostgresStore(lines, new WakeUp(url, writing));
}
