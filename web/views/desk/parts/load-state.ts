/** How a list is. Rows that are there stay while they are read anew: `stale` then tells that they may be old. */
export type LoadState = 'loading' | 'ready' | 'denied' | 'failed';
