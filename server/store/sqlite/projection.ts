/** What the projector reads and writes in one transaction on the one connection that writes. */
import type { County } from '../../../shared/county/county.ts';
import { type Calls, callsOn } from '../calls.ts';
import { type ProjectionTransaction, StoreError } from '../store.ts';
import { addToCells, cellsBetween } from './cell-rows.ts';
import type { Connection } from './connection.ts';
import { countyOf, countyVersion, positionOf, putCounty, savePosition } from './county-rows.ts';
import { eventsOf, marksAfter, siteFacts, wholeJournal } from './journal.ts';
import { recordsBeside } from './records-beside.ts';
import {
  bodiesOf,
  changedAfter,
  clearThings,
  contributionsOf,
  nextChangeAt,
  saveThings,
  thingsDue,
} from './thing-rows.ts';

function knownCounty(connection: Connection, code: string): County {
  const county = countyOf(connection, code);
  if (!county) throw new StoreError('unknown-county', `There is no county ${code}.`);
  return county;
}

const calls: Calls<ProjectionTransaction, [Connection, county: string]> = {
  position: positionOf,
  countyVersion,
  county: knownCounty,
  marksAfter,
  thingsDue,
  nextChangeAt,
  changedAfter,
  putCounty: (connection, _code, county) => putCounty(connection, county),
  eventsOf: (connection, county, things, upToSeq = wholeJournal) =>
    eventsOf(connection, county, things, upToSeq),
  recordsBeside,
  contributionsOf,
  bodiesOf,
  siteFacts: (connection, county, sites, upToSeq = wholeJournal) =>
    siteFacts(connection, county, sites, upToSeq),
  cellRange: cellsBetween,
  saveThings,
  addToCells,
  savePosition,
  clear: (connection, county) => {
    clearThings(connection, county);
    savePosition(connection, county, { seq: 0, asOf: 0 });
  },
};

/** The projector's part of a transaction for one county. */
export const projectionOf = (connection: Connection, county: string): ProjectionTransaction =>
  callsOn(calls, connection, county);
