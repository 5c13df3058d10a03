/** How long it had been quiet when something came. */
import type { DayCell, QuietSpan, Silence } from '../store.ts';
import type { Connection } from './connection.ts';
import { everAt, ownWord } from './journal.ts';

/** The first event of a span has the one before it outside of it; all others have it beside them. */
const silencesSql = `
with heard as (
  select j.site, j.at, lag(j.at) over (partition by j.site order by j.at) as before
  from unnest($2::text[]) k (site)
  join journal j on j.county = $1 and j.site = k.site and j.at > $5 and j.at <= $6
  where ${ownWord}
), silence as (
  select h.site, h.at, coalesce(h.before, (
    select j.at from journal j
    where j.county = $1 and j.site = h.site and j.at <= $5 and ${ownWord} order by j.at desc limit 1)) as before
  from heard h
)
select site, before, at from silence where at - before > $7 order by at desc, site limit $8`;

/** Stretches without a word of some sites themselves, between two of them. */
export async function silencesOf(
  connection: Connection,
  county: string,
  sites: readonly string[],
  { after, upTo, longerThan, upToSeq }: QuietSpan,
  limit: number,
): Promise<Silence[]> {
  const rows = await connection.all<[string, number, number]>(
    silencesSql,
    county,
    sites,
    upToSeq,
    everAt,
    ...[after, upTo, longerThan, limit],
  );
  return rows.map(([site, from, to]) => ({ site, from, to }));
}

/** The newest day before another one on which each of some cells has a value. */
export async function newestDaysOf(
  connection: Connection,
  county: string,
  cells: readonly DayCell[],
  before: string,
): Promise<(string | undefined)[]> {
  const rows = await connection.all<[string | null]>(
    `select (
      select substr(c.period, 2) from cell c
      where c.county = $1 and c.place = k.place and c.series = k.series and c.key = k.key
        and c.period >= 'D' and c.period < 'D' || $5::text
      order by c.period desc limit 1)
    from unnest($2::text[], $3::text[], $4::text[]) with ordinality k (place, series, key, n) order by k.n`,
    county,
    cells.map(({ place }) => place),
    cells.map(({ series }) => series),
    cells.map(({ key }) => key),
    before,
  );
  return rows.map(([day]) => day ?? undefined);
}
