/** What the writing thread does for administrators. */
import type { DisplayRowChange, LastUse, StationKeyRow, Store } from './store/store.ts';

export const adminHandlers = (store: Store) => ({
  addKey: (key: StationKeyRow): Promise<void> => store.addKey(key),
  revokeKey: (id: string, at: number): Promise<boolean> => store.revokeKey(id, at),
  changeDisplay: (id: string, change: DisplayRowChange): Promise<boolean> => store.changeDisplay(id, change),
  noteUses: (uses: LastUse[]): Promise<void> => store.noteUses(uses),
});
