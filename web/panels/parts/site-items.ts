import type { Board } from '../../../shared/board/board.ts';
import { chipOf } from '../../format/words.ts';
import type { ItemRef } from '../../stores/item.ts';

export interface SiteItem extends ItemRef {
  title: string;
  /** What it is at: 进行中, 待响应, 待办结, or the word of its newest step. */
  word: string;
  /** It runs, or waits for somebody. */
  now: boolean;
  at: string;
}

const kindOf = (type: string): ItemRef['kind'] | undefined => {
  const family = type.slice(0, type.indexOf('.'));
  return family === 'activity' || family === 'order' ? family : undefined;
};

/** Where a row of the feed leads: its activity or order; a project has no card. */
export function itemOfRow({
  type,
  id,
  site,
}: Pick<Board['feed'][string], 'type' | 'id' | 'site'>): ItemRef | undefined {
  const kind = kindOf(type);
  return kind === undefined || id === undefined ? undefined : { kind, id, site };
}

/** What a board has of activities and orders: those that run, those that wait, and the newest others. Each once. */
export function siteItems(board: Board): SiteItem[] {
  const running = Object.entries(board.running).map(([key, { title, site, since }]) => ({
    ...{ kind: 'activity' as const, id: key.slice(key.indexOf(' ') + 1), site },
    ...{ title, word: '进行中', now: true, at: since },
  }));
  const open = Object.entries(board.queue ?? {}).map(([id, { title, site, placedAt, waitsFor }]) => ({
    ...{ kind: 'order' as const, id, site },
    ...{ title, word: waitsFor === 'answer' ? '待响应' : '待办结', now: true, at: placedAt },
  }));
  const told = Object.values(board.feed)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .flatMap((row) => {
      const item = itemOfRow(row);
      return item
        ? [{ ...item, title: row.title, word: chipOf(row.type, row.kind).word, now: false, at: row.at }]
        : [];
    });
  const seen = new Set<string>();
  return [...running, ...open, ...told].filter(({ kind, id }) => {
    const key = `${kind} ${id}`;
    return !seen.has(key) && seen.add(key);
  });
}
