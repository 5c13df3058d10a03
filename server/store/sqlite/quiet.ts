/** How long it had been quiet when something came. */
import type { DayCell, QuietSpan, Silence } from '../store.ts';
import type { Connection } from './connection.ts';
import { everAt, ownWord } from './journal.ts';

/** The first event of a span has the one before it outside of it; all others have it beside them. */
const silencesSql = `
with heard as (
  select k.value as site, j.at as at, lag(j.at) over (partition by k.value order by j.at) as before
  from json_each(?2) k cross join journal j indexed by journal_by_site
    on j.county = ?1 and j.site = k.value and j.at > ?5 and j.at <= ?6
  where ${ownWord}
), silence as (
  select h.site, h.at, coalesce(h.before, (
    select j.at from journal j indexed by journal_by_site
    where j.county = ?1 and j.site = h.site and j.at <= ?5 and ${ownWord} order by j.at desc limit 1)) as before
  from heard h
)
select site, before, at from silence where at - before > ?7 order by at desc, site limit ?8`;

/** Stretches without a word of some sites themselves, between two of them. */
export const silencesOf = (
  connection: Connection,
  county: string,
  sites: readonly string[],
  { after, upTo, longerThan, upToSeq }: QuietSpan,
  limit: number,
): Silence[] =>
  connection
    .all<[string, number, number]>(
      silencesSql,
      county,
      JSON.stringify(sites),
      upToSeq,
      everAt,
      ...[after, upTo, longerThan, limit],
    )
    .map(([site, from, to]) => ({ site, from, to }));

/** The newest day before another one on which each of some cells has a value. */
export const newestDaysOf = (
  connection: Connection,
  county: string,
  cells: readonly DayCell[],
  before: string,
): (string | undefined)[] =>
  connection
    .all<[string | null]>(
      `select (
        select substr(c.period, 2) from cell c
        where c.county = ?1 and c.place = json_extract(k.value, '$.place')
          and c.series = json_extract(k.value, '$.series') and c.key = json_extract(k.value, '$.key')
          and c.period >= 'D' and c.period < 'D' || ?3
        order by c.period desc limit 1)
      from json_each(?2) k order by k.key`,
      county,
      JSON.stringify(cells),
      before,
    )
    .map(([day]) => day ?? undefined);
