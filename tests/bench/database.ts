/** Databases with a county and a projected history in them, made without a server. */
import { join } from 'node:path';
import { makeToken } from '../../server/identity/tokens.ts';
import { importCounty } from '../../server/projector/import-county.ts';
import { projectBatch } from '../../server/projector/project-batch.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { newEvent } from '../support/county-journal.ts';

const groupSize = 1000;
/** Events of one batch of the projector, as in the server where a backlog is drained. */
const batchSize = 500;

export interface Database {
  url: string;
  store: Store;
  register: Register;
}

export const openDatabase = (folder: string, name: string, county: County, now: number): Promise<Database> =>
  openDatabaseAt(`sqlite:${join(folder, `${name}.db`)}`, county, now);

/** Opens a database, which is made where there is none, with a county in it. */
export async function openDatabaseAt(url: string, county: County, now: number): Promise<Database> {
  const store = await openStore(url);
  await importCounty(store, county, now);
  return { url, store, register: new Register(county) };
}

export async function append({ store, register }: Database, events: readonly JournalEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += groupSize)
    await store.append(events.slice(at, at + groupSize).map((event) => newEvent(event, register)));
}

/** Projects everything in the journal at `now` (ms). */
export async function project({ store, register }: Database, now: number): Promise<void> {
  const step = () =>
    store.project(register.code, (transaction) => projectBatch(transaction, register, now, batchSize));
  while ((await step()).more) {
    // The next batch goes on where this one ended.
  }
}

/** A station key of the center, which may send for every site; the key itself. */
export async function addCenterKey({ store, register }: Database): Promise<string> {
  const { id, token, hash } = makeToken('station');
  const { code: site } = register.center;
  await store.addKey({ id, site, label: 'bench', hash, createdAt: Date.now() });
  return token;
}
