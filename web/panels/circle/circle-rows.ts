import type { Board } from '../../../shared/board/board.ts';

export interface CircleRow {
  code: string;
  /** Villages with an open site near enough, of those whose place is known [R10]. */
  covered: number;
  units: number;
}

/** Towns with located villages: those with most left to reach first, equal ones in the order of `codes`. */
export function circleRows(circles: Board['coverage']['circles'], codes: readonly string[]): CircleRow[] {
  return codes
    .map((code) => ({ code, covered: circles?.[code]?.covered ?? 0, units: circles?.[code]?.units ?? 0 }))
    .filter(({ units }) => units > 0)
    .sort((a, b) => b.units - b.covered - (a.units - a.covered));
}
