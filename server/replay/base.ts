/** What a replayed state is told against: nothing, or the live figures of a view of the store. */
import type { ReadTransaction } from '../store/store.ts';

export type Base = Pick<
  ReadTransaction,
  'cells' | 'cellRange' | 'contributions' | 'entities' | 'feed' | 'contributionsOf' | 'references'
>;

/** A state that is all told by itself. */
export const nothing: Base = {
  cells: async () => [],
  cellRange: async () => [],
  contributions: async () => [],
  entities: async () => new Map(),
  feed: async () => [],
  contributionsOf: async () => new Map(),
  references: async () => new Map(),
};
