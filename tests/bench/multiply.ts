/**
 * Makes years of history of one month that the program has written: what it would write of the same stories, told
 * again in each month with names of their own. A test holds that it is the same row by row.
 */
import { DatabaseSync } from '@photostructure/sqlite';

type Database = InstanceType<typeof DatabaseSync>;

export interface Months {
  file: string;
  /** The month that is told already, as `2019-03`: all of it within its first 28 days, and all of it over. */
  first: string;
  /** How many months there are to be. */
  count: number;
}

const dayMs = 86_400_000;
/** Much memory, and no log: nearly every page is new. A file that was not finished is thrown away. */
const hurry =
  'pragma journal_mode = delete; pragma synchronous = off; pragma cache_size = -1000000; pragma temp_store = file;';

/** Begins every name of a story of a month; all of them are as long. */
export const monthName = (n: number): string => `m${String(n).padStart(4, '0')}-`;
const told = monthName(0);

export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count)).toISOString().slice(0, 7);
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** Instants in the JSON of a thing or of a line of the feed. */
const instants = /\b1\d{12}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

function addHelpers(database: Database, { first, count }: Months): void {
  database.function('later', (text: string, name: string, ms: number) =>
    text
      .replaceAll(told, name)
      .replace(instants, (at) =>
        at.endsWith('Z') ? new Date(Date.parse(at) + ms).toISOString() : String(Number(at) + ms),
      ),
  );
  database.exec(`create temp table month (
    k integer primary key, name text, days integer, ms integer, month text, year text)`);
  const add = database.prepare('insert into temp.month values (?, ?, ?, ?, ?, ?)');
  for (let k = 1; k < count; k++) {
    const month = monthAfter(first, k);
    const days = daysBetween(first, month);
    add.run(k, monthName(k), days, days * dayMs, month, month.slice(0, 4));
  }
  database.exec(`create temp table year as
    select year, sum(months) as months from (
      select year, count(*) as months from temp.month group by year
      union all select '${first.slice(0, 4)}', 1) group by year`);
}

const renamed = (column: string): string => `replace(${column}, '${told}', c.name)`;

/** A day, an hour of it or a month becomes that of a later month. */
const laterPeriod = `case substr(p.period, 1, 1)
  when 'M' then 'M' || c.month
  when 'N' then p.period
  else substr(p.period, 1, 1) || date(substr(p.period, 2, 10), c.days || ' days') || substr(p.period, 12) end`;

/**
 * Rows of a table that begin alike, then months: so they are inserted in the order of the table, which is many times
 * faster than at random.
 */
function tellAgain(
  database: Database,
  { table, rows, alike, columns }: Record<'table' | 'rows' | 'alike' | 'columns', string>,
): void {
  database.exec(`
    create temp table part as select ${alike} as alike, * from ${table} where ${rows};
    create index temp.part_by_beginning on part (alike);
    insert into ${table} select ${columns}
      from (select distinct alike from temp.part) a cross join temp.month c
      cross join temp.part p on p.alike = a.alike;
    drop table temp.part;`);
}

function tellJournal(database: Database, events: number): void {
  database.exec(`
    create temp table part as select * from journal order by county, seq;
    insert into journal select county, seq + c.k * ${events}, source, ${renamed('id')}, site, type, at + c.ms,
      received_at + c.ms, ${renamed('thing')}, target, digest, ${renamed('data')}, actor
      from temp.month c cross join temp.part;
    drop table temp.part;`);
}

function tellThings(database: Database, events: number): void {
  const named = {
    rows: `instr(thing, '${told}') > 0`,
    alike: `substr(thing, 1, instr(thing, '${told}') - 1)`,
  };
  tellAgain(database, {
    ...named,
    table: 'thing',
    columns: `county, ${renamed('thing')}, kind, ${renamed('id')}, site, town, first_seq + c.k * ${events},
      later(body, c.name, c.ms), null, last_change_at + c.ms`,
  });
  tellAgain(database, {
    ...named,
    table: 'contribution',
    columns: `county, ${renamed('thing')}, n, measure, ${laterPeriod}, hour, amount, at + c.ms, site, town, platform,
      category, team, key, member`,
  });
  tellAgain(database, {
    ...named,
    table: 'feed',
    columns: `county, ${renamed('thing')}, seq + c.k * ${events}, at + c.ms, site, town, later(body, c.name, c.ms)`,
  });
}

