/** Stages and rates of the orders placed on some days [R1–R5]: what boards say of a month, of any days. */
import type { BoardOrders } from '../../shared/board/board.ts';
import { CellTable } from '../../shared/board/cell-table.ts';
import { assembleOrders } from '../../shared/board/now-and-orders.ts';
import type { ScopeShare, ScopeShares } from '../../shared/board/scope-shares.ts';
import { addDays, monthOf } from '../../shared/domain/time.ts';
import { type Cell, cellAddition, period } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { measureOf } from '../../shared/measures/registry.ts';
import type { DaySpan } from '../../shared/report/report-span.ts';
import { cohortMeasures } from '../../shared/report/span-path.ts';
import type { ReadTransaction } from '../store/store.ts';

/** The period under which the figures of the days stand beside each other. */
const cohort = 'cohort';
const orderPage = 500;

const cohortSeries = [
  'orderStages.key',
  ...['responseRate', 'onTimeRate', 'satisfaction'].flatMap((rate) => [rate, `${rate}.of`]),
  'responseMinutesMedian.sample',
];

/** The months that a span is made of, where it is made of whole ones. */
function wholeMonths({ from, to }: DaySpan): string[] | undefined {
  if (!from.endsWith('-01') || monthOf(addDays(to, 1)) === monthOf(to)) return undefined;
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = monthOf(addDays(`${month}-01`, 31)))
    months.push(month);
  return months;
}

const asCohort = (cells: readonly Omit<Cell, 'place'>[]): Omit<Cell, 'place'>[] =>
  cells.map((cell) => ({ ...cell, period: cohort }));

/** What the orders add one by one, for days that are no whole months. */
async function addOrders(
  view: ReadTransaction,
  { register, town, site }: ScopeShare,
  { from, to }: DaySpan,
  table: CellTable,
): Promise<void> {
  const county = register.code;
  const filter = {
    measure: 'ordersPlaced',
    span: { from, to },
    ...given('town', town),
    ...given('site', site),
  };
  let after: { at: number; thing: string } | undefined;
  do {
    const rows = await view.contributions(county, filter, { limit: orderPage, ...given('after', after) });
    const added = await view.contributionsOf(
      county,
      rows.map(({ thing }) => thing),
    );
    for (const contribution of [...added.values()].flat())
      if (cohortMeasures.some((measure) => measure === contribution.measure))
        table.add(asCohort(cellAddition(county, contribution, measureOf(contribution.measure)).cells));
    const last = rows.length < orderPage ? undefined : rows.at(-1);
    after = last && { at: last.at, thing: last.thing };
  } while (after !== undefined);
}

/** Stages and rates of the orders that were placed on the days of a span. */
export async function ordersPlacedIn(
  view: ReadTransaction,
  { parts }: Pick<ScopeShares, 'parts'>,
  span: DaySpan,
): Promise<BoardOrders> {
  const table = new CellTable();
  const months = wholeMonths(span)?.map(period.month);
  for (const part of parts) {
    if (months) table.add(asCohort(await view.cells(part.register.code, [part.place], cohortSeries, months)));
    else await addOrders(view, part, span, table);
  }
  return assembleOrders(table, { month: cohort });
}
