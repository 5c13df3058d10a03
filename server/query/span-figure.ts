/** A figure of any days, and where its evidence lies, as of the view that it is read in. */
import type { Figure } from '../../shared/board/paths-figure.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { cohortOf, parseSpanPath, type SpanPath, spanFigure } from '../../shared/report/span-path.ts';
import type { ReadTransaction } from '../store/store.ts';
import { ordersPlacedIn } from './order-cohort.ts';
import { spanTotals } from './series.ts';

export interface SpanFigure {
  figure: Figure;
  value?: number;
}

async function valueAt(
  view: ReadTransaction,
  shares: ScopeShares,
  path: SpanPath,
): Promise<number | undefined> {
  const cohort = cohortOf(path);
  if (cohort) {
    const { month, ...rates } = await ordersPlacedIn(view, shares, path);
    const stages: Record<string, number> = month;
    return cohort.measure === 'orderStages' ? stages[cohort.stage ?? ''] : rates[cohort.measure];
  }
  const of = path.key?.of;
  const split = of === undefined || of === 'stage' ? 'none' : of;
  return (await spanTotals(view, shares, path.measure, split, path)).get(path.key?.name ?? 'all') ?? 0;
}

/** Undefined where the path names no figure of the scope. */
export async function readSpanFigure(
  view: ReadTransaction,
  shares: ScopeShares,
  text: string,
): Promise<SpanFigure | undefined> {
  const path = parseSpanPath(text);
  const figure = path && spanFigure(shares, path);
  if (!path || !figure || figure.sources.length === 0) return undefined;
  return { figure, ...given('value', await valueAt(view, shares, path)) };
}