/** Days, hours and months are those of one month; `now` and all time have so many times what it had, a year its months. */
function tellCells(database: Database, { first, count }: Months): void {
  const sum = 'series not in (select series from distinct_cell) and period';
  tellAgain(database, {
    table: 'cell',
    rows: `period between 'D' and 'I' or period like 'M%'`,
    alike: `place || ' ' || series || ' ' || substr(period, 1, 1)`,
    columns: `county, place, series, ${laterPeriod}, key, value`,
  });
  database.exec(`
    update cell set value = value * ${count} where period = 'N' or (${sum} = 'A');
    insert into cell select county, place, series, 'Y' || y.year, key, value * iif(${sum} > '', y.months, 1)
      from cell cross join temp.year y
      where period = 'Y${first.slice(0, 4)}' and y.year <> '${first.slice(0, 4)}';
    update cell set value = value * (select months from temp.year where year = '${first.slice(0, 4)}')
      where ${sum} = 'Y${first.slice(0, 4)}';
    delete from cell where period between 'W' and 'X';`);
}

/** The same people serve in each month. */
function tellMembers(database: Database, { first, count }: Months): void {
  const year = first.slice(0, 4);
  const number = '(select n from temp.numbers) + c.k * (select rows from temp.numbers) + p.i';
  database.exec(`
    create temp table part as select row_number() over (order by id) as i, * from distinct_cell
      where period between 'D' and 'E' or period like 'M%';
    create temp table numbers as select (select max(id) from distinct_cell) as n, count(*) as rows from temp.part;
    insert into distinct_cell select ${number}, county, place, series, ${laterPeriod}, key
      from temp.month c cross join temp.part p;
    insert into member select ${number}, m.member, m.refs
      from temp.month c cross join temp.part p cross join member m on m.cell = p.id;
    drop table temp.part;

    insert into distinct_cell (county, place, series, period, key)
      select county, place, series, 'Y' || y.year, key from distinct_cell cross join temp.year y
      where period = 'Y${year}' and y.year <> '${year}';
    insert into member select d.id, m.member, m.refs * y.months
      from distinct_cell o cross join member m on m.cell = o.id cross join temp.year y
      cross join distinct_cell d on (d.county, d.place, d.series, d.period, d.key)
        = (o.county, o.place, o.series, 'Y' || y.year, o.key)
      where o.period = 'Y${year}' and y.year <> '${year}';
    update member set refs = refs * (select months from temp.year where year = '${year}')
      where cell in (select id from distinct_cell where period = 'Y${year}');
    update member set refs = refs * ${count} where cell in (select id from distinct_cell where period = 'A');`);
}

/** Weeks lie across the ends of months, so they are made of their days. */
function tellWeeks(database: Database): void {
  const week = "'W' || date(substr(d.period, 2), 'weekday 0', '-6 days')";
  const days = "d.period between 'D' and 'E'";
  database.exec(`
    delete from member where cell in (select id from distinct_cell where period between 'W' and 'X');
    delete from distinct_cell where period between 'W' and 'X';
    insert into distinct_cell (county, place, series, period, key)
      select distinct county, place, series, ${week}, key from distinct_cell d where ${days};
    insert into member select w.id, m.member, sum(m.refs) from distinct_cell d
      cross join distinct_cell w on (w.county, w.place, w.series, w.period, w.key)
        = (d.county, d.place, d.series, ${week}, d.key)
      cross join member m on m.cell = d.id where ${days} group by w.id, m.member;
    insert into cell select county, place, series, period, key, count(*)
      from distinct_cell w cross join member m on m.cell = w.id
      where period between 'W' and 'X' group by w.id;`);
}

/** Indexes are made at the end, sorted, and not row by row. */
function withoutIndexes(database: Database, work: () => void): void {
  const indexes = database
    .prepare("select name, sql from sqlite_schema where type = 'index' and sql is not null")
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  work();
  for (const { sql } of indexes) database.exec(sql);
}

function refuse(database: Database, what: string, sql: string): void {
  const { count } = database.prepare(`select count(*) as count from ${sql}`).get() as { count: number };
  if (count > 0) throw new Error(`${count} ${what}: this history cannot be multiplied`);
}

/**
 * Tells the month of a file again in the months that follow. Sites and towns, which look at all of their history, must
 * not be in it; the projector's position is left where it looks at them anew.
 */
export function multiply(months: Months): void {
  const database = new DatabaseSync(months.file);
  database.exec(hurry);
  refuse(database, 'events of no story', `journal where instr(id, '${told}') = 0`);
  refuse(database, 'things of no story', `thing where instr(thing, '${told}') = 0`);
  refuse(database, 'things that are not over', 'thing where next_change_at is not null');
  const { events } = database.prepare('select count(*) as events from journal').get() as { events: number };
  addHelpers(database, months);
  withoutIndexes(database, () => {
    tellJournal(database, events);
    tellThings(database, events);
    tellCells(database, months);
    tellMembers(database, months);
    tellWeeks(database);
    const all = events * months.count;
    database.exec(`update counter set seq = ${all}; update position set seq = ${all}, as_of = 0;`);
  });
  database.exec('pragma journal_mode = wal');
  database.close();
}
