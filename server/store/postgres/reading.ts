/** One consistent view on a connection of its own. */
import type { FeedEntry } from '../../../shared/board/feed-rows.ts';
import type { County } from '../../../shared/county/county.ts';
import type { JournalEvent } from '../../../shared/events/journal-event.ts';
import type { Cell } from '../../../shared/measures/cell.ts';
import type { Contribution } from '../../../shared/measures/contribution.ts';
import type {
  ContributionFilter,
  ContributionGroup,
  ContributionRow,
  EntityRow,
  HistoryRow,
  JournalHead,
  JournalRow,
  JournalSpan,
  NewEvent,
  PlaceFilter,
  Position,
  ReadTransaction,
  RecordBeside,
  SiteFacts,
  SpanEvent,
} from '../store.ts';
import { cellPage, cellsBetween, cellsIn, referencesOf, spreadOf } from './cell-rows.ts';
import type { Connection } from './connection.ts';
import { countyOf, countyVersions, headsOf, positionOf } from './county-rows.ts';
import { contributionGroups, contributionPage, memberPage } from './evidence.ts';
import { appendedEvents, historyOf, newestSeqs } from './history.ts';
import { eventsOf, journalPage, newestEvents, personalOf, seqsOf, siteFacts, thingsPage } from './journal.ts';
import { countAfter, latestTime, spanEvents } from './journal-span.ts';
import { recordsBeside } from './records-beside.ts';
import { entitiesOf, entityPage, feedOf } from './thing-pages.ts';
import { changedAfter, contributionsOf, thingsDue } from './thing-rows.ts';

export class PostgresReading implements ReadTransaction {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async heads(): Promise<JournalHead[]> {
    return headsOf(this.#connection);
  }

  async position(county: string): Promise<Position> {
    return positionOf(this.#connection, county);
  }

  async countyVersions(): Promise<{ code: string; version: number }[]> {
    return countyVersions(this.#connection);
  }

  async county(code: string): Promise<County | undefined> {
    return countyOf(this.#connection, code);
  }

  async cells(
    county: string,
    places: readonly string[],
    series: readonly string[],
    periods: readonly string[],
  ): Promise<Cell[]> {
    return cellsIn(this.#connection, county, places, series, periods);
  }

  async cellRange(
    county: string,
    places: readonly string[],
    series: readonly string[],
    from: string,
    to: string,
  ): Promise<Cell[]> {
    return cellsBetween(this.#connection, county, places, series, from, to);
  }

  async spread(
    county: string,
    cells: Pick<Cell, 'place' | 'series' | 'period'>,
    step: number,
  ): Promise<{ value: number; count: number }[]> {
    return spreadOf(this.#connection, county, cells, step);
  }

  async siteFacts(county: string): Promise<SiteFacts[]> {
    return siteFacts(this.#connection, county, 'all', (await positionOf(this.#connection, county)).seq);
  }

  async feed(
    county: string,
    place: PlaceFilter,
    limit: number,
    upTo?: { seq: number; at: number },
  ): Promise<FeedEntry[]> {
    return feedOf(this.#connection, county, place, limit, upTo);
  }

  async thingsDue(county: string, instant: number): Promise<string[]> {
    return thingsDue(this.#connection, county, instant, Number.MAX_SAFE_INTEGER);
  }

  async changedAfter(county: string, instant: number): Promise<string[]> {
    return changedAfter(this.#connection, county, instant);
  }

  async latestTime(county: string, upToSeq: number): Promise<number> {
    return latestTime(this.#connection, county, upToSeq);
  }

  async countAfter(county: string, instant: number): Promise<number> {
    return countAfter(this.#connection, county, instant);
  }

  async contributions(
    county: string,
    filter: ContributionFilter,
    page: { limit: number; after?: { at: number; thing: string }; oldestFirst?: true },
  ): Promise<ContributionRow[]> {
    return contributionPage(this.#connection, county, filter, page);
  }

  async groups(county: string, filter: ContributionFilter): Promise<ContributionGroup[]> {
    return contributionGroups(this.#connection, county, filter);
  }

  async members(
    county: string,
    filter: ContributionFilter,
    page: { limit: number; after?: string },
  ): Promise<ContributionRow[]> {
    return memberPage(this.#connection, county, filter, page);
  }

  async contributionsOf(county: string, things: readonly string[]): Promise<Map<string, Contribution[]>> {
    return contributionsOf(this.#connection, county, things);
  }

  async references(
    county: string,
    cell: Omit<Cell, 'value'>,
    members: readonly string[],
  ): Promise<Map<string, number>> {
    return referencesOf(this.#connection, county, cell, members);
  }

  async entities(things: readonly string[], county: string): Promise<Map<string, EntityRow>> {
    return entitiesOf(this.#connection, county, things);
  }

  async entityPage(
    county: string,
    kind: string,
    place: PlaceFilter,
    page: { limit: number; before?: number },
  ): Promise<EntityRow[]> {
    return entityPage(this.#connection, county, kind, place, page);
  }

  async seqsOf(county: string, things: readonly string[]): Promise<Map<string, number[]>> {
    return seqsOf(this.#connection, county, things);
  }

  async history(county: string, thing: string): Promise<HistoryRow[]> {
    return historyOf(this.#connection, county, thing);
  }

  async newestSeqs(county: string, things: readonly string[]): Promise<Map<string, number>> {
    return newestSeqs(this.#connection, county, things);
  }

  async journal(county: string, after: number, limit: number, withPersonal: boolean): Promise<JournalRow[]> {
    return journalPage(this.#connection, county, after, limit, withPersonal);
  }

  async personal(county: string, seqs: readonly number[]): Promise<Map<number, string>> {
    return personalOf(this.#connection, county, seqs);
  }

  async appended(county: string, after: number, limit: number): Promise<NewEvent[]> {
    return appendedEvents(this.#connection, county, after, limit);
  }

  async things(county: string, seq: number, page: { limit: number; after?: string }): Promise<string[]> {
    return thingsPage(this.#connection, county, seq, page);
  }

  async eventsOf(
    county: string,
    things: readonly string[],
    upToSeq: number,
    happenedBy?: number,
  ): Promise<Map<string, JournalEvent[]>> {
    return eventsOf(this.#connection, county, things, upToSeq, happenedBy);
  }

  async recordsBeside(county: string, things: readonly string[], withinMs: number): Promise<RecordBeside[]> {
    return recordsBeside(this.#connection, county, things, withinMs);
  }

  async newestEvents(
    county: string,
    sites: readonly string[],
    upToSeq: number,
    happenedBy?: number,
  ): Promise<Map<string, number>> {
    return newestEvents(this.#connection, county, sites, upToSeq, happenedBy);
  }

  async spanEvents(county: string, span: JournalSpan, limit: number): Promise<SpanEvent[]> {
    return spanEvents(this.#connection, county, span, limit);
  }

  async allCells(county: string, page: { limit: number; after?: Cell }): Promise<Cell[]> {
    return cellPage(this.#connection, county, page.limit, page.after);
  }
}
