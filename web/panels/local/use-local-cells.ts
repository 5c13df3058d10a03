import { type ComputedRef, computed } from 'vue';
import type { LocalCell } from '../../../shared/county/profile.ts';
import { periodOf } from '../../format/path-words.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { figureAt } from '../../stores/figures.ts';

interface ShownCell {
  cell: LocalCell;
  share: number | undefined;
  absent: boolean;
}

/** The cells of the county's own strip, and the periods that they are of. */
export function useLocalCells(): { cells: ComputedRef<ShownCell[]>; period: ComputedRef<string> } {
  const board = useBoard();
  const county = useCounty();

  /** 0–1 on the way to the target; undefined where the cell has none, or its target is not on the board. */
  function shareOf(cell: LocalCell): number | undefined {
    if (cell.of === undefined) return undefined;
    const target = typeof cell.of === 'number' ? cell.of : figureAt(board.board, cell.of);
    const value = figureAt(board.board, cell.path);
    if (target === undefined || value === undefined || target <= 0) return undefined;
    return value / target;
  }

  const cells = computed(() =>
    (county.profile?.local.cells ?? []).slice(0, 8).map((cell) => ({
      cell,
      share: shareOf(cell),
      absent: figureAt(board.board, cell.path) === undefined,
    })),
  );

  /** The cells are of several periods; their labels say which where there are more than two. */
  const period = computed(() => {
    const days = county.profile?.limits.silentDays ?? 30;
    const all = cells.value.map(({ cell }) => periodOf(cell.path, '', days).replace('现在', '现有'));
    const different = [...new Set(all)];
    return different.slice(0, 2).join('/') + (different.length > 2 ? '等' : '');
  });
  return { cells, period };
}
