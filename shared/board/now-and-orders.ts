import type { Site, Team } from '../county/county.ts';
import type { TierId } from '../county/profile.ts';
import type { Register } from '../county/register.ts';
import { type BoardNow, type BoardOrders, type OrderStage, orderStages } from './board.ts';
import type { BoardDays } from './board-days.ts';
import type { BoardPart } from './board-part.ts';
import type { CellTable } from './cell-table.ts';

type Place = Pick<BoardPart, 'town' | 'site'> & { register: Register };

/** Open sites of a part [N8]. */
export const openSites = ({ register, town, site }: Place): Site[] =>
  register.county.sites.filter(
    (row) =>
      row.status === 'open' &&
      (site === undefined || row.code === site) &&
      (town === undefined || row.town === town),
  );

/** Teams of a part: those of its sites, all of them for a county [N8]. */
export const teamsOf = ({ register, town, site }: Place): Team[] =>
  register.county.teams.filter(
    (team) =>
      (site === undefined || team.site === site) &&
      (town === undefined || (team.site !== undefined && register.townOfSite(team.site) === town)),
  );

/** Tiers of all parts in the order of the first profile that has them. */
export const tierIdsOf = (parts: readonly BoardPart[]): string[] => [
  ...new Set(parts.flatMap(({ register }) => register.county.profile.tiers.map(({ id }) => id))),
];

/** What depends on the register alone, by the place of a part: boards are read far more often than it changes. */
interface Standing {
  open: Map<TierId, number>;
  teams: number;
}

const standings = new WeakMap<Register, Map<string, Standing>>();

function standingOf(part: Place): Standing {
  const known = standings.get(part.register) ?? new Map<string, Standing>();
  standings.set(part.register, known);
  const name = `${part.town ?? ''} ${part.site ?? ''}`;
  let standing = known.get(name);
  if (!standing) {
    const open = new Map<TierId, number>();
    for (const { tier } of openSites(part)) open.set(tier, (open.get(tier) ?? 0) + 1);
    standing = { open, teams: teamsOf(part).length };
    known.set(name, standing);
  }
  return standing;
}

export function openByTier(parts: readonly BoardPart[]): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(tierIdsOf(parts).map((tier) => [tier, 0]));
  for (const part of parts)
    for (const [tier, open] of standingOf(part).open) counts[tier] = (counts[tier] ?? 0) + open;
  return counts;
}

/** What stands now [N1–N8]. */
export function assembleNow(
  parts: readonly BoardPart[],
  cells: CellTable,
  days: BoardDays,
  baseline: Record<string, number>,
): BoardNow {
  const now = (series: string, key = ''): number => cells.get(series, days.now, key);
  return {
    onDuty: now('onDuty'),
    openCheckIns: now('openCheckIns'),
    activitiesRunning: now('activitiesRunning'),
    ordersOpen: now('ordersOpen'),
    ordersOverdue: now('ordersOverdue'),
    registeredVolunteers: now('registeredVolunteers') + (baseline.registeredVolunteers ?? 0),
    teams: parts.reduce((sum, part) => sum + standingOf(part).teams, 0),
    alerts: parts.reduce((sum, part) => sum + part.alertCount, 0),
    sites: openByTier(parts),
    sources: {
      live: now('sources.key', 'live'),
      late: now('sources.key', 'late'),
      silent: now('sources.key', 'silent'),
    },
  };
}

/** Median of a histogram; that of an even number is the mean of the two middle ones [R5]. */
export function medianOf(histogram: readonly [value: number, count: number][]): number | undefined {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const at = (rank: number): number => {
    let seen = 0;
    for (const [value, count] of sorted) {
      seen += count;
      if (seen > rank) return value;
    }
    return 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

/** Stages and rates of the orders placed in a month [R1–R5]; a rate with nothing to divide by is left out. */
export function assembleOrders(cells: CellTable, days: Pick<BoardDays, 'month'>): BoardOrders {
  const rate = (series: string): number | undefined => {
    const of = cells.get(`${series}.of`, days.month);
    return of > 0 ? cells.get(series, days.month) / of : undefined;
  };
  const samples = cells.entries('responseMinutesMedian.sample', days.month);
  const values = {
    responseRate: rate('responseRate'),
    onTimeRate: rate('onTimeRate'),
    satisfaction: rate('satisfaction'),
    responseMinutesMedian: medianOf(samples.map(([minutes, count]) => [Number(minutes), count])),
  };
  const month = Object.fromEntries(
    orderStages.map((stage) => [stage, cells.get('orderStages.key', days.month, stage)]),
  ) as Record<OrderStage, number>;
  return { month, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) };
}
