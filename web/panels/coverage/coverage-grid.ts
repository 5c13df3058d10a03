import type { Board } from '../../../shared/board/board.ts';

export type CoverageLevel = 'none' | 'gap' | 'low' | 'middle' | 'high';

export interface CoverageGrid {
  /** Towns in the profile's order, then what has no town: the given codes that have cells. */
  columns: string[];
  /** Cells without an activity. */
  gaps: number;
  level(child: string, platform: string): CoverageLevel;
}

/** The two values that part the cells above 0 into three equal parts. */
function terciles(values: number[]): [number, number] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return [at(1 / 3), at(2 / 3)];
}

/** Town → platforms that its open alert counts as missing [A7]. */
function openGaps(board: Board | undefined): Map<string, number> {
  const open = new Map<string, number>();
  for (const alert of Object.values(board?.alerts ?? {})) {
    if (alert.rule === 'platform-gap') open.set(alert.scope.slice(alert.scope.indexOf(':') + 1), alert.count);
  }
  return open;
}

/** How the cells of the matrix read: hollow, a problem, or one of three blues [R9]. */
export function coverageGrid(
  board: Board | undefined,
  codes: readonly string[],
  platforms: readonly string[],
): CoverageGrid {
  const cells = board?.coverage.platforms ?? {};
  const columns = codes.filter((code) => cells[code] !== undefined);
  const countOf = (child: string, platform: string): number => cells[child]?.[platform] ?? 0;
  const values = columns.flatMap((child) => platforms.map((platform) => countOf(child, platform)));
  const [low, middle] = terciles(values);
  const alerted = openGaps(board);
  // The alert counts platforms but does not name them: its cells are known where all hollow ones of the town are meant.
  const isGap = (child: string): boolean =>
    alerted.get(child) === platforms.filter((platform) => countOf(child, platform) === 0).length;
  return {
    columns,
    gaps: values.filter((value) => value === 0).length,
    level(child, platform) {
      const value = countOf(child, platform);
      if (value === 0) return isGap(child) ? 'gap' : 'none';
      if (value <= low) return 'low';
      return value <= middle ? 'middle' : 'high';
    },
  };
}
