import type { PassingRow, PassingStore } from './store/store.ts';

/** What the writing thread does for what is kept for a while. */
export const passingHandlers = (store: PassingStore) => ({
  putPassing: (row: PassingRow): Promise<boolean> => store.putPassing(row),
  dropPassing: (kind: string, name: string, rev?: number): Promise<boolean> =>
    store.dropPassing(kind, name, rev),
});
