import { type VillageCoverage, villageCoverage } from '../county/circle.ts';
import { otherKey } from '../county/other-key.ts';
import type { Register } from '../county/register.ts';
import { period } from '../measures/cell.ts';
import { given } from '../measures/contribution-context.ts';
import type { BoardCoverage } from './board.ts';
import { type BoardDays, coverageDays } from './board-days.ts';
import type { BoardPart } from './board-part.ts';
import type { CellTable } from './cell-table.ts';
import { openByTier, tierIdsOf } from './now-and-orders.ts';

/** Villages of a part, and which are covered [R10]. */
export function villagesOf({
  register,
  town,
}: Pick<BoardPart, 'register' | 'town'>): readonly VillageCoverage[] {
  const all = villageCoverage(register.county);
  return town === undefined ? all : all.filter((village) => village.town === town);
}

function circleOf(parts: readonly BoardPart[]): BoardCoverage['circle'] {
  const rows = parts.filter(({ site }) => site === undefined).flatMap(villagesOf);
  if (rows.length === 0) return undefined;
  return {
    covered: rows.filter(({ covered }) => covered).length,
    units: rows.filter(({ located }) => located).length,
    villages: rows.length,
  };
}

const circlesByRegister = new WeakMap<Register, BoardCoverage['circles']>();

/** The circle of each town of a county [R10]. */
function circlesOf(register: Register): BoardCoverage['circles'] {
  const known = circlesByRegister.get(register);
  if (known) return known;
  const circles = Object.fromEntries(
    register.county.towns.map(({ code }) => {
      const located = villagesOf({ register, town: code }).filter((village) => village.located);
      return [code, { covered: located.filter(({ covered }) => covered).length, units: located.length }];
    }),
  );
  circlesByRegister.set(register, circles);
  return circles;
}

/** Planned units of the profile, for the county and areas above it [R6]. */
function unitsOf(parts: readonly BoardPart[], tier: string): number | undefined {
  let units: number | undefined;
  for (const { register, town, site } of parts) {
    if (town !== undefined || site !== undefined) continue;
    const planned = register.county.profile.tiers.find(({ id }) => id === tier)?.units;
    if (planned !== undefined) units = (units ?? 0) + planned;
  }
  return units;
}

/** Activities of the last 30 days by platform: registered ones always, `other` where there is any [R9]. */
function platformsOf(
  cells: CellTable,
  platforms: readonly string[],
  days: BoardDays,
): Record<string, number> {
  const window = days.trend.slice(-coverageDays).map(period.day);
  const count = (platform: string): number => cells.sum('activities.platform', window, platform);
  const counts = Object.fromEntries(platforms.map((platform) => [platform, count(platform)]));
  const other = count(otherKey);
  return other === 0 ? counts : { ...counts, [otherKey]: other };
}

/** Coverage of tiers, sites, platforms and villages [R6, R7, R9, R10]. */
export function assembleCoverage(
  parts: readonly BoardPart[],
  cells: CellTable,
  days: BoardDays,
  aboveCounty: boolean,
): BoardCoverage {
  const open = openByTier(parts);
  const coverage: BoardCoverage = { tiers: {}, activeSites: {}, platforms: {} };
  for (const tier of tierIdsOf(parts)) {
    const units = unitsOf(parts, tier);
    coverage.tiers[tier] = { open: open[tier] ?? 0, ...(units === undefined ? {} : { units }) };
    coverage.activeSites[tier] = cells.get('activeSites.key', days.now, tier);
  }
  for (const { register, children } of parts) {
    const platforms = register.county.profile.platforms.map(({ id }) => id);
    for (const child of children) coverage.platforms[child.code] = platformsOf(child.cells, platforms, days);
  }
  const circle = circleOf(parts);
  if (!circle) return coverage;
  const county = aboveCounty ? undefined : parts.find((part) => part.town === undefined)?.register;
  return { ...coverage, circle, ...given('circles', county && circlesOf(county)) };
}
