/**
 * The one way to what lasts. Everything is asynchronous and in bulk, so that an embedded database and a server answer
 * the same calls; `tests/support/store-contract.ts` is the suite that every implementation passes.
 */

import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { Cell, CellChange } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';

/** An event that has passed every check but those that need the journal. */
export interface NewEvent {
  kind: 'event';
  county: string;
  site: string;
  source: string;
  id: string;
  type: string;
  /** Its own `time`, and when it arrived, in ms. */
  at: number;
  receivedAt: number;
  /** Key of the thing it belongs to. */
  thing: string;
  /** For `event.retracted`: {@link eventName} of the event it names, where its site may retract that one. */
  target?: string;
  /** Keyed digest of the content, by which a repetition is told from a conflict. */
  digest: string;
  /** `data` as JSON: members of its schema without the personal ones. */
  data: string;
  /** Personal and unknown members as JSON; stored apart, erasable. */
  personal?: string;
}

/** An event that will be rejected anyway: looked up, because a repetition or a conflict is told first. */
export interface EventProbe {
  kind: 'probe';
  source: string;
  id: string;
  digest: string;
}

export type AppendOutcome =
  | { status: 'accepted'; seq: number }
  | { status: 'duplicate'; seq: number }
  | { status: 'id-conflict' }
  /** A probe that found nothing. */
  | { status: 'absent' };

/** `source` and `id` name an event for ever. */
export const eventName = (source: string, id: string): string => `${source} ${id}`;

export interface Position {
  /** The projector has taken every event up to this one. */
  seq: number;
  /** … and everything that time alone changed up to this instant (ms). */
  asOf: number;
}

export interface JournalHead {
  county: string;
  /** The newest seq in the journal. */
  head: number;
  position: Position;
  /** The earliest instant at which time alone changes a thing. */
  nextChangeAt?: number;
}

/** What the journal tells of an event without its data. */
export interface EventMark {
  seq: number;
  site: string;
  thing: string;
  at: number;
  /** Key of the thing of the event that a retraction names, where that event has come. */
  targetThing?: string;
  /** Site of the event that a retraction names, where that event has come. */
  targetSite?: string;
}

/** A thing as it now stands; without `body` it is gone (nothing of it counts any more). */
export interface ThingUpdate {
  thing: string;
  kind: string;
  id: string;
  site: string;
  town?: string;
  /** Lists are ordered by the first event of a thing, which never changes. */
  firstSeq: number;
  body?: string;
  contributions: Contribution[];
  feed: FeedEntry[];
  /** When time alone changes it next (ms). */
  nextChangeAt?: number;
}

/** What time and cells tell of a site: the base of its freshness and silence. */
export interface SiteFacts {
  site: string;
  /** Newest `time` of an event of the site itself (ms) [N7]. */
  lastEventAt?: number;
  /** Newest day with an activity that counts [R7, R8]. */
  lastActivityDay?: string;
}

/** Whose personal data is erased: in whatever county of this server it is. */
export type PersonFilter = { volunteer: string } | { order: string };

export type StoreErrorCode =
  /** Written to through a store that was opened for reading. */
  | 'read-only'
  | 'unknown-county'
  /** A site code of another county. */
  | 'site-clash'
  /** The database was made by a newer version of this program. */
  | 'newer-database'
  /** The database is to be read only, and a server of this version has not brought it up to date yet. */
  | 'older-database'
  /** The file is not a database of this program, or is damaged. */
  | 'not-a-store'
  /** Somebody has the database open that is to be replaced. */
  | 'in-use'
  | 'unsupported-url';

/** A refusal of the store itself; whatever else it throws is a failure of the database. */
export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'StoreError';
  }
}

