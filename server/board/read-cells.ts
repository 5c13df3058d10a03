/** The cells that a board is made of, read in few bulk calls. */

import { alertMeasure } from '../../shared/alerts/alert-rule.ts';
import { alertDefinitions } from '../../shared/alerts/registry.ts';
import { periodMeasures } from '../../shared/board/board.ts';
import type { BoardDays } from '../../shared/board/board-days.ts';
import { CellTable, tablesByPlace } from '../../shared/board/cell-table.ts';
import { addDays } from '../../shared/domain/time.ts';
import { period } from '../../shared/measures/cell.ts';
import type { BoardView } from '../store/store.ts';

const daySeries = [...periodMeasures];
const hourSeries = ['activities', 'serviceMinutes', 'ordersPlaced'];
const monthSeries = [
  'activities.platform',
  'participants.platform',
  'beneficiaries.platform',
  'activities.category',
  'ordersPlaced.category',
  'ordersCompleted.category',
  'activities.team',
  'serviceMinutes.team',
  'ordersCompleted.team',
  'orderStages.key',
  'responseRate',
  'responseRate.of',
  'onTimeRate',
  'onTimeRate.of',
  'satisfaction',
  'satisfaction.of',
  'responseMinutesMedian.sample',
];
const nowSeries = [
  'onDuty',
  'openCheckIns',
  'activitiesRunning',
  'ordersOpen',
  'ordersOverdue',
  'registeredVolunteers',
  'projects.key',
  'sources.key',
  'activeSites.key',
  'silentSites',
  ...alertDefinitions.map(({ rule }) => alertMeasure(rule)),
];
const childMonthSeries = ['activities', 'serviceMinutes', 'beneficiaries'];
const childNowSeries = ['ordersOpen', 'ordersOverdue', 'onDuty', 'silentSites', 'sources.key'];

/** All cells of one place that its board shows on `days`. */
export async function readPlaceCells(
  view: BoardView,
  county: string,
  place: string,
  days: BoardDays,
): Promise<CellTable> {
  const places = [place];
  const firstDay = days.trend[0] ?? days.day;
  const lastDay = addDays(days.day, 7);
  const reads = [
    view.cellRange(county, places, daySeries, period.day(firstDay), period.day(lastDay)),
    view.cells(county, places, daySeries, [days.week, days.month, days.lastMonth, days.year, days.all]),
    view.cellRange(county, places, hourSeries, period.hour(days.day, '00'), period.hour(days.day, '23')),
    view.cells(county, places, monthSeries, [days.month]),
    view.cells(county, places, nowSeries, [days.now]),
  ];
  const table = new CellTable();
  for (const cells of await Promise.all(reads)) table.add(cells);
  return table;
}

/** The cells of the children of a board, by place. */
export async function readChildCells(
  view: BoardView,
  county: string,
  places: readonly string[],
  days: BoardDays,
): Promise<Map<string, CellTable>> {
  if (places.length === 0) return new Map();
  const firstDay = days.trend[0] ?? days.day;
  const reads = await Promise.all([
    view.cells(county, places, childMonthSeries, [days.month]),
    view.cells(county, places, childNowSeries, [days.now]),
    view.cellRange(county, places, ['activities.platform'], period.day(firstDay), period.day(days.day)),
  ]);
  return tablesByPlace(reads.flat());
}
