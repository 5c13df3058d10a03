/**
 * Cells: place × series × period × key → a sum. Everything that a board shows is read from them.
 *
 * Periods are texts that sort by time within their kind: `D2026-11-22` a day, `H2026-11-22T14` an hour of it,
 * `W2026-11-16` the week from that Monday, `M2026-11`, `Y2026`, `A` all, `N` now.
 */
import { mondayOf, monthOf } from '../domain/time.ts';
import type { Contribution } from './contribution.ts';
import type { Dimension, Measure } from './measure.ts';

export interface Cell {
  place: string;
  /** A measure, or a measure split by a dimension: `activities`, `activities.platform`. */
  series: string;
  period: string;
  /** Key within a split; empty for the measure itself. */
  key: string;
  value: number;
}

/** A change to a cell; with `member` the cell counts distinct members, and the change is to that member's references. */
export interface CellChange extends Cell {
  member?: string;
}

export const period = {
  day: (day: string) => `D${day}`,
  hour: (day: string, hour: string) => `H${day}T${hour}`,
  week: (day: string) => `W${mondayOf(day)}`,
  month: (month: string) => `M${month}`,
  year: (day: string) => `Y${day.slice(0, 4)}`,
  all: 'A',
  now: 'N',
} as const;

/** Places are codes: 6 digits a county, 9 a town, and `s:` before the code of a site. */
export const sitePlace = (site: string): string => `s:${site}`;

export const placesOf = (county: string, site: string, town: string | undefined): string[] =>
  town === undefined ? [county, sitePlace(site)] : [county, town, sitePlace(site)];

/** The periods in which what lies on a day is added up, by hour aside: a split is kept for days and months alone. */
export function periodsOfDay(day: string, split: boolean): string[] {
  const periods = [period.day(day), period.month(monthOf(day))];
  return split ? periods : [...periods, period.year(day), period.all];
}

function periodsOf(contribution: Contribution, measure: Measure, split: boolean): string[] {
  const { span } = contribution;
  if (span === 'now') return [period.now];
  if ('month' in span) return [period.month(span.month)];
  const { day, hour } = span;
  const periods = periodsOfDay(day, split);
  if (split) return periods;
  if (measure.distinct) periods.push(period.week(day));
  if (measure.byHour && hour !== undefined) periods.push(period.hour(day, hour));
  return periods;
}

/** Series of a measure that is kept for each member; their keys are persons and never leave the server. */
export const memberSeries = (measure: string): string => `${measure}.member`;

/** Series of a measure itself: its sums, or its samples; and its weight, where it is a rate. */
const ownSeries = ({ id, histogram, rate }: Measure): string[] => [
  histogram ? `${id}.sample` : id,
  ...(rate ? [`${id}.of`] : []),
];

const splitSeries = ({ id, splits }: Measure): string[] => splits.map((dimension) => `${id}.${dimension}`);

/** Every series of a measure, without those of members. */
export const seriesOf = (measure: Measure): string[] => [...ownSeries(measure), ...splitSeries(measure)];

/** Whether a series is a split of its measure. */
export const isSplit = (series: string, measure: Measure): boolean => splitSeries(measure).includes(series);

/** A cell wherever it is told of, and what is added to it. */
export type PlacelessCell = Omit<Cell, 'place'>;

/** What one contribution adds to the cells of each of its places. */
export interface CellAddition {
  places: string[];
  cells: PlacelessCell[];
  /** Who is counted once, where the cells count members. */
  member?: string;
}

const inPeriods = (periods: readonly string[], series: string, key: string, value: number): PlacelessCell[] =>
  periods.map((when) => ({ series, period: when, key, value }));

/** The cells of a measure itself, without its splits. */
export function ownCells(contribution: Contribution, measure: Measure): PlacelessCell[] {
  const { amount } = contribution;
  const periods = periodsOf(contribution, measure, false);
  const cells = measure.histogram
    ? inPeriods(periods, `${measure.id}.sample`, String(amount), 1)
    : inPeriods(periods, measure.id, '', measure.distinct ? 1 : amount);
  return measure.rate ? [...cells, ...inPeriods(periods, `${measure.id}.of`, '', 1)] : cells;
}

/** The cells of a measure by one dimension; none where a contribution does not tell it. */
export function splitCells(
  contribution: Contribution,
  measure: Measure,
  dimension: Dimension,
): PlacelessCell[] {
  const key = contribution[dimension];
  if (key === undefined) return [];
  const value = measure.distinct ? 1 : contribution.amount;
  return inPeriods(periodsOf(contribution, measure, true), `${measure.id}.${dimension}`, key, value);
}

/** The cells that one contribution changes. They are the same in every place, so they are told once. */
export function cellAddition(county: string, contribution: Contribution, measure: Measure): CellAddition {
  const { site, town, amount, member } = contribution;
  const cells = ownCells(contribution, measure);
  for (const dimension of measure.splits) cells.push(...splitCells(contribution, measure, dimension));
  if (measure.byMember && member !== undefined)
    cells.push({ series: memberSeries(measure.id), period: period.all, key: member, value: amount });
  const places = placesOf(county, site, town);
  return measure.distinct && member !== undefined ? { places, cells, member } : { places, cells };
}
