/** Lists of things and lines of the feed, for readers. */
import type { FeedRow } from '../../../shared/board/board.ts';
import type { FeedEntry } from '../../../shared/board/feed-rows.ts';
import type { EntityRow, PlaceFilter } from '../store.ts';
import type { Connection } from './connection.ts';
import { Conditions } from './evidence.ts';

type ThingFields = [
  thing: string,
  kind: string,
  id: string,
  site: string,
  town: string | null,
  firstSeq: number,
  body: string,
];

const thingColumns = 'c.thing, c.kind, c.id, c.site, c.town, c.first_seq, c.body';

function entityFrom([thing, kind, id, site, town, firstSeq, body]: ThingFields): EntityRow {
  const row: EntityRow = { thing, kind, id, site, firstSeq, body };
  if (town !== null) row.town = town;
  return row;
}

export function entitiesOf(
  connection: Connection,
  county: string,
  things: readonly string[],
): Map<string, EntityRow> {
  const rows = connection.all<ThingFields>(
    `select ${thingColumns} from json_each(?) k cross join thing c on c.county = ? and c.thing = k.value
    where c.body is not null`,
    JSON.stringify(things),
    county,
  );
  return new Map(rows.map((row) => [row[0], entityFrom(row)]));
}

/** Newest first by `firstSeq`, which never changes, so that pages are stable under new rows. */
export function entityPage(
  connection: Connection,
  county: string,
  kind: string,
  place: PlaceFilter,
  page: { limit: number; before?: number },
): EntityRow[] {
  const where = new Conditions()
    .add('c.county = ?', county)
    .add('c.kind = ?', kind)
    .add('c.body is not null')
    .addPlace(place);
  if (page.before !== undefined) where.add('c.first_seq < ?', page.before);
  return connection
    .all<ThingFields>(
      `select ${thingColumns} from thing c where ${where.sql} order by c.first_seq desc limit ?`,
      ...where.values,
      page.limit,
    )
    .map(entityFrom);
}

/** Newest first by `at`, then by `seq`. */
export function feedOf(
  connection: Connection,
  county: string,
  place: PlaceFilter,
  limit: number,
  upTo?: { seq: number; at: number },
): FeedEntry[] {
  const where = new Conditions().add('c.county = ?', county).addPlace(place);
  if (upTo) where.add('c.at <= ?', upTo.at).add('c.seq <= ?', upTo.seq);
  return connection
    .all<[number, number, string, string | null, string]>(
      `select c.seq, c.at, c.site, c.town, c.body from feed c where ${where.sql}
      order by c.at desc, c.seq desc limit ?`,
      ...where.values,
      limit,
    )
    .map(([seq, at, site, town, body]) => {
      const entry: FeedEntry = { seq, at, site, row: JSON.parse(body) as FeedRow };
      if (town !== null) entry.town = town;
      return entry;
    });
}
