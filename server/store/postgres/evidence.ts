/** The contributions behind a figure. */

import {
  type ContributionFields,
  cellsOfMembers,
  contributionColumns,
  contributionFrom,
  isOfDays,
  outermostPeriod,
} from '../contribution-row.ts';
import type { ContributionFilter, ContributionGroup, ContributionRow } from '../store.ts';
import { Conditions } from './conditions.ts';
import type { Connection } from './connection.ts';

function addSpan(where: Conditions, span: ContributionFilter['span']): void {
  if (span === 'all') where.add("c.period between 'D' and 'E'");
  else if (span === 'now') where.add('c.period = ?', 'N');
  else if ('month' in span) where.add('c.period = ?', `M${span.month}`);
  else {
    // One day is an equality, so that the index gives its rows in their order.
    if (span.from === span.to) where.add('c.period = ?', `D${span.from}`);
    else where.add('c.period between ? and ?', `D${span.from}`, `D${span.to}`);
    if (span.hour !== undefined) where.add('c.hour = ?', span.hour);
  }
}

function conditionsOf(county: string, filter: ContributionFilter): Conditions {
  const where = new Conditions().add('c.county = ?', county).add('c.measure = ?', filter.measure);
  addSpan(where, filter.span);
  where.addPlace(filter);
  for (const dimension of ['platform', 'category', 'team', 'key'] as const) {
    const value = filter[dimension];
    if (value !== undefined) where.add(`c.${dimension} = ?`, value);
  }
  return where;
}

type Fields = [thing: string, ...fields: ContributionFields];

const rowFrom = ([thing, ...fields]: Fields): ContributionRow =>
  Object.assign(contributionFrom(fields), { thing });

/** Day by day, as the index has them, then by `at` and thing. Rows of one thing and instant stay together, past the limit if need be. */
export async function contributionPage(
  connection: Connection,
  county: string,
  filter: ContributionFilter,
  page: { limit: number; after?: { at: number; thing: string }; oldestFirst?: true },
): Promise<ContributionRow[]> {
  const [further, direction] = page.oldestFirst ? ['>', 'asc'] : ['<', 'desc'];
  const where = conditionsOf(county, filter);
  if (page.after) {
    const { at, thing } = page.after;
    where.add(`(c.at ${further} ? or (c.at = ? and c.thing > ?))`, at, at, thing);
    if (isOfDays(filter)) where.add(`c.period ${further}= ?`, outermostPeriod(at, page));
  }
  const rows = await connection.all<Fields>(
    `select c.thing, ${contributionColumns} from contribution c where ${where.sql}
    order by c.period ${direction}, c.at ${direction}, c.thing, c.n limit ${where.next}`,
    ...where.values,
    page.limit,
  );
  const last = rows.at(-1)?.[0] === undefined ? undefined : rowFrom(rows.at(-1) as Fields);
  if (!last || rows.length < page.limit) return rows.map(rowFrom);
  const whole = rows.map(rowFrom).filter((row) => row.at !== last.at || row.thing !== last.thing);
  const tail = conditionsOf(county, filter)
    .add('c.period = ?', rows.at(-1)?.[2] ?? '')
    .add('c.at = ?', last.at)
    .add('c.thing = ?', last.thing);
  const together = await connection.all<Fields>(
    `select c.thing, ${contributionColumns} from contribution c where ${tail.sql} order by c.n`,
    ...tail.values,
  );
  return [...whole, ...together.map(rowFrom)];
}

/** By town; by site where there is no town, or where the filter names a place already. */
export async function contributionGroups(
  connection: Connection,
  county: string,
  filter: ContributionFilter,
): Promise<ContributionGroup[]> {
  const where = conditionsOf(county, filter);
  const bySite = filter.town !== undefined || filter.site !== undefined;
  const site = bySite ? 'c.site' : 'case when c.town is null then c.site end';
  const rows = await connection.all<[string | null, string | null, number, number, number]>(
    `select c.town, ${site} as place, count(*), min(c.at), max(c.at) from contribution c where ${where.sql}
    group by c.town, place order by c.town nulls first, place nulls first`,
    ...where.values,
  );
  return rows.map(([town, place, count, firstAt, lastAt]) => {
    const group: ContributionGroup = { count, firstAt, lastAt };
    if (town !== null) group.town = town;
    if (place !== null) group.site = place;
    return group;
  });
}

/** Distinct members by name, each with its newest row: who they are the cells tell, which count them. */
export async function memberPage(
  connection: Connection,
  county: string,
  filter: ContributionFilter,
  page: { limit: number; after?: string },
): Promise<ContributionRow[]> {
  const { place, series, from, to } = cellsOfMembers(county, filter);
  const where = conditionsOf(county, filter);
  const who = new Conditions(where.values.length)
    .add('d.county = ? and d.place = ? and d.series = ?', county, place, series)
    .add("d.period between ? and ? and d.key = ''", from, to)
    .add('m.member > ?', page.after ?? '');
  const rows = await connection.all<Fields>(
    `select newest.* from (
      select distinct m.member from distinct_cell d join member m on m.county = d.county and m.cell = d.id
      where ${who.sql} order by m.member limit ${who.next}) who
    cross join lateral (
      select c.thing, ${contributionColumns} from contribution c where ${where.sql} and c.member = who.member
      order by c.at desc, c.thing, c.n limit 1) newest
    order by newest.member`,
    ...where.values,
    ...who.values,
    page.limit,
  );
  return rows.map(rowFrom);
}
