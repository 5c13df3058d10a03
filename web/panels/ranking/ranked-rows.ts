import type { Board } from '../../../shared/board/board.ts';

export type RankingMeasure = 'activities' | 'serviceMinutes' | 'beneficiaries';

export interface RankedRow {
  code: string;
  value: number;
  /** Equal values share a rank; nothing has none. */
  rank: number | undefined;
}

/** The children of a board by one measure, greatest first; equal ones stay in the order of `codes`. */
export function rankedRows(
  children: Board['children'],
  codes: readonly string[],
  measure: RankingMeasure,
): RankedRow[] {
  const rows = codes.map((code) => ({ code, value: children[code]?.[measure] ?? 0 }));
  rows.sort((a, b) => b.value - a.value);
  let rank = 0;
  let last: number | undefined;
  return rows.map((row, index) => {
    if (row.value !== last) rank = index + 1;
    last = row.value;
    return { ...row, rank: row.value > 0 ? rank : undefined };
  });
}
