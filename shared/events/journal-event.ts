import type { EventData, JournalEventType } from './registry.ts';

/**
 * One accepted event as the journal holds it: personal members are kept elsewhere, `at` is its own `time` in
 * milliseconds, `site` the code in its `source`. `seq` numbers the events of a county from 1 without gaps.
 */
export type JournalEvent<T extends JournalEventType = JournalEventType> = {
  [K in T]: {
    seq: number;
    source: string;
    id: string;
    site: string;
    type: K;
    at: number;
    /** Who commanded it, for what an operator did: `user:<name>`. */
    actor?: string;
    data: EventData<K>;
  };
}[T];
