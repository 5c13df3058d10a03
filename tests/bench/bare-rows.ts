/**
 * A process that does nothing but insert the rows of events into a journal like the server's, on the same engine with
 * the same settings: the most that a database of this machine stores for good.
 */
import { Connection } from '../../server/store/sqlite/connection.ts';
import { migrate } from '../../server/store/sqlite/schema.ts';
import type { NewEvent } from '../../server/store/store.ts';
import { Register } from '../../shared/county/register.ts';
import { newEvent } from '../support/county-journal.ts';
import { benchCounty } from './county.ts';
import { storiesOf } from './events.ts';
import { given, tell } from './server.ts';

export interface BareRowsGiven {
  /** The database, which is made. */
  file: string;
  sites: number;
  /** Rows of one transaction. */
  batch: number;
  seconds: number;
}

export interface BareRowsResult {
  perSecond: number;
  /** Milliseconds of CPU for each row. */
  cpuMs: number;
}

const dayMs = 86_400_000;
/** Stories are prepared beforehand; the rows of a further round have other names. */
const prepared = 20_000;

function rowsOf(sites: number): NewEvent[] {
  const county = benchCounty(sites);
  const register = new Register(county);
  const now = Date.now();
  const span = { from: now - 8 * dayMs, to: now - 2 * dayMs };
  return storiesOf({ county, count: prepared, ...span, name: 'bare' }).map((event) =>
    newEvent(event, register),
  );
}

function insert(connection: Connection, row: NewEvent, seq: number): void {
  const { county, source, id, site, type, at, receivedAt, thing, target, digest, data, actor } = row;
  connection.run(
    'insert into journal values (?,?,?,?,?,?,?,?,?,?,?,?,?)',
    ...[county, seq, source, `${id}-${Math.floor(seq / prepared)}`, site, type, at, receivedAt, thing],
    ...[target ?? null, digest, data, actor ?? null],
  );
}

function run({ file, sites, batch, seconds }: BareRowsGiven): BareRowsResult {
  const rows = rowsOf(sites);
  const connection = new Connection(file, 'write');
  migrate(connection);
  let seq = 0;
  const begun = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - begun < seconds * 1000)
    connection.write(() => {
      for (let n = 0; n < batch; n++) {
        const row = rows[seq % rows.length];
        seq += 1;
        if (row) insert(connection, row, seq);
      }
    });
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  connection.close();
  return { perSecond: (seq / took) * 1000, cpuMs: (user + system) / 1000 / seq };
}

if (process.argv[1]?.endsWith('bare-rows.ts')) tell(run(given<BareRowsGiven>()));
