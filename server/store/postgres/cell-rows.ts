/** Sums and the references behind distinct counts. A cell of 0 is no cell, so that every way to a state is the same. */
import type { Cell, CellChange } from '../../../shared/measures/cell.ts';
import type { Connection } from './connection.ts';

type CellName = [place: string, series: string, period: string, key: string];

/** One cell of members, and the changes to their references. */
interface MemberCell {
  name: CellName;
  members: Map<string, number>;
}

const textOf = (name: CellName): string => name.join('\0');

function memberCells(changes: readonly CellChange[]): MemberCell[] {
  const cells = new Map<string, MemberCell>();
  for (const { place, series, period, key, value, member } of changes) {
    if (member === undefined) continue;
    const name: CellName = [place, series, period, key];
    const text = textOf(name);
    const cell = cells.get(text) ?? { name, members: new Map<string, number>() };
    cells.set(text, cell);
    cell.members.set(member, (cell.members.get(member) ?? 0) + value);
  }
  return [...cells.values()];
}

/** The four columns of the names of cells. */
const columnsOf = (names: readonly CellName[]): [string[], string[], string[], string[]] => [
  names.map(([place]) => place),
  names.map(([, series]) => series),
  names.map(([, , period]) => period),
  names.map(([, , , key]) => key),
];

const nameLists = '$2::text[], $3::text[], $4::text[], $5::text[]';

async function knownNumbers(
  connection: Connection,
  county: string,
  names: readonly CellName[],
): Promise<Map<string, number>> {
  const rows = await connection.all<[...CellName, number]>(
    `select d.place, d.series, d.period, d.key, d.id
    from unnest(${nameLists}) k (place, series, period, key)
    join distinct_cell d on d.county = $1
      and (d.place, d.series, d.period, d.key) = (k.place, k.series, k.period, k.key)`,
    county,
    ...columnsOf(names),
  );
  return new Map(rows.map(([place, series, period, key, id]) => [textOf([place, series, period, key]), id]));
}

/** Numbers of the cells of members, by name; one that is new gets one. */
async function numbersOf(
  connection: Connection,
  county: string,
  names: readonly CellName[],
): Promise<Map<string, number>> {
  const known = await knownNumbers(connection, county, names);
  const unknown = names.filter((name) => !known.has(textOf(name)));
  if (unknown.length === 0) return known;
  const rows = await connection.all<[...CellName, number]>(
    `insert into distinct_cell (county, place, series, period, key)
    select $1, * from unnest(${nameLists}) returning place, series, period, key, id`,
    county,
    ...columnsOf(unknown),
  );
  for (const [place, series, period, key, id] of rows) known.set(textOf([place, series, period, key]), id);
  return known;
}

