/** Makes reports from a store, for the thread of the reports and for the command line. */
import { composeReport } from '../shared/report/compose-report.ts';
import type { Report } from '../shared/report/report.ts';
import { readBoard } from './board/read-board.ts';
import { resolveScope } from './board/scope-parts.ts';
import { ordersPlacedIn } from './query/order-cohort.ts';
import { type Answer, answering } from './query/refusal.ts';
import { Registers } from './query/registers.ts';
import { seriesAnswer, spanTotals } from './query/series.ts';
import { gatherNumbers, type ReportRequest } from './reports/gather.ts';
import type { ReportSources } from './reports/sources.ts';
import type { Store } from './store/store.ts';

export type ReportMaker = (request: ReportRequest) => Promise<Answer<Report>>;

export function createReportMaker(store: Pick<Store, 'read'>): ReportMaker {
  const registers = new Registers({ resolve: resolveScope, read: readBoard });
  const sources: ReportSources = {
    shares: (view, scope) => registers.shares(view, scope),
    board: readBoard,
    totals: spanTotals,
    points: async (view, scope, measure, by, span) =>
      (await seriesAnswer(view, registers, { scope, measure, by, split: 'none', ...span })).series.all ?? [],
    orders: ordersPlacedIn,
  };
  return (request) =>
    answering(() => store.read(async (view) => composeReport(await gatherNumbers(view, sources, request))));
}
