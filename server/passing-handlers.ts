import { randomUUID } from 'node:crypto';
import type { PassingRow, PassingStore } from './store/store.ts';

/** Of this server: what two of them try at the same time does not get mixed up. */
const ownName = randomUUID();

/** What the writing thread does for what is kept for a while. */
export const passingHandlers = (store: PassingStore) => ({
  putPassing: (row: PassingRow): Promise<boolean> => store.putPassing(row),
  dropPassing: (kind: string, name: string, rev?: number): Promise<boolean> =>
    store.dropPassing(kind, name, rev),
  /** Tries whether so much can be stored for good; over from the beginning, it is forgotten whatever happens. */
  probe: async (bytes: number): Promise<void> => {
    await store.dropPassing('probe', ownName);
    await store.putPassing({ kind: 'probe', name: ownName, rev: 1, body: 'x'.repeat(bytes), until: 0 });
    await store.dropPassing('probe', ownName);
  },
});
