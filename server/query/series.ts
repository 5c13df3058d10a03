/** A measure over any dates, from the cells of its days. */

import { CellTable } from '../../shared/board/cell-table.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import { otherKey } from '../../shared/county/other-key.ts';
import type { Register } from '../../shared/county/register.ts';
import { addDays, dayOf, daysBetween, mondayOf, monthOf } from '../../shared/domain/time.ts';
import { period, sitePlace } from '../../shared/measures/cell.ts';
import type { Measure } from '../../shared/measures/measure.ts';
import type { DaySpan } from '../../shared/report/report-span.ts';
import type { SeriesAnswer, SeriesSplit } from '../../shared/wire/http.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { Registers } from './registers.ts';
import { checkSplit, dailyMeasure, type SeriesRequest, type Step, stepsOf } from './series-request.ts';

/** What one line of the answer adds up: one place of one county. */
interface Place {
  key: string;
  register: Register;
  place: string;
}

const whole = ({ parts }: ScopeShares): Place[] =>
  parts.map(({ register, place }) => ({ key: 'all', register, place }));

/** Keys as the children of the board: counties above one; towns, then sites without a town; the sites of a town. */
function children({ parts, aboveCounty }: ScopeShares): Place[] {
  return parts.flatMap(({ register, town, site, place }): Place[] => {
    if (aboveCounty) return [{ key: register.code, register, place }];
    if (site !== undefined) return [];
    const { towns, sites } = register.county;
    const own = sites
      .filter((row) => row.town === town)
      .map(({ code }) => ({ key: code, register, place: sitePlace(code) }));
    if (town !== undefined) return own;
    return [...towns.map(({ code }) => ({ key: code, register, place: code })), ...own];
  });
}

async function cellsOf(
  view: ReadTransaction,
  { register, place }: Place,
  series: string,
  steps: readonly Step[],
): Promise<CellTable> {
  const [first, last] = [steps[0]?.from ?? '', steps.at(-1)?.to ?? ''];
  const days = await view.cellRange(register.code, [place], [series], period.day(first), period.day(last));
  return new CellTable().add(days);
}

/** The period of which a distinct count is kept, where a step is all of it. */
function keptPeriod({ from, to }: Step): string | undefined {
  if (from === to) return period.day(from);
  if (from === mondayOf(from) && to === addDays(from, 6)) return period.week(from);
  const month = monthOf(from);
  if (from === `${month}-01` && month === monthOf(to) && month !== monthOf(addDays(to, 1)))
    return period.month(month);
  const year = from.slice(0, 4);
  return from === `${year}-01-01` && to === `${year}-12-31` ? period.year(from) : undefined;
}

/** Distinct counts of longer periods are never sums of shorter ones [P2]. */
async function distinctPoints(
  view: ReadTransaction,
  places: readonly Place[],
  measure: string,
  steps: readonly Step[],
): Promise<[string, number][]> {
  const points: [string, number][] = [];
  for (const step of steps) {
    const kept = keptPeriod(step);
    let sum = 0;
    for (const place of places) {
      if (kept !== undefined) {
        const cells = await view.cells(place.register.code, [place.place], [measure], [kept]);
        sum += cells[0]?.value ?? 0;
      } else {
        const cells = { place: place.place, series: measure };
        const [from, to] = [period.day(step.from), period.day(step.to)];
        sum += await view.memberCount(place.register.code, cells, from, to);
      }
    }
    points.push([step.name, sum]);
  }
  return points;
}

const points = (table: CellTable, series: string, steps: readonly Step[], key: string): [string, number][] =>
  steps.map(({ name, from, to }) => [name, table.sum(series, daysBetween(from, to).map(period.day), key)]);

async function linesOfPlaces(
  view: ReadTransaction,
  places: readonly Place[],
  measure: Measure,
  { by }: Pick<SeriesRequest, 'by'>,
  steps: readonly Step[],
): Promise<SeriesAnswer['series']> {
  const lines: SeriesAnswer['series'] = {};
  for (const key of new Set(places.map((place) => place.key))) {
    const own = places.filter((place) => place.key === key);
    if (measure.distinct && by !== 'day') {
      lines[key] = await distinctPoints(view, own, measure.id, steps);
      continue;
    }
    const table = new CellTable();
    for (const place of own) table.merge(await cellsOf(view, place, measure.id, steps));
    lines[key] = points(table, measure.id, steps, '');
  }
  return lines;
}

/** Registered platforms and categories always, `other` and teams where they are not all 0. */
async function linesOfSplit(
  view: ReadTransaction,
  shares: ScopeShares,
  measure: Measure,
  split: 'platform' | 'category' | 'team',
  steps: readonly Step[],
): Promise<SeriesAnswer['series']> {
  const series = `${measure.id}.${split}`;
  const lines = new Map<string, [string, number][]>();
  const list = split === 'platform' ? 'platforms' : 'categories';
  if (split !== 'team')
    for (const { register } of shares.parts)
      for (const { id } of register.county.profile[list])
        lines.set(
          id,
          steps.map(({ name }) => [name, 0]),
        );
  for (const place of whole(shares)) {
    const table = await cellsOf(view, place, series, steps);
    const days = daysBetween(steps[0]?.from ?? '', steps.at(-1)?.to ?? '').map(period.day);
    const used = new Set(days.flatMap((day) => table.entries(series, day).map(([key]) => key)));
    for (const key of used) {
      const name = split === 'team' && shares.aboveCounty ? `${place.register.code}-${key}` : key;
      const known = lines.get(name);
      const own = points(table, series, steps, key);
      lines.set(name, known ? known.map(([at, sum], index) => [at, sum + (own[index]?.[1] ?? 0)]) : own);
    }
  }
  const other = lines.get(otherKey);
  if (other && lines.delete(otherKey)) lines.set(otherKey, other);
  return Object.fromEntries(lines);
}

export async function seriesAnswer(
  view: ReadTransaction,
  registers: Registers,
  request: SeriesRequest,
): Promise<SeriesAnswer> {
  const shares = await registers.shares(view, request.scope);
  const measure = dailyMeasure(request.measure);
  checkSplit(measure, request.split);
  const positions = await Promise.all(shares.parts.map(({ register }) => view.position(register.code)));
  const asOf = Math.min(...positions.map((position) => position.asOf));
  const steps = stepsOf(request, dayOf(asOf, shares.timeZone));
  const series = await linesOf(view, shares, measure, request, steps);
  return { measure: measure.id, unit: measure.unit.zh, by: request.by, series };
}

function linesOf(
  view: ReadTransaction,
  shares: ScopeShares,
  measure: Measure,
  request: Pick<SeriesRequest, 'by' | 'split'>,
  steps: readonly Step[],
): Promise<SeriesAnswer['series']> {
  const { split } = request;
  if (split !== 'none' && split !== 'child') return linesOfSplit(view, shares, measure, split, steps);
  const places = split === 'none' ? whole(shares) : children(shares);
  return linesOfPlaces(view, places, measure, request, steps);
}

/** A measure over all the days of a span, by the keys of a split; `all` without one. */
export async function spanTotals(
  view: ReadTransaction,
  shares: ScopeShares,
  id: string,
  split: SeriesSplit,
  { from, to }: DaySpan,
): Promise<Map<string, number>> {
  const measure = dailyMeasure(id);
  checkSplit(measure, split);
  const lines = await linesOf(view, shares, measure, { by: 'span', split }, [{ name: '', from, to }]);
  return new Map(Object.entries(lines).map(([key, points]) => [key, points[0]?.[1] ?? 0]));
}
