/** A board from the cells and rows of its parts. Pure: the same for live, snapshot, replay and verification. */
import { severities } from '../alerts/alert-rule.ts';
import { formatInstant } from '../domain/time.ts';
import type { Board, BoardAlert, BoardRunning, FeedRow, Freshness, Severity } from './board.ts';
import { type BoardDays, boardDays } from './board-days.ts';
import type { BoardPart } from './board-part.ts';
import { placesNamed } from './board-places.ts';
import { CellTable } from './cell-table.ts';
import { assembleCoverage } from './coverage.ts';
import { assembleNow, assembleOrders } from './now-and-orders.ts';
import { queueOf } from './queue-rows.ts';
import {
  categoryTotals,
  hourTotals,
  platformTotals,
  projectCounts,
  teamTotals,
  trendTotals,
} from './splits.ts';
import { baselineOf, totalsOf } from './totals.ts';

const runningLimit = 50;
const alertLimit = 50;
const feedLimit = 30;

export interface BoardHead {
  scope: string;
  title: string;
  timeZone: string;
  day: string;
  /** Whether the scope lies above one county, so that keys of several counties meet. */
  aboveCounty: boolean;
}

const freshnesses: readonly Freshness[] = ['live', 'late', 'silent'];

function childrenOf(parts: readonly BoardPart[], days: BoardDays): Board['children'] {
  const children: Board['children'] = {};
  for (const { code, cells, lastEventAt } of parts.flatMap((part) => part.children)) {
    children[code] = {
      activities: cells.get('activities', days.month),
      serviceMinutes: cells.get('serviceMinutes', days.month),
      beneficiaries: cells.get('beneficiaries', days.month),
      ordersOpen: cells.get('ordersOpen', days.now),
      ordersOverdue: cells.get('ordersOverdue', days.now),
      onDuty: cells.get('onDuty', days.now),
      silentSites: cells.get('silentSites', days.now),
      ...(lastEventAt === undefined ? {} : { lastEventAt: formatInstant(lastEventAt) }),
      freshness: freshnesses.find((key) => cells.get('sources.key', days.now, key) > 0) ?? 'silent',
    };
  }
  return children;
}

function runningOf(parts: readonly BoardPart[]): Record<string, BoardRunning> {
  const rows = parts.flatMap((part) => part.running);
  rows.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  return Object.fromEntries(rows.slice(0, runningLimit).map(({ id, row }) => [id, row]));
}

const gravity = (severity: Severity): number => severities.indexOf(severity);

function alertsOf(parts: readonly BoardPart[]): Record<string, BoardAlert> {
  const rows = parts.flatMap((part) => part.alerts);
  rows.sort(
    (a, b) =>
      gravity(a.alert.severity) - gravity(b.alert.severity) ||
      (a.alert.since < b.alert.since ? -1 : a.alert.since > b.alert.since ? 1 : a.id < b.id ? -1 : 1),
  );
  return Object.fromEntries(rows.slice(0, alertLimit).map(({ id, alert }) => [id, alert]));
}

function feedOf(parts: readonly BoardPart[], aboveCounty: boolean): Record<string, FeedRow> {
  const rows = parts.flatMap(({ feed, register }) =>
    feed.map((entry) => ({
      ...entry,
      key: aboveCounty ? `${register.code}-${entry.seq}` : String(entry.seq),
    })),
  );
  rows.sort((a, b) => b.at - a.at || b.seq - a.seq || (a.key < b.key ? -1 : 1));
  return Object.fromEntries(rows.slice(0, feedLimit).map(({ key, row }) => [key, row]));
}

/** The board of a scope (contract §5). `parts` hold what P1 gives to the scope, `head` says which it is. */
export function assembleBoard(head: BoardHead, parts: readonly BoardPart[]): Board {
  const days = boardDays(head.day);
  const cells = parts.reduce((sum, part) => sum.merge(part.cells), new CellTable());
  const baseline = baselineOf(parts);
  const registers = parts.map(({ register }) => register);
  const profiles = registers.map(({ county }) => county.profile);
  const rows = {
    queue: queueOf(parts, head.aboveCounty),
    running: runningOf(parts),
    alerts: alertsOf(parts),
    feed: feedOf(parts, head.aboveCounty),
  };
  return {
    scope: head.scope,
    title: head.title,
    tz: head.timeZone,
    day: head.day,
    totals: totalsOf(cells, days, baseline),
    now: assembleNow(parts, cells, days, baseline),
    orders: assembleOrders(cells, days),
    coverage: assembleCoverage(parts, cells, days, head.aboveCounty),
    platforms: platformTotals(profiles, cells, days),
    categories: categoryTotals(profiles, cells, days),
    children: childrenOf(parts, days),
    trend: trendTotals(cells, days),
    hours: hourTotals(cells, days),
    teams: teamTotals(parts, days, head.aboveCounty),
    projects: projectCounts(profiles, cells, days),
    ...rows,
    ...(head.aboveCounty && { places: placesNamed(rows, registers) }),
  };
}
