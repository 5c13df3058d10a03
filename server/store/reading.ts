/** What everybody else reads. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { Cell } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import type { NewEvent } from './new-event.ts';
import type { EventMark, Position, RecordBeside, SiteFacts } from './projection.ts';

export interface JournalHead {
  county: string;
  /** The newest seq in the journal. */
  head: number;
  position: Position;
  /** The earliest instant at which time alone changes a thing. */
  nextChangeAt?: number;
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
  /** Inclusive range of day spans, one month's cohort, `now`, or `all` days. */
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
  /** Who commanded it, for what an operator did. */
  actor?: string;
  data: string;
  /** Absent for readers who are masked, and once erased. */
  personal?: string;
}

/** An event of a thing, or a retraction of one, whether it stands or not. */
export interface HistoryRow extends JournalRow {
  site: string;
  digest: string;
  /** The event that it takes back. */
  retracts?: number;
}

/** Events after `after` up to `upTo`: by their seqs, or by their `time` (ms) among those up to the seq `head`. */
export type JournalSpan =
  | { seqs: { after: number; upTo: number } }
  | { times: { after: number; upTo: number }; head: number };

/** An event of a span, with what a timeline tells of it. */
export interface SpanEvent extends EventMark {
  receivedAt: number;
  /** Town of the order that the event belongs to, where it has one now. */
  orderTown?: string;
  /** `data` as JSON, of the few types whose weight lies in it: `order.placed` and `order.rated`. */
  data?: string;
}

/** What a board is read from: the store, or a state of the past. */
export type BoardView = Pick<
  ReadTransaction,
  'position' | 'cells' | 'cellRange' | 'feed' | 'contributions' | 'groups' | 'entities'
>;

/** A stretch without an event of a site itself, from one to the next (ms). */
export interface Silence {
  site: string;
  from: number;
  to: number;
}

/** Which silences are asked for: those that ended after one instant up to another (ms), with events up to a seq. */
export interface QuietSpan {
  after: number;
  upTo: number;
  longerThan: number;
  upToSeq: number;
}

/** Contributions of some measures to days from a first one on. */
export interface LaterDays {
  measures: readonly string[];
  from: string;
}

/** A figure that is kept by the day. */
export type DayCell = Pick<Cell, 'place' | 'series' | 'key'>;

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
  /**
   * How many keys of one series have each value, rounded down to whole steps, by value: what a series with a key for
   * each person may tell.
   */
  spread(
    county: string,
    cells: Pick<Cell, 'place' | 'series' | 'period'>,
    step: number,
  ): Promise<{ value: number; count: number }[]>;
  /** Facts of every site that the registers ever held, up to the projector's position. */
  siteFacts(county: string): Promise<SiteFacts[]>;
  /** Newest first by `at`, then by `seq`; with `upTo` only lines of events up to a seq and an instant (ms). */
  feed(
    county: string,
    place: PlaceFilter,
    limit: number,
    upTo?: { seq: number; at: number },
  ): Promise<FeedEntry[]>;
  /** Things that time alone changes at or before an instant (ms). */
  thingsDue(county: string, instant: number): Promise<string[]>;
  /** Things that time alone has changed after an instant (ms). */
  changedAfter(county: string, instant: number): Promise<string[]>;
  /**
   * Newest first by `at`, which lies in the day of a row that has one, then by thing; `after` is the last one of the
   * page before. Rows of one thing and instant stay on one page, which may pass the limit for them.
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
  /** How many members one distinct count has in periods from … to (compared as text), each of them once. */
  memberCount(
    county: string,
    cells: Pick<Cell, 'place' | 'series'>,
    from: string,
    to: string,
  ): Promise<number>;
  /** The contributions of each thing as they are stored, or some of them; a thing without one has no entry. */
  contributionsOf(
    county: string,
    things: readonly string[],
    without?: LaterDays,
  ): Promise<Map<string, Contribution[]>>;
  /** How many references of a distinct count each of some members has; one without any has no entry. */
  references(
    county: string,
    cell: Omit<Cell, 'value'>,
    members: readonly string[],
  ): Promise<Map<string, number>>;
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
  /** Everything that was ever said of a thing, with what took it back, by seq. */
  history(county: string, thing: string): Promise<HistoryRow[]>;
  /** The newest seq of an event of each thing, or of a retraction of one; a thing without one has no entry. */
  newestSeqs(county: string, things: readonly string[]): Promise<Map<string, number>>;
  journal(county: string, after: number, limit: number, withPersonal: boolean): Promise<JournalRow[]>;
  personal(county: string, seqs: readonly number[]): Promise<Map<number, string>>;
  /** Events as they were once appended, by seq: another store that appends them gives them the same seqs. */
  appended(county: string, after: number, limit: number): Promise<NewEvent[]>;
  /** Keys of all things with events up to `seq`, in pages, for a full recompute. */
  things(county: string, seq: number, page: { limit: number; after?: string }): Promise<string[]>;
  /** The standing events of each thing up to a seq; with `happenedBy` (ms) only what had happened by then. */
  eventsOf(
    county: string,
    things: readonly string[],
    upToSeq: number,
    happenedBy?: number,
  ): Promise<Map<string, JournalEvent[]>>;
  /** As the projector reads them. */
  recordsBeside(county: string, things: readonly string[], withinMs: number): Promise<RecordBeside[]>;
  /** The newest `time` (ms) of an event of each site itself, among the same events. */
  newestEvents(
    county: string,
    sites: readonly string[],
    upToSeq: number,
    happenedBy?: number,
  ): Promise<Map<string, number>>;
  /** The silences of some sites, the one that ended last first. */
  silences(county: string, sites: readonly string[], span: QuietSpan, limit: number): Promise<Silence[]>;
  /** The newest day before another one on which each of some cells has a value, in their order. */
  newestDays(county: string, cells: readonly DayCell[], before: string): Promise<(string | undefined)[]>;
  /** The latest `time` (ms) of an event up to a seq; 0 where there is none. */
  latestTime(county: string, upToSeq: number): Promise<number>;
  /** How many events of a county happened after an instant (ms). */
  countAfter(county: string, instant: number): Promise<number>;
  /** The events of a span in the order of their seqs, as many as `limit`. */
  spanEvents(county: string, span: JournalSpan, limit: number): Promise<SpanEvent[]>;
  /** Every stored cell of a county, in pages, for a full recompute. */
  allCells(county: string, page: { limit: number; after?: Cell }): Promise<Cell[]>;
}
