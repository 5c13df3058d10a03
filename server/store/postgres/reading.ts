/** One consistent view on a connection of its own. */
import { type Calls, callsOn } from '../calls.ts';
import type { ReadTransaction } from '../store.ts';
import { cellPage, cellsBetween, cellsIn, memberCount, referencesOf, spreadOf } from './cell-rows.ts';
import type { Connection } from './connection.ts';
import { countyOf, countyVersions, headsOf, positionOf } from './county-rows.ts';
import { contributionGroups, contributionPage, memberPage } from './evidence.ts';
import { appendedEvents, historyOf, newestSeqs } from './history.ts';
import { eventsOf, journalPage, newestEvents, personalOf, seqsOf, siteFacts, thingsPage } from './journal.ts';
import { countAfter, latestTime, spanEvents } from './journal-span.ts';
import { newestDaysOf, silencesOf } from './quiet.ts';
import { recordsBeside } from './records-beside.ts';
import { entitiesOf, entityPage, feedOf } from './thing-pages.ts';
import { changedAfter, contributionsOf, thingsDue } from './thing-rows.ts';

const calls: Calls<ReadTransaction, [Connection]> = {
  heads: headsOf,
  position: positionOf,
  countyVersions,
  county: countyOf,
  cells: cellsIn,
  cellRange: cellsBetween,
  spread: spreadOf,
  siteFacts: async (connection, county) =>
    siteFacts(connection, county, 'all', (await positionOf(connection, county)).seq),
  feed: feedOf,
  thingsDue: (connection, county, instant) => thingsDue(connection, county, instant, Number.MAX_SAFE_INTEGER),
  changedAfter,
  latestTime,
  countAfter,
  contributions: contributionPage,
  groups: contributionGroups,
  members: memberPage,
  memberCount,
  contributionsOf,
  references: referencesOf,
  entities: (connection, things, county) => entitiesOf(connection, county, things),
  entityPage,
  seqsOf,
  history: historyOf,
  newestSeqs,
  journal: journalPage,
  personal: personalOf,
  appended: appendedEvents,
  things: thingsPage,
  eventsOf,
  recordsBeside,
  newestEvents,
  silences: silencesOf,
  newestDays: newestDaysOf,
  spanEvents,
  allCells: (connection, county, { limit, after }) => cellPage(connection, county, limit, after),
};

/** What is read of a connection, which holds one view while this is used. */
export const readingOf = (connection: Connection): ReadTransaction => callsOn(calls, connection);
