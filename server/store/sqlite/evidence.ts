/** The contributions behind a figure. */

import {
  type ContributionFields,
  cellsOfMembers,
  contributionColumns,
  contributionFrom,
  isOfDays,
  outermostPeriod,
} from '../contribution-row.ts';
import type { ContributionFilter, ContributionGroup, ContributionRow, PlaceFilter } from '../store.ts';
import type { Connection, SqlValue } from './connection.ts';

/** Conditions joined by `and`, with their values in the same order. */
export class Conditions {
  readonly values: SqlValue[] = [];
  readonly #parts: string[] = [];

  add(condition: string, ...values: SqlValue[]): this {
    this.#parts.push(condition);
    this.values.push(...values);
    return this;
  }

  addPlace({ town, site }: PlaceFilter): this {
    if (town !== undefined) this.add('c.town = ?', town);
    if (site !== undefined) this.add('c.site = ?', site);
    return this;
  }

  get sql(): string {
    return this.#parts.join(' and ');
  }
}

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

/** The index is named, because the planner does not know that a county is nearly the whole table. */
const indexed = 'contribution c indexed by contribution_by_measure';

type Fields = [thing: string, ...fields: ContributionFields];

const rowFrom = ([thing, ...fields]: Fields): ContributionRow =>
  Object.assign(contributionFrom(fields), { thing });

const select = (connection: Connection, where: Conditions, rest: string, ...values: SqlValue[]): Fields[] =>
  connection.all<Fields>(
    `select c.thing, ${contributionColumns} from ${indexed} where ${where.sql} ${rest}`,
    ...where.values,
    ...values,
  );

/**
 * Day by day, then by `at` and thing: the index has the days in their order, so a page of years reads the days that it
 * shows. Rows of one thing and instant stay together, past the limit if need be.
 */
export function contributionPage(
  connection: Connection,
  county: string,
  filter: ContributionFilter,
  page: { limit: number; after?: { at: number; thing: string }; oldestFirst?: true },
): ContributionRow[] {
  const [further, direction] = page.oldestFirst ? ['>', 'asc'] : ['<', 'desc'];
  const where = conditionsOf(county, filter);
  if (page.after) {
    const { at, thing } = page.after;
    where.add(`(c.at ${further} ? or (c.at = ? and c.thing > ?))`, at, at, thing);
    if (isOfDays(filter)) where.add(`c.period ${further}= ?`, outermostPeriod(at, page));
  }
  const order = `order by c.period ${direction}, c.at ${direction}, c.thing, c.n limit ?`;
  const found = select(connection, where, order, page.limit);
  const rows = found.map(rowFrom);
  const last = rows.at(-1);
  if (!last || rows.length < page.limit) return rows;
  const whole = rows.filter((row) => row.at !== last.at || row.thing !== last.thing);
  const tail = conditionsOf(county, filter)
    .add('c.period = ?', found.at(-1)?.[2] ?? '')
    .add('c.at = ?', last.at)
    .add('c.thing = ?', last.thing);
  return [...whole, ...select(connection, tail, 'order by c.n').map(rowFrom)];
}

/** By town; by site where there is no town, or where the filter names a place already. */
export function contributionGroups(
  connection: Connection,
  county: string,
  filter: ContributionFilter,
): ContributionGroup[] {
  const where = conditionsOf(county, filter);
  const bySite = filter.town !== undefined || filter.site !== undefined;
  const site = bySite ? 'c.site' : 'iif(c.town is null, c.site, null)';
  return connection
    .all<[string | null, string | null, number, number, number]>(
      `select c.town, ${site} as place, count(*), min(c.at), max(c.at) from ${indexed} where ${where.sql}
      group by c.town, place order by c.town, place`,
      ...where.values,
    )
    .map(([town, place, count, firstAt, lastAt]) => {
      const group: ContributionGroup = { count, firstAt, lastAt };
      if (town !== null) group.town = town;
      if (place !== null) group.site = place;
      return group;
    });
}

/** Distinct members by name, each with its newest row: who they are the cells tell, which count them. */
export function memberPage(
  connection: Connection,
  county: string,
  filter: ContributionFilter,
  page: { limit: number; after?: string },
): ContributionRow[] {
  const { place, series, from, to } = cellsOfMembers(county, filter);
  const where = conditionsOf(county, filter);
  return connection
    .all<Fields>(
      `with who as (
        select distinct m.member from distinct_cell d cross join member m on m.cell = d.id
        where d.county = ? and d.place = ? and d.series = ? and d.period between ? and ? and d.key = ''
          and m.member > ? order by m.member limit ?)
      select c.thing, ${contributionColumns} from who
      cross join contribution c on c.county = ? and (c.thing, c.n) = (
        select c.thing, c.n from contribution c indexed by contribution_by_member
        where ${where.sql} and c.member = who.member order by c.at desc, c.thing limit 1)
      order by who.member`,
      ...[county, place, series, from, to, page.after ?? '', page.limit],
      county,
      ...where.values,
    )
    .map(rowFrom);
}
