/** Which records belong together, by the events that name a volunteer or an activity. */
import type { RecordBeside } from '../store.ts';
import type { Connection } from './connection.ts';
import { naming } from './schema-steps.ts';

const volunteerOf = (row: string): string => `json_extract(${row}.data, '$.volunteerId')`;

export function recordsBeside(
  connection: Connection,
  county: string,
  things: readonly string[],
  withinMs: number,
): RecordBeside[] {
  if (things.length === 0) return [];
  const names = JSON.stringify(things);
  const ofVolunteers = connection.all<[string, string]>(
    `select distinct k.value, r.thing from json_each(?2) k
    cross join journal n indexed by journal_by_thing on n.county = ?1 and n.thing = k.value and n.${naming}
    cross join journal r indexed by journal_by_volunteer on r.county = ?1 and r.${naming}
      and ${volunteerOf('r')} = ${volunteerOf('n')} and r.at between n.at - ?3 and n.at + ?3
    where k.value like 'record:%'`,
    county,
    names,
    withinMs,
  );
  const ofActivities = connection.all<[string, string]>(
    `select distinct k.value, r.thing from json_each(?2) k
    cross join journal r indexed by journal_by_activity on r.county = ?1 and r.${naming}
      and 'activity:' || r.site || ':' || json_extract(r.data, '$.activityId') = k.value
    where k.value like 'activity:%'`,
    county,
    names,
  );
  return [...ofVolunteers, ...ofActivities].map(([thing, record]) => ({ thing, record }));
}
