/**
 * Sums and the references behind distinct counts. A cell of 0 is no cell, so that every way to a state is the same.
 * Rows go to the database as one list in JSON: a statement for each would cost more than the row itself.
 */
import type { Cell, CellChange } from '../../../shared/measures/cell.ts';
import type { Connection } from './connection.ts';

type CellName = [place: string, series: string, period: string, key: string];
type CellRow = [...CellName, value: number];

/** One cell of members, and the changes to their references. */
interface MemberCell {
  name: CellName;
  members: Map<string, number>;
}

function memberCells(changes: readonly CellChange[]): MemberCell[] {
  const cells = new Map<string, MemberCell>();
  for (const { place, series, period, key, value, member } of changes) {
    if (member === undefined) continue;
    const text = `${place}\0${series}\0${period}\0${key}`;
    let cell = cells.get(text);
    if (!cell) {
      cell = { name: [place, series, period, key], members: new Map() };
      cells.set(text, cell);
    }
    cell.members.set(member, (cell.members.get(member) ?? 0) + value);
  }
  return [...cells.values()];
}

const nameColumns = 'j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3';

/** Numbers of the cells of members, in their order; one that is new gets one. */
function numbersOf(connection: Connection, county: string, cells: readonly MemberCell[]): number[] {
  const names = JSON.stringify(cells.map(({ name }) => name));
  connection.run(
    `insert into distinct_cell (county, place, series, period, key)
    select ?1, ${nameColumns} from json_each(?2) j where true on conflict do nothing`,
    county,
    names,
  );
  return connection
    .all<[number]>(
      `select d.id from json_each(?2) j cross join distinct_cell d
        on d.county = ?1 and (d.place, d.series, d.period, d.key) = (${nameColumns}) order by j.key`,
      county,
      names,
    )
    .map(([id]) => id);
}

/** Adds to references; answers what each cell gains: members that came, without those that left. */
function addMembers(connection: Connection, county: string, cells: readonly MemberCell[]): CellRow[] {
  const gains = new Map<number, { members: Map<string, number>; row: CellRow }>();
  const rows: [cell: number, member: string, change: number][] = [];
  for (const [index, id] of numbersOf(connection, county, cells).entries()) {
    const cell = cells[index];
    if (!cell) continue;
    gains.set(id, { members: cell.members, row: [...cell.name, 0] });
    for (const [member, change] of cell.members) if (change !== 0) rows.push([id, member, change]);
  }
  const references = connection.all<[cell: number, member: string, refs: number]>(
    `insert into member select j.value ->> 0, j.value ->> 1, j.value ->> 2 from json_each(?) j where true
    on conflict do update set refs = refs + excluded.refs returning cell, member, refs`,
    JSON.stringify(rows),
  );
  for (const [cell, member, refs] of references) {
    if (refs === 0) connection.run('delete from member where cell = ? and member = ?', cell, member);
    const gain = gains.get(cell);
    const before = refs - (gain?.members.get(member) ?? 0);
    if (gain) gain.row[4] += (refs > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
  }
  return [...gains.values()].map(({ row }) => row).filter(([, , , , value]) => value !== 0);
}

export function addToCells(connection: Connection, county: string, changes: readonly CellChange[]): void {
  const sums = changes.flatMap(({ place, series, period, key, value, member }): CellRow[] =>
    member === undefined ? [[place, series, period, key, value]] : [],
  );
  connection.run(
    `insert into cell select ?1, ${nameColumns}, j.value ->> 4 from json_each(?2) j where true
    on conflict do update set value = value + excluded.value`,
    county,
    JSON.stringify([...sums, ...addMembers(connection, county, memberCells(changes))]),
  );
  connection.run('delete from cell indexed by cell_of_zero where county = ? and value = 0', county);
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

/** References of members to one distinct count. */
export function referencesOf(
  connection: Connection,
  county: string,
  { place, series, period, key }: Omit<Cell, 'value'>,
  members: readonly string[],
): Map<string, number> {
  return new Map(
    connection.all<[string, number]>(
      `select m.member, m.refs from distinct_cell d cross join json_each(?6) k
      cross join member m on m.cell = d.id and m.member = k.value
      where d.county = ?1 and d.place = ?2 and d.series = ?3 and d.period = ?4 and d.key = ?5`,
      county,
      place,
      series,
      period,
      key,
      JSON.stringify(members),
    ),
  );
}

/** Members of one distinct count in periods from … to, each of them once. */
export const memberCount = (
  connection: Connection,
  county: string,
  { place, series }: Pick<Cell, 'place' | 'series'>,
  from: string,
  to: string,
): number =>
  connection.one<[number]>(
    `select count(distinct m.member) from distinct_cell d cross join member m on m.cell = d.id
    where d.county = ? and d.place = ? and d.series = ? and d.period between ? and ? and d.key = ''`,
    county,
    place,
    series,
    from,
    to,
  )?.[0] ?? 0;

/** Keys of a series by their value in whole steps. */
export function spreadOf(
  connection: Connection,
  county: string,
  { place, series, period }: Pick<Cell, 'place' | 'series' | 'period'>,
  step: number,
): { value: number; count: number }[] {
  return connection
    .all<[number, number]>(
      `select cast(value / ?5 as integer) * ?5 as step, count(*) from cell
      where county = ?1 and place = ?2 and series = ?3 and period = ?4 group by step order by step`,
      county,
      place,
      series,
      period,
      step,
    )
    .map(([value, count]) => ({ value, count }));
}
