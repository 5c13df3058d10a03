/** Which records belong together, by the events that name a volunteer or an activity. */
import type { RecordBeside } from '../store.ts';
import type { Connection } from './connection.ts';

export async function recordsBeside(
  connection: Connection,
  county: string,
  things: readonly string[],
  withinMs: number,
): Promise<RecordBeside[]> {
  if (things.length === 0) return [];
  const lists = await Promise.all([
    connection.all<[string, string]>(
      `select distinct n.thing, r.thing from unnest($2::text[]) k (thing)
      join journal n on n.county = $1 and n.thing = k.thing and n.volunteer is not null
      join journal r on r.county = $1 and r.volunteer = n.volunteer and r.at between n.at - $3 and n.at + $3
      where k.thing like 'record:%'`,
      county,
      things,
      withinMs,
    ),
    connection.all<[string, string]>(
      `select distinct k.thing, r.thing from unnest($2::text[]) k (thing)
      join journal r on r.county = $1 and r.activity = k.thing where k.thing like 'activity:%'`,
      county,
      things,
    ),
  ]);
  return lists.flat().map(([thing, record]) => ({ thing, record }));
}
