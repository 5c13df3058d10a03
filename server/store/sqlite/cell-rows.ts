/** Sums and the references behind distinct counts. A cell of 0 is no cell, so that every way to a state is the same. */
import type { Cell, CellChange } from '../../../shared/measures/cell.ts';
import type { Connection } from './connection.ts';

type CellKey = [county: string, place: string, series: string, period: string, key: string];

/** What falls on one cell: a sum, and the changes to the references of members. */
interface CellSum {
  /** The cell in the order in which the rows lie. */
  name: string;
  key: CellKey;
  value: number;
  members: Map<string, number> | undefined;
}

/** Sums what falls on the same row; writing in the order of the rows touches each page once. */
function summed(county: string, changes: readonly CellChange[]): CellSum[] {
  const sums = new Map<string, CellSum>();
  for (const { place, series, period, key, value, member } of changes) {
    const name = `${place}\0${series}\0${period}\0${key}`;
    let sum = sums.get(name);
    if (!sum) {
      sum = { name, key: [county, place, series, period, key], value: 0, members: undefined };
      sums.set(name, sum);
    }
    if (member === undefined) sum.value += value;
    else {
      sum.members ??= new Map();
      sum.members.set(member, (sum.members.get(member) ?? 0) + value);
    }
  }
  return [...sums.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function addToCell(connection: Connection, key: CellKey, value: number): void {
  if (value === 0) return;
  const sum = connection.one<[number]>(
    'insert into cell values (?,?,?,?,?,?) on conflict do update set value = value + excluded.value returning value',
    ...key,
    value,
  )?.[0];
  if (sum === 0)
    connection.run(
      'delete from cell where county = ? and place = ? and series = ? and period = ? and key = ?',
      ...key,
    );
}

function distinctCell(connection: Connection, key: CellKey): number {
  const columns = 'county, place, series, period, key';
  const find = `select id from distinct_cell where (${columns}) = (?,?,?,?,?)`;
  const insert = `insert into distinct_cell (${columns}) values (?,?,?,?,?) returning id`;
  const id = connection.one<[number]>(find, ...key) ?? connection.one<[number]>(insert, ...key);
  if (!id) throw new Error('A distinct cell was neither found nor made.');
  return id[0];
}

/** What a cell of members gains when the references of one of them change: 1, 0 or -1. */
function addToMember(connection: Connection, cell: number, member: string, change: number): number {
  const refs =
    connection.one<[number]>(
      'insert into member values (?,?,?) on conflict do update set refs = refs + excluded.refs returning refs',
      cell,
      member,
      change,
    )?.[0] ?? 0;
  if (refs === 0) connection.run('delete from member where cell = ? and member = ?', cell, member);
  return (refs > 0 ? 1 : 0) - (refs - change > 0 ? 1 : 0);
}

function addMembers(connection: Connection, key: CellKey, members: Map<string, number>): number {
  const cell = distinctCell(connection, key);
  let gained = 0;
  for (const [member, change] of members)
    if (change !== 0) gained += addToMember(connection, cell, member, change);
  return gained;
}

export function addToCells(connection: Connection, county: string, changes: readonly CellChange[]): void {
  for (const { key, value, members } of summed(county, changes))
    addToCell(connection, key, members ? value + addMembers(connection, key, members) : value);
}

type CellFields = [place: string, series: string, period: string, key: string, value: number];

const cellsFrom = (rows: CellFields[]): Cell[] =>
  rows.map(([place, series, period, key, value]) => ({ place, series, period, key, value }));

export function cellsIn(
  connection: Connection,
  county: string,
  places: readonly string[],
  series: readonly string[],
  periods: readonly string[],
): Cell[] {
  return cellsFrom(
    connection.all<CellFields>(
      `select c.place, c.series, c.period, c.key, c.value
      from json_each(?2) p cross join json_each(?3) s cross join json_each(?4) t cross join cell c
        on c.county = ?1 and c.place = p.value and c.series = s.value and c.period = t.value`,
      county,
      JSON.stringify(places),
      JSON.stringify(series),
      JSON.stringify(periods),
    ),
  );
}

export function cellsBetween(
  connection: Connection,
  county: string,
  places: readonly string[],
  series: readonly string[],
  from: string,
  to: string,
): Cell[] {
  return cellsFrom(
    connection.all<CellFields>(
      `select c.place, c.series, c.period, c.key, c.value
      from json_each(?2) p cross join json_each(?3) s cross join cell c
        on c.county = ?1 and c.place = p.value and c.series = s.value and c.period between ?4 and ?5`,
      county,
      JSON.stringify(places),
      JSON.stringify(series),
      from,
      to,
    ),
  );
}

/** In the order of place, series, period and key. */
export function cellPage(connection: Connection, county: string, limit: number, after?: Cell): Cell[] {
  return cellsFrom(
    connection.all<CellFields>(
      `select place, series, period, key, value from cell
      where county = ? and (place, series, period, key) > (?, ?, ?, ?)
      order by place, series, period, key limit ?`,
      county,
      after?.place ?? '',
      after?.series ?? '',
      after?.period ?? '',
      after?.key ?? '',
      limit,
    ),
  );
}
