/** What the projector reads and writes in one transaction. */
import type { County } from '../../../shared/county/county.ts';
import { type Calls, callsOn } from '../calls.ts';
import { type Position, type ProjectionTransaction, StoreError } from '../store.ts';
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

async function knownCounty(connection: Connection, code: string): Promise<County> {
  const county = await countyOf(connection, code);
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
  clear: async (connection, county) => {
    await clearThings(connection, county);
    await savePosition(connection, county, { seq: 0, asOf: 0 });
  },
};

/** The projector's part of a transaction for one county; `moved` hears of what others have to look at, and how far it is. */
export function projectionOf(
  connection: Connection,
  county: string,
  moved: (position?: Position) => void,
): ProjectionTransaction {
  const { putCounty, savePosition, clear, ...others } = callsOn(calls, connection, county);
  const telling =
    <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
    (...args: Args): Result => {
      moved();
      return call(...args);
    };
  return {
    ...others,
    putCounty: telling(putCounty),
    savePosition: (position) => {
      moved(position);
      return savePosition(position);
    },
    clear: telling(clear),
  };
}
