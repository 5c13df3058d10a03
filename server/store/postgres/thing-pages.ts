/** Lists of things and lines of the feed, for readers. */
import type { FeedRow } from '../../../shared/board/board.ts';
import type { FeedEntry } from '../../../shared/board/feed-rows.ts';
import type { EntityRow, PlaceFilter } from '../store.ts';
import { Conditions } from './conditions.ts';
import type { Connection } from './connection.ts';

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

export async function entitiesOf(
  connection: Connection,
  county: string,
  things: readonly string[],
): Promise<Map<string, EntityRow>> {
  const rows = await connection.all<ThingFields>(
    `select ${thingColumns} from unnest($1::text[]) with ordinality k (thing, n)
    join thing c on c.county = $2 and c.thing = k.thing where c.body is not null order by k.n`,
    things,
    county,
  );
  return new Map(rows.map((row) => [row[0], entityFrom(row)]));
}

/** Newest first by `firstSeq`, which never changes, so that pages are stable under new rows. */
export async function entityPage(
  connection: Connection,
  county: string,
  kind: string,
  place: PlaceFilter,
  page: { limit: number; before?: number },
): Promise<EntityRow[]> {
  const where = new Conditions()
    .add('c.county = ?', county)
    .add('c.kind = ?', kind)
    .add('c.body is not null')
    .addPlace(place);
  if (page.before !== undefined) where.add('c.first_seq < ?', page.before);
  const rows = await connection.all<ThingFields>(
    `select ${thingColumns} from thing c where ${where.sql} order by c.first_seq desc limit ${where.next}`,
    ...where.values,
    page.limit,
  );
  return rows.map(entityFrom);
}

/** Newest first by `at`, then by `seq`. */
export async function feedOf(
  connection: Connection,
  county: string,
  place: PlaceFilter,
  limit: number,
  upTo?: { seq: number; at: number },
): Promise<FeedEntry[]> {
  const where = new Conditions().add('c.county = ?', county).addPlace(place);
  if (upTo) where.add('c.at <= ?', upTo.at).add('c.seq <= ?', upTo.seq);
  const rows = await connection.all<[number, number, string, string | null, string]>(
    `select c.seq, c.at, c.site, c.town, c.body from feed c where ${where.sql}
    order by c.at desc, c.seq desc limit ${where.next}`,
    ...where.values,
    limit,
  );
  return rows.map(([seq, at, site, town, body]) => {
    const entry: FeedEntry = { seq, at, site, row: JSON.parse(body) as FeedRow };
    if (town !== null) entry.town = town;
    return entry;
  });
}
