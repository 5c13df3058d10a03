import { type Measures, type PeriodName, periodMeasures, periodNames } from './board.ts';
import type { BoardDays } from './board-days.ts';
import type { BoardPart } from './board-part.ts';
import type { CellTable } from './cell-table.ts';

/** Distinct counts are never sums of smaller periods [P2]. */
const distinct: ReadonlySet<keyof Measures> = new Set(['activeVolunteers']);

/** What was counted before this system, for the county and areas above it [T2]. */
export function baselineOf(parts: readonly BoardPart[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { register, town, site } of parts) {
    if (town !== undefined || site !== undefined) continue;
    for (const [measure, value] of Object.entries(register.county.profile.baseline)) {
      sum[measure] = (sum[measure] ?? 0) + value;
    }
  }
  return sum;
}

/** Totals of each period up to now [T2]. */
export function totalsOf(
  cells: CellTable,
  days: BoardDays,
  baseline: Record<string, number>,
): Record<PeriodName, Measures> {
  const value = (measure: keyof Measures, name: PeriodName): number => {
    if (name === 'week') {
      return distinct.has(measure) ? cells.get(measure, days.week) : cells.sum(measure, days.weekDays);
    }
    return cells.get(measure, days[name]) + (name === 'all' ? (baseline[measure] ?? 0) : 0);
  };
  const measuresOf = (name: PeriodName): Measures =>
    Object.fromEntries(
      periodMeasures.map((measure) => [measure, value(measure, name)]),
    ) as unknown as Measures;
  return Object.fromEntries(periodNames.map((name) => [name, measuresOf(name)])) as Record<
    PeriodName,
    Measures
  >;
}
