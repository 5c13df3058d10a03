/** The rows of the form that a superior asks for: each place of a scope, and all of it. */
import type { Board, BoardOrders } from '../../shared/board/board.ts';
import { locatePath } from '../../shared/board/paths.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import {
  defaultColumns,
  lateMinutes,
  type ReportSettings,
  type SubmissionColumn,
} from '../../shared/county/report-settings.ts';
import type { ReportNumbers } from '../../shared/report/numbers.ts';
import type { DaySpan } from '../../shared/report/report-span.ts';
import { cohortMeasures } from '../../shared/report/span-path.ts';
import type { SubmissionRow } from '../../shared/report/submission.ts';
import type { Reading } from './gather.ts';

interface Asked {
  whole: string;
  children: readonly { key: string; name: string }[];
  settings?: ReportSettings;
}

const isCohort = (measure: string): boolean => cohortMeasures.some((known) => known === measure);

/** Measures that are read for all children at once; service time that was late is what is left of two. */
const dailyOf = (columns: readonly SubmissionColumn[]): Set<string> =>
  new Set(
    columns.flatMap(({ measure }) => {
      if (measure === undefined || isCohort(measure)) return [];
      return measure === lateMinutes ? ['serviceMinutes', 'autoServiceMinutes'] : [measure];
    }),
  );

/** What of a row is read only where a column asks for it. */
interface RowReader {
  daily(measure: string): number | undefined;
  board(): Promise<Board>;
  orders(): Promise<BoardOrders>;
}

async function cellOf({ measure, path }: SubmissionColumn, row: RowReader): Promise<number | undefined> {
  if (path !== undefined) {
    const found = locatePath(await row.board(), path);
    return found.is === 'number' ? found.value : undefined;
  }
  if (measure === undefined) return undefined;
  if (measure === lateMinutes)
    return (row.daily('serviceMinutes') ?? 0) - (row.daily('autoServiceMinutes') ?? 0);
  if (!isCohort(measure)) return row.daily(measure) ?? 0;
  const rates: Partial<Record<string, unknown>> = { ...(await row.orders()) };
  return typeof rates[measure] === 'number' ? rates[measure] : undefined;
}

/** Remembers what it was asked once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= work();
    return answer;
  };
}

/** A child of a scope, as a scope of its own. */
async function childShares({ view, sources, shares }: Reading, key: string): Promise<ScopeShares> {
  const [part] = shares.parts;
  const isSite = !shares.aboveCounty && (part?.town !== undefined || part?.register.town(key) === undefined);
  return sources.shares(view, isSite ? `site:${key}` : `area:${key}`);
}

export async function readSubmission(
  reading: Reading,
  span: DaySpan,
  { whole, children, settings }: Asked,
): Promise<ReportNumbers['submission']> {
  const { view, sources, shares } = reading;
  const columns = settings?.columns ?? defaultColumns;
  const totals = new Map<string, Map<string, number>>();
  const byChild = new Map<string, Map<string, number>>();
  for (const measure of dailyOf(columns)) {
    totals.set(measure, await sources.totals(view, shares, measure, 'none', span));
    byChild.set(measure, await sources.totals(view, shares, measure, 'child', span));
  }
  const readerOf = (own: () => Promise<ScopeShares>, daily: RowReader['daily']): RowReader => ({
    daily,
    board: once(async () => (await sources.board(view, await own())).board),
    orders: once(async () => sources.orders(view, await own(), span)),
  });
  const rowOf = async (name: string, row: RowReader, child?: string): Promise<SubmissionRow> => {
    const values: (number | undefined)[] = [];
    for (const column of columns) values.push(await cellOf(column, row));
    return { name, values, ...(child === undefined ? {} : { child }) };
  };
  const rows: SubmissionRow[] = [];
  for (const { key, name } of children) {
    const reader = readerOf(
      once(() => childShares(reading, key)),
      (measure) => byChild.get(measure)?.get(key),
    );
    rows.push(await rowOf(name, reader, key));
  }
  const all = readerOf(
    async () => shares,
    (measure) => totals.get(measure)?.get('all'),
  );
  rows.push(await rowOf(whole, all));
  return { columns, rows };
}
