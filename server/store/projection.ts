/** What the projector reads and writes. */
import type { FeedEntry } from '../../shared/board/feed-rows.ts';
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { Cell, CellChange } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';

export interface Position {
  /** The projector has taken every event up to this one. */
  seq: number;
  /** … and everything that time alone changed up to this instant (ms). */
  asOf: number;
}

/** What the journal tells of an event without its data. */
export interface EventMark {
  seq: number;
  type: string;
  site: string;
  thing: string;
  at: number;
  /** Key of the thing of the event that a retraction names, where that event has come. */
  targetThing?: string;
  /** Site of the event that a retraction names, where that event has come. */
  targetSite?: string;
}

/** A record that is looked at together with another thing. */
export interface RecordBeside {
  thing: string;
  record: string;
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
  /** When time alone made it what it is (ms); from then until `nextChangeAt` it stays the same. */
  lastChangeAt?: number;
}

/** What time and cells tell of a site: the base of its freshness and silence. */
export interface SiteFacts {
  site: string;
  /** Newest `time` of an event of the site itself (ms) [N7]. */
  lastEventAt?: number;
  /** Newest day with an activity that counts [R7, R8]. */
  lastActivityDay?: string;
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
  /** Things that time alone has changed after an instant (ms). */
  changedAfter(instant: number): Promise<string[]>;
  /**
   * Stores the county's registers under the next version, which it answers. Site codes are unique on a server: a
   * clash with another county is an error.
   */
  putCounty(county: County): Promise<number>;
  /**
   * The events of each thing that are not retracted, by `seq`. With `upToSeq` nothing later takes part, so that what
   * is stored is exactly what the journal says up to the position that is saved with it. Things `aside` are only looked
   * at for the sake of others.
   */
  eventsOf(
    things: readonly string[],
    upToSeq?: number,
    how?: { aside: true },
  ): Promise<Map<string, JournalEvent[]>>;
  /**
   * The records that may have to be looked at together with some things: those that name a volunteer of a record
   * among them within `withinMs` of it, and those that name an activity among them. Whatever the journal holds is
   * told, retracted or not.
   */
  recordsBeside(things: readonly string[], withinMs: number): Promise<RecordBeside[]>;
  contributionsOf(things: readonly string[]): Promise<Map<string, Contribution[]>>;
  /** Things as they are stored in this transaction so far, as JSON; one that is gone has no entry. */
  bodiesOf(things: readonly string[]): Promise<Map<string, string>>;
  /** Facts of sites from the journal up to `upToSeq` and from the cells of this transaction so far. */
  siteFacts(sites: readonly string[], upToSeq?: number): Promise<SiteFacts[]>;
  /** Cells of this transaction so far, in periods from … to (compared as text), both included. */
  cellRange(places: readonly string[], series: readonly string[], from: string, to: string): Promise<Cell[]>;
  saveThings(things: readonly ThingUpdate[]): Promise<void>;
  /** Adds to cells; a distinct member's cell moves when its references leave or reach 0. */
  addToCells(changes: readonly CellChange[]): Promise<void>;
  savePosition(position: Position): Promise<void>;
  /** Forgets all that is derived from the journal, before it is projected again. */
  clear(): Promise<void>;
}

/** What looking anew at things reads. */
export type RefreshSource = Pick<
  ProjectionTransaction,
  'eventsOf' | 'siteFacts' | 'cellRange' | 'recordsBeside' | 'bodiesOf'
>;
