import type { Board, Freshness } from '../../../shared/board/board.ts';

/** Of a place below the watched one, or of the watched site itself, whose board has no children [N7]. */
export function freshnessOf(
  board: Board | undefined,
  code: string,
  watched: string | undefined,
): Freshness | undefined {
  const child = board?.children[code]?.freshness;
  if (child !== undefined || board === undefined || code !== watched) return child;
  const { live, late, silent } = board.now.sources;
  if (live > 0) return 'live';
  if (late > 0) return 'late';
  return silent > 0 ? 'silent' : undefined;
}
