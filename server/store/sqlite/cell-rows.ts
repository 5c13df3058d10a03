/** Sums and the references behind distinct counts. A cell of 0 is no cell, so that every way to a state is the same. */
import type { Cell, CellChange } from '../../../shared/measures/cell.ts';
import type { Connection } from './connection.ts';

type CellKey = [county: string, place: string, series: string, period: string, key: string];

const keyOf = (county: string, { place, series, period, key }: Cell): CellKey => [
  county,
  place,
  series,
  period,
  key,
];

function addToCell(connection: Connection, key: CellKey, value: number): void {
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

/** What a cell of members gains when the references of one of them change: 1, 0 or -1. */
function addToMember(connection: Connection, key: CellKey, member: string, change: number): number {
  const refs = connection.one<[number]>(
    'insert into member values (?,?,?,?,?,?,?) on conflict do update set refs = refs + excluded.refs returning refs',
    ...key,
    member,
    change,
  )?.[0];
  if (refs === undefined) return 0;
  if (refs === 0)
    connection.run(
      `delete from member
      where county = ? and place = ? and series = ? and period = ? and key = ? and member = ?`,
      ...key,
      member,
    );
  return (refs > 0 ? 1 : 0) - (refs - change > 0 ? 1 : 0);
}

/** Sums what falls on the same row, and orders by the key, which is the order in which the rows lie. */
function summed(changes: readonly CellChange[]): CellChange[] {
  const sums = new Map<string, CellChange>();
  for (const change of changes) {
    const { place, series, period, key, member } = change;
    const name = `${place}\0${series}\0${period}\0${key}\0${member === undefined ? '' : `\0${member}`}`;
    const sum = sums.get(name);
    if (sum) sum.value += change.value;
    else sums.set(name, { ...change });
  }
  return [...sums.entries()]
    .filter(([, change]) => change.value !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, change]) => change);
}

export function addToCells(connection: Connection, county: string, changes: readonly CellChange[]): void {
  const ofMembers: CellChange[] = [];
  for (const change of summed(changes)) {
    const key = keyOf(county, change);
    if (change.member === undefined) addToCell(connection, key, change.value);
    else ofMembers.push({ ...change, value: addToMember(connection, key, change.member, change.value) });
  }
  for (const change of summed(ofMembers.map(({ member: _, ...cell }) => cell)))
    addToCell(connection, keyOf(county, change), change.value);
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
