/** A contribution as a row: its span becomes the period of its smallest cell, with the hour beside it. */
import { period, sitePlace } from '../../shared/measures/cell.ts';
import type { Contribution, Span } from '../../shared/measures/contribution.ts';
import type { ContributionFilter, LaterDays } from './reading.ts';

/** In the order of {@link contributionColumns}. */
export type ContributionFields = [
  measure: string,
  period: string,
  hour: string | null,
  amount: number,
  at: number,
  site: string,
  town: string | null,
  platform: string | null,
  category: string | null,
  team: string | null,
  key: string | null,
  member: string | null,
];

/** `c` is the table: `key` alone would be a column of the list of things that it is joined with. */
export const contributionColumns =
  'c.measure, c.period, c.hour, c.amount, c.at, c.site, c.town, c.platform, c.category, c.team, c.key, c.member';

function periodOf(span: Span): string {
  if (span === 'now') return period.now;
  return 'month' in span ? period.month(span.month) : period.day(span.day);
}

function spanOf(text: string, hour: string | null): Span {
  if (text === period.now) return 'now';
  const name = text.slice(1);
  if (text.startsWith('M')) return { month: name };
  return hour === null ? { day: name } : { day: name, hour };
}

export function fieldsOf(contribution: Contribution): ContributionFields {
  const { measure, span, amount, at, site, town, platform, category, team, key, member } = contribution;
  const hour = typeof span === 'object' && 'day' in span ? span.hour : undefined;
  return [
    measure,
    periodOf(span),
    hour ?? null,
    amount,
    at,
    site,
    town ?? null,
    platform ?? null,
    category ?? null,
    team ?? null,
    key ?? null,
    member ?? null,
  ];
}

export function contributionFrom(fields: ContributionFields): Contribution {
  const [measure, when, hour, amount, at, site, town, platform, category, team, key, member] = fields;
  const contribution: Contribution = { measure, span: spanOf(when, hour), amount, at, site };
  if (town !== null) contribution.town = town;
  if (platform !== null) contribution.platform = platform;
  if (category !== null) contribution.category = category;
  if (team !== null) contribution.team = team;
  if (key !== null) contribution.key = key;
  if (member !== null) contribution.member = member;
  return contribution;
}

/** Whether rows lie on days: what counts now, or for a month, has one period for all of them. */
export const isOfDays = ({ span }: Pick<ContributionFilter, 'span'>): boolean =>
  span === 'all' || (typeof span === 'object' && 'from' in span);

/** The first of the periods of days that are left out; none comes after it where no day is. */
export const laterPeriods = (without: LaterDays | undefined): string =>
  without === undefined ? 'E' : period.day(without.from);

const dayMs = 86_400_000;

/** A day that rows after an instant do not pass on their way, whatever the zone of the county. */
export const outermostPeriod = (at: number, { oldestFirst }: { oldestFirst?: true }): string =>
  period.day(new Date(at + (oldestFirst ? -dayMs : dayMs)).toISOString().slice(0, 10));

/** The cells of a distinct count in which everybody is whom a filter lets through: a place, and its first and last period. */
export function cellsOfMembers(county: string, { town, site, measure, span }: ContributionFilter) {
  const place = site === undefined ? (town ?? county) : sitePlace(site);
  if (span === 'all') return { place, series: measure, from: period.all, to: period.all };
  if (typeof span === 'object' && 'from' in span)
    return { place, series: measure, from: period.day(span.from), to: period.day(span.to) };
  return { place, series: measure, from: periodOf(span), to: periodOf(span) };
}