/** The projector's view of one county, inside one transaction that either happens whole or not at all. */
export interface ProjectionTransaction {
  position(): Promise<Position>;
  /** The register's version in this transaction; the projector reloads it when it moved. */
  countyVersion(): Promise<number>;
  county(): Promise<County>;
  marksAfter(seq: number, limit: number): Promise<EventMark[]>;
  thingsDue(now: number, limit: number): Promise<string[]>;
  /** The earliest instant (ms) at which time alone changes a thing. */
  nextChangeAt(): Promise<number | undefined>;
  /**
   * Stores the county's registers under the next version, which it answers. Site codes are unique on a server: a
   * clash with another county is an error.
   */
  putCounty(county: County): Promise<number>;
  /**
   * The events of each thing that are not retracted, by `seq`. With `upToSeq` nothing later takes part, so that what
   * is stored is exactly what the journal says up to the position that is saved with it.
   */
  eventsOf(things: readonly string[], upToSeq?: number): Promise<Map<string, JournalEvent[]>>;
  contributionsOf(things: readonly string[]): Promise<Map<string, Contribution[]>>;
  /** Facts of sites from the journal up to `upToSeq` and from the cells of this transaction so far. */
  siteFacts(sites: readonly string[], upToSeq?: number): Promise<SiteFacts[]>;
  saveThings(things: readonly ThingUpdate[]): Promise<void>;
  /** Adds to cells; a distinct member's cell moves when its references leave or reach 0. */
  addToCells(changes: readonly CellChange[]): Promise<void>;
  savePosition(position: Position): Promise<void>;
  /** Forgets all that is derived from the journal, before it is projected again. */
  clear(): Promise<void>;
}

export interface EntityRow {
  thing: string;
  kind: string;
  id: string;
  site: string;
  town?: string;
  firstSeq: number;
  body: string;
}

/** Which part of a county a reader asks for; neither means all of it. */
export interface PlaceFilter {
  town?: string;
  site?: string;
}

export interface ContributionFilter extends PlaceFilter {
  measure: string;
  /** Inclusive range of day spans, one month's cohort, or `now`. */
  span: { from: string; to: string; hour?: string } | { month: string } | 'now' | 'all';
  platform?: string;
  category?: string;
  team?: string;
  key?: string;
}

export type ContributionRow = Contribution & { thing: string };

export interface ContributionGroup {
  town?: string;
  /** The site, where the group is one of a place without a town, or the filter names a town or a site. */
  site?: string;
  count: number;
  firstAt: number;
  lastAt: number;
}

export interface JournalRow {
  seq: number;
  receivedAt: number;
  source: string;
  id: string;
  type: string;
  at: number;
  data: string;
  /** Absent for readers who are masked, and once erased. */
  personal?: string;
}

