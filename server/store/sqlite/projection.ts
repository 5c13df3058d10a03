/** The projector's transaction on the one connection that writes. */
import type { County } from '../../../shared/county/county.ts';
import type { JournalEvent } from '../../../shared/events/journal-event.ts';
import type { Cell, CellChange } from '../../../shared/measures/cell.ts';
import type { Contribution } from '../../../shared/measures/contribution.ts';
import {
  type EventMark,
  type Position,
  type ProjectionTransaction,
  type RecordBeside,
  type SiteFacts,
  StoreError,
  type ThingUpdate,
} from '../store.ts';
import { addToCells, cellsBetween } from './cell-rows.ts';
import type { Connection } from './connection.ts';
import { countyOf, countyVersion, positionOf, putCounty, savePosition } from './county-rows.ts';
import { eventsOf, marksAfter, siteFacts, wholeJournal } from './journal.ts';
import { recordsBeside } from './records-beside.ts';
import { bodiesOf, clearThings, contributionsOf, nextChangeAt, saveThings, thingsDue } from './thing-rows.ts';

export class SqliteProjection implements ProjectionTransaction {
  readonly #connection: Connection;
  readonly #county: string;

  constructor(connection: Connection, county: string) {
    this.#connection = connection;
    this.#county = county;
  }

  async position(): Promise<Position> {
    return positionOf(this.#connection, this.#county);
  }

  async countyVersion(): Promise<number> {
    return countyVersion(this.#connection, this.#county);
  }

  async county(): Promise<County> {
    const county = countyOf(this.#connection, this.#county);
    if (!county) throw new StoreError('unknown-county', `There is no county ${this.#county}.`);
    return county;
  }

  async marksAfter(seq: number, limit: number): Promise<EventMark[]> {
    return marksAfter(this.#connection, this.#county, seq, limit);
  }

  async thingsDue(now: number, limit: number): Promise<string[]> {
    return thingsDue(this.#connection, this.#county, now, limit);
  }

  async nextChangeAt(): Promise<number | undefined> {
    return nextChangeAt(this.#connection, this.#county);
  }

  async putCounty(county: County): Promise<number> {
    return putCounty(this.#connection, county);
  }

  async eventsOf(things: readonly string[], upToSeq = wholeJournal): Promise<Map<string, JournalEvent[]>> {
    return eventsOf(this.#connection, this.#county, things, upToSeq);
  }

  async recordsBeside(things: readonly string[], withinMs: number): Promise<RecordBeside[]> {
    return recordsBeside(this.#connection, this.#county, things, withinMs);
  }

  async contributionsOf(things: readonly string[]): Promise<Map<string, Contribution[]>> {
    return contributionsOf(this.#connection, this.#county, things);
  }

  async bodiesOf(things: readonly string[]): Promise<Map<string, string>> {
    return bodiesOf(this.#connection, this.#county, things);
  }

  async siteFacts(sites: readonly string[], upToSeq = wholeJournal): Promise<SiteFacts[]> {
    return siteFacts(this.#connection, this.#county, sites, upToSeq);
  }

  async cellRange(
    places: readonly string[],
    series: readonly string[],
    from: string,
    to: string,
  ): Promise<Cell[]> {
    return cellsBetween(this.#connection, this.#county, places, series, from, to);
  }

  async saveThings(things: readonly ThingUpdate[]): Promise<void> {
    saveThings(this.#connection, this.#county, things);
  }

  async addToCells(changes: readonly CellChange[]): Promise<void> {
    addToCells(this.#connection, this.#county, changes);
  }

  async savePosition(position: Position): Promise<void> {
    savePosition(this.#connection, this.#county, position);
  }

  async clear(): Promise<void> {
    clearThings(this.#connection, this.#county);
    savePosition(this.#connection, this.#county, { seq: 0, asOf: 0 });
  }
}
