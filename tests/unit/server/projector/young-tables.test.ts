import { expect, it } from 'vitest';
import { CountyJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { runSql } from '../../../support/postgres.ts';
import { smallCounty } from '../../../support/small-county.ts';
import { takeTimeForPostgres } from '../../../support/take-time.ts';

takeTimeForPostgres();

const minuteMs = 60_000;
const people = 400;
const batches = 20;
/** The few events that come before anybody knows the tables take most of these; all the others a handful each. */
const mostReads = 200_000;

/** Rows that the statements of everybody have read from the tables of a county so far. */
async function rowsRead(url: string): Promise<number> {
  const [row] = await runSql(
    url,
    `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::float8 from pg_stat_user_tables
    where relname in ('journal', 'thing', 'contribution', 'feed')`,
  );
  return Number(row?.[0] ?? Number.NaN);
}

it('does not read the whole of a young county in PostgreSQL for each of its things', async () => {
  const now = local('2026-11-22 12:00');
  const journal = await CountyJournal.open(now, smallCounty(), 'postgres');
  const { url } = journal.database;
  try {
    for (let batch = 0; batch < batches; batch++) {
      const events = Array.from({ length: people / batches }, (_, n) => {
        const [id, at] = [`${batch}-${n}`, local('2026-11-20 09:00') + n * minuteMs];
        return [
          event('volunteer.checked-in', 'A1', at, { recordId: `R${id}`, volunteerId: `V${id}` }),
          event('volunteer.checked-out', 'A1', at + 60 * minuteMs, { recordId: `R${id}` }),
        ];
      }).flat();
      await journal.append(events);
      await journal.project(now);
    }
    // A connection tells what it has read when it ends, at the latest.
    await journal.store.close();
    expect(await rowsRead(url)).toBeGreaterThan(people);
    expect(await rowsRead(url)).toBeLessThan(mostReads);
  } finally {
    await journal.close();
  }
});
