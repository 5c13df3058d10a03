/** Parts of a board by platform, category, day, hour, team and stage. */

import { otherKey } from '../county/other-key.ts';
import type { CountyProfile } from '../county/profile.ts';
import { compareUtf8 } from '../domain/join.ts';
import { period } from '../measures/cell.ts';
import { given } from '../measures/contribution-context.ts';
import type { Board } from './board.ts';
import type { BoardDays } from './board-days.ts';
import type { BoardPart } from './board-part.ts';
import type { CellTable } from './cell-table.ts';

const teamLimit = 20;

/** Rows by key: registered keys always, `other` only where it is not all 0; members map to series of cells. */
function byKey<Row extends Record<string, number>>(
  keys: Iterable<string>,
  read: (key: string) => Row,
): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const key of keys) rows[key] = read(key);
  const other = read(otherKey);
  if (Object.values(other).some((value) => value !== 0)) rows[otherKey] = other;
  return rows;
}

const idsOf = (
  profiles: readonly CountyProfile[],
  list: 'platforms' | 'categories' | 'projectStages',
): Set<string> => new Set(profiles.flatMap((profile) => profile[list].map(({ id }) => id)));

export function platformTotals(
  profiles: readonly CountyProfile[],
  cells: CellTable,
  { month }: BoardDays,
): Board['platforms'] {
  return byKey(idsOf(profiles, 'platforms'), (key) => ({
    activities: cells.get('activities.platform', month, key),
    participants: cells.get('participants.platform', month, key),
    beneficiaries: cells.get('beneficiaries.platform', month, key),
  }));
}

export function categoryTotals(
  profiles: readonly CountyProfile[],
  cells: CellTable,
  { month }: BoardDays,
): Board['categories'] {
  return byKey(idsOf(profiles, 'categories'), (key) => ({
    activities: cells.get('activities.category', month, key),
    ordersPlaced: cells.get('ordersPlaced.category', month, key),
    ordersCompleted: cells.get('ordersCompleted.category', month, key),
  }));
}

export function projectCounts(
  profiles: readonly CountyProfile[],
  cells: CellTable,
  { now }: BoardDays,
): Record<string, number> {
  const stages = idsOf(profiles, 'projectStages');
  const counts: Record<string, number> = Object.fromEntries(
    [...stages].map((stage) => [stage, cells.get('projects.key', now, stage)]),
  );
  const other = cells
    .entries('projects.key', now)
    .reduce((sum, [key, n]) => (stages.has(key) ? sum : sum + n), 0);
  return other === 0 ? counts : { ...counts, [otherKey]: other };
}

export const trendTotals = (cells: CellTable, { trend }: BoardDays): Board['trend'] =>
  Object.fromEntries(
    trend.map((day) => [
      day,
      {
        activities: cells.get('activities', period.day(day)),
        serviceMinutes: cells.get('serviceMinutes', period.day(day)),
        ordersPlaced: cells.get('ordersPlaced', period.day(day)),
        activeVolunteers: cells.get('activeVolunteers', period.day(day)),
      },
    ]),
  );

export const hourTotals = (cells: CellTable, { day, hours }: BoardDays): Board['hours'] =>
  Object.fromEntries(
    hours.map((hour) => [
      hour,
      {
        activities: cells.get('activities', period.hour(day, hour)),
        serviceMinutes: cells.get('serviceMinutes', period.hour(day, hour)),
        ordersPlaced: cells.get('ordersPlaced', period.hour(day, hour)),
      },
    ]),
  );

/** The teams with most minutes of the month, ties by id; above a county their keys carry the county's code. */
export function teamTotals(
  parts: readonly BoardPart[],
  { month }: BoardDays,
  aboveCounty: boolean,
): Board['teams'] {
  const rows = parts.flatMap(({ cells, register }) =>
    cells
      .entries('serviceMinutes.team', month)
      .filter(([, minutes]) => minutes > 0)
      .map(([id, serviceMinutes]) => ({
        id,
        key: aboveCounty ? `${register.code}-${id}` : id,
        name: register.team(id)?.name,
        serviceMinutes,
        cells,
      })),
  );
  rows.sort((a, b) => b.serviceMinutes - a.serviceMinutes || compareUtf8(a.key, b.key));
  return Object.fromEntries(
    rows.slice(0, teamLimit).map(({ id, key, name, serviceMinutes, cells }) => [
      key,
      {
        ...given('name', name),
        serviceMinutes,
        activities: cells.get('activities.team', month, id),
        ordersCompleted: cells.get('ordersCompleted.team', month, id),
      },
    ]),
  );
}
