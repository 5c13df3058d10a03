import type { Board, FeedRow } from '../../../shared/board/board.ts';

export interface KeyedFeedRow extends FeedRow {
  key: string;
}

/** Rows of the feed, newest first; of equal times the later `seq`. Keys above a county are `<county>-<seq>`. */
export function feedRows(feed: Board['feed']): KeyedFeedRow[] {
  const seqOf = (key: string): number => Number(key.slice(key.lastIndexOf('-') + 1));
  return Object.entries(feed)
    .map(([key, row]) => ({ key, ...row }))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || seqOf(b.key) - seqOf(a.key));
}