/** One consistent view of everything, for as long as the call that was given it runs. */
export interface ReadTransaction {
  heads(): Promise<JournalHead[]>;
  position(county: string): Promise<Position>;
  countyVersions(): Promise<{ code: string; version: number }[]>;
  county(code: string): Promise<County | undefined>;
  /** Cells of given places and series in given periods. */
  cells(
    county: string,
    places: readonly string[],
    series: readonly string[],
    periods: readonly string[],
  ): Promise<Cell[]>;
  /** Cells of periods from … to (compared as text), both included. */
  cellRange(
    county: string,
    places: readonly string[],
    series: readonly string[],
    from: string,
    to: string,
  ): Promise<Cell[]>;
  /** Facts of every site that the registers ever held, up to the projector's position. */
  siteFacts(county: string): Promise<SiteFacts[]>;
  /** Newest first by `at`, then by `seq`. */
  feed(county: string, place: PlaceFilter, limit: number): Promise<FeedEntry[]>;
  /**
   * Newest first by `at`, then by thing; `after` is the last one of the page before. Rows of one thing and instant
   * stay on one page, which may pass the limit for them.
   */
  contributions(
    county: string,
    filter: ContributionFilter,
    page: { limit: number; after?: { at: number; thing: string }; oldestFirst?: true },
  ): Promise<ContributionRow[]>;
  /**
   * Counts and first and last `at` of the contributions in the filter, by town; by
   * site where they have no town, or where the filter already names a town or a site.
   */
  groups(county: string, filter: ContributionFilter): Promise<ContributionGroup[]>;
  /** Distinct members with a reference in the filter, by name after `after`, each with its newest row. */
  members(
    county: string,
    filter: ContributionFilter,
    page: { limit: number; after?: string },
  ): Promise<ContributionRow[]>;
  entities(things: readonly string[], county: string): Promise<Map<string, EntityRow>>;
  /** Newest first by `firstSeq`. */
  entityPage(
    county: string,
    kind: string,
    place: PlaceFilter,
    page: { limit: number; before?: number },
  ): Promise<EntityRow[]>;
  /** The seqs of the events that stand behind each thing, ascending; retracted ones stand behind nothing. */
  seqsOf(county: string, things: readonly string[]): Promise<Map<string, number[]>>;
  journal(county: string, after: number, limit: number, withPersonal: boolean): Promise<JournalRow[]>;
  personal(county: string, seqs: readonly number[]): Promise<Map<number, string>>;
  /** Keys of all things with events up to `seq`, in pages, for a full recompute. */
  things(county: string, seq: number, page: { limit: number; after?: string }): Promise<string[]>;
  eventsOf(county: string, things: readonly string[], upToSeq: number): Promise<Map<string, JournalEvent[]>>;
  /** Every stored cell of a county, in pages, for a full recompute. */
  allCells(county: string, page: { limit: number; after?: Cell }): Promise<Cell[]>;
}

export interface StationKeyRow {
  id: string;
  site: string;
  label: string;
  /** SHA-256 of the secret, in hex; the secret has 256 random bits, so no slow hash is needed. */
  hash: string;
  createdAt: number;
  revokedAt?: number;
}

export interface DisplayRow {
  id: string;
  name: string;
  scope: string;
  hash: string;
  createdAt: number;
  revokedAt?: number;
}

export interface AuditEntry {
  at: number;
  /** Who: `key:<id>`, `display:<id>`, `user:<name>`, `cli`, `anonymous`. */
  actor: string;
  action: string;
  target?: string;
  /** Address the request came from. */
  from?: string;
  result: string;
}

export interface Credentials {
  /** Moves with every change to keys and displays. */
  version: number;
  keys: StationKeyRow[];
  displays: DisplayRow[];
}

export interface Store {
  /** Appends in order; resolves when everything accepted is on disk. */
  append(items: readonly (NewEvent | EventProbe)[]): Promise<AppendOutcome[]>;
  /**
   * Runs `work` in one transaction. Everything that writes waits in one line, so `work` writes by its transaction
   * alone: a call of the store's own `append` or `project` inside it would wait for ever.
   */
  project<T>(county: string, work: (transaction: ProjectionTransaction) => Promise<T>): Promise<T>;
  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T>;
  /** Stores a county's registers under the next version. Site codes are unique on a server: a clash is an error. */
  putCounty(county: County): Promise<number>;
  credentials(): Promise<Credentials>;
  /** The version alone, cheap enough to ask twice a second. */
  credentialsVersion(): Promise<number>;
  addKey(key: StationKeyRow): Promise<void>;
  revokeKey(id: string, at: number): Promise<boolean>;
  addDisplay(display: DisplayRow): Promise<void>;
  revokeDisplay(id: string, at: number): Promise<boolean>;
  audit(entries: readonly AuditEntry[]): Promise<void>;
  /** A random secret of this database, made once: `digest` (content of events), `pseudonym`. */
  secret(name: string): Promise<string>;
  /** Removes a county's personal data of events that arrived before an instant (ms); answers how many had some. */
  erasePersonalBefore(county: string, receivedBefore: number): Promise<number>;
  /** Removes personal data of every event of the things that name somebody; answers with how many events had some. */
  erasePersonal(whose: PersonFilter): Promise<number>;
  /** Copies a consistent, verified snapshot to a file while others write. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
