/** Opens the database of a store. */
import type { Store } from '../store.ts';
import { Connection } from './connection.ts';
import { Lines } from './lines.ts';
import { Pool } from './pool.ts';
import { PostgresStore } from './postgres-store.ts';
import { migrate, requireCurrentSchema } from './schema.ts';
import { schemaSteps } from './schema-steps.ts';
import { WakeUp } from './wake-up.ts';

/** Appends, the projector, everything else that writes, and what wakes others: each has its own line. */
const writers = 4;
const readers = 4;
const writerPatienceMs = 30_000;
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
  const writing = new Pool(url, { access: 'write', patienceMs: writerPatienceMs }, writers);
  const reading = new Pool(url, { access: 'read', patienceMs: readerPatienceMs }, readers);
  return new PostgresStore(new Lines(readOnly ? undefined : writing, reading), new WakeUp(url, writing));
}