/** Adds to references; answers what each cell gains: members that came, without those that left. */
async function addMembers(
  connection: Connection,
  county: string,
  cells: readonly MemberCell[],
): Promise<Cell[]> {
  if (cells.length === 0) return [];
  const numbers = await numbersOf(
    connection,
    county,
    cells.map(({ name }) => name),
  );
  const gains = new Map(
    cells.map((cell) => [
      numbers.get(textOf(cell.name)) ?? 0,
      { members: cell.members, name: cell.name, value: 0 },
    ]),
  );
  const changes = [...gains].flatMap(([number, { members }]) =>
    [...members].flatMap(([member, change]) => (change === 0 ? [] : [{ number, member, change }])),
  );
  const rows = await connection.all<[number: number, member: string, refs: number]>(
    `insert into member as m select $1, * from unnest($2::bigint[], $3::text[], $4::bigint[])
    on conflict (county, cell, member) do update set refs = m.refs + excluded.refs returning cell, member, refs`,
    county,
    changes.map(({ number }) => number),
    changes.map(({ member }) => member),
    changes.map(({ change }) => change),
  );
  await removeUnreferenced(
    connection,
    county,
    rows.filter(([, , refs]) => refs === 0),
  );
  for (const [number, member, refs] of rows) {
    const gain = gains.get(number);
    const before = refs - (gain?.members.get(member) ?? 0);
    if (gain) gain.value += (refs > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
  }
  return [...gains.values()].map(({ name: [place, series, period, key], value }) => {
    return { place, series, period, key, value };
  });
}

async function removeUnreferenced(
  connection: Connection,
  county: string,
  rows: readonly [number: number, member: string, refs: number][],
): Promise<void> {
  if (rows.length === 0) return;
  await connection.run(
    `delete from member m using unnest($2::bigint[], $3::text[]) k (cell, member)
    where m.county = $1 and m.cell = k.cell and m.member = k.member`,
    county,
    rows.map(([number]) => number),
    rows.map(([, member]) => member),
  );
}

/** What falls on the same cell, in one row: a statement changes a row but once. */
function sumsOf(cells: readonly Cell[]): { name: CellName; value: number }[] {
  const sums = new Map<string, { name: CellName; value: number }>();
  for (const { place, series, period, key, value } of cells) {
    const name: CellName = [place, series, period, key];
    const sum = sums.get(textOf(name));
    if (sum) sum.value += value;
    else sums.set(textOf(name), { name, value });
  }
  return [...sums.values()].filter(({ value }) => value !== 0);
}

export async function addToCells(
  connection: Connection,
  county: string,
  changes: readonly CellChange[],
): Promise<void> {
  const sums = sumsOf([
    ...changes.filter(({ member }) => member === undefined),
    ...(await addMembers(connection, county, memberCells(changes))),
  ]);
  if (sums.length === 0) return;
  const rows = await connection.all<[...CellName, number]>(
    `insert into cell as c select $1, * from unnest(${nameLists}, $6::float8[])
    on conflict (county, place, series, period, key) do update set value = c.value + excluded.value
    returning place, series, period, key, value`,
    county,
    ...columnsOf(sums.map(({ name }) => name)),
    sums.map(({ value }) => value),
  );
  const gone = rows.filter((row) => row[4] === 0);
  if (gone.length === 0) return;
  await connection.run(
    `delete from cell c using unnest(${nameLists}) k (place, series, period, key)
    where c.county = $1 and (c.place, c.series, c.period, c.key) = (k.place, k.series, k.period, k.key)`,
    county,
    ...columnsOf(gone.map(([place, series, period, key]) => [place, series, period, key])),
  );
}

type CellFields = [place: string, series: string, period: string, key: string, value: number];

const cellsFrom = (rows: CellFields[]): Cell[] =>
  rows.map(([place, series, period, key, value]) => ({ place, series, period, key, value }));

export async function cellsIn(
  connection: Connection,
  county: string,
  places: readonly string[],
  series: readonly string[],
  periods: readonly string[],
): Promise<Cell[]> {
  return cellsFrom(
    await connection.all<CellFields>(
      `select place, series, period, key, value from cell
      where county = $1 and place = any($2::text[]) and series = any($3::text[]) and period = any($4::text[])`,
      county,
      places,
      series,
      periods,
    ),
  );
}

export async function cellsBetween(
  connection: Connection,
  county: string,
  places: readonly string[],
  series: readonly string[],
  from: string,
  to: string,
): Promise<Cell[]> {
  return cellsFrom(
    await connection.all<CellFields>(
      `select c.place, c.series, c.period, c.key, c.value
      from unnest($2::text[]) p (name) cross join unnest($3::text[]) s (name)
      join cell c on c.county = $1 and c.place = p.name and c.series = s.name and c.period between $4 and $5`,
      county,
      places,
      series,
      from,
      to,
    ),
  );
}

/** In the order of place, series, period and key. */
export async function cellPage(
  connection: Connection,
  county: string,
  limit: number,
  after?: Cell,
): Promise<Cell[]> {
  return cellsFrom(
    await connection.all<CellFields>(
      `select place, series, period, key, value from cell
      where county = $1 and (place, series, period, key) > ($2, $3, $4, $5)
      order by place, series, period, key limit $6`,
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
export async function referencesOf(
  connection: Connection,
  county: string,
  { place, series, period, key }: Omit<Cell, 'value'>,
  members: readonly string[],
): Promise<Map<string, number>> {
  return new Map(
    await connection.all<[string, number]>(
      `select m.member, m.refs from distinct_cell d
      join member m on m.county = d.county and m.cell = d.id and m.member = any($6::text[])
      where d.county = $1 and d.place = $2 and d.series = $3 and d.period = $4 and d.key = $5`,
      county,
      place,
      series,
      period,
      key,
      members,
    ),
  );
}

/** Members of one distinct count in periods from … to, each of them once. */
export async function memberCount(
  connection: Connection,
  county: string,
  { place, series }: Pick<Cell, 'place' | 'series'>,
  from: string,
  to: string,
): Promise<number> {
  const row = await connection.one<[number]>(
    `select count(distinct m.member) from distinct_cell d join member m on m.county = d.county and m.cell = d.id
    where d.county = $1 and d.place = $2 and d.series = $3 and d.period between $4 and $5 and d.key = ''`,
    county,
    place,
    series,
    from,
    to,
  );
  return row?.[0] ?? 0;
}

/** Keys of a series by their value in whole steps. */
export async function spreadOf(
  connection: Connection,
  county: string,
  { place, series, period }: Pick<Cell, 'place' | 'series' | 'period'>,
  step: number,
): Promise<{ value: number; count: number }[]> {
  const rows = await connection.all<[number, number]>(
    `select trunc(value / $5) * $5 as step, count(*) from cell
    where county = $1 and place = $2 and series = $3 and period = $4 group by step order by step`,
    county,
    place,
    series,
    period,
    step,
  );
  return rows.map(([value, count]) => ({ value, count }));
}
