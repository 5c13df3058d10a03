/** Reading one number of a board by its path. */
import type { Board } from '../../shared/board/board.ts';

/**
 * The number at `path` of the board, undefined where it has none. Keys may hold dots (site codes and ids do), so
 * each step takes the shortest key that is there.
 */
export function figureAt(board: Board | undefined, path: string): number | undefined {
  const parts = path.split('.');
  let value: unknown = board;
  let at = 0;
  while (at < parts.length) {
    if (typeof value !== 'object' || value === null) return undefined;
    const members = value as Record<string, unknown>;
    let key = parts[at++] ?? '';
    while (members[key] === undefined && at < parts.length) key += `.${parts[at++]}`;
    value = members[key];
  }
  return typeof value === 'number' ? value : undefined;
}
