/** The stations: a process that prepares events, posts them for some seconds when it is told to, and tells what was accepted. */
import autocannon from 'autocannon';
import { formatInstant } from '../../shared/domain/time.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { benchCounty } from './county.ts';
import { storiesOf } from './events.ts';

export interface Load {
  address: string;
  key: string;
  sites: number;
  /** Names the events of this load: none of another name repeats them. */
  name: string;
  seconds: number;
  connections: number;
  /** Events in a request. */
  batch: number;
  /** Requests prepared beforehand: more than a server that stores them takes in the time. */
  requests: number;
  /** Requests a second; as many as the server answers where it is left out. */
  rate?: number;
}

export interface LoadResult {
  /** Events that were answered with `accepted`. */
  accepted: number;
  seconds: number;
  failed: number;
}

const dayMs = 86_400_000;

const wire = ({ source, id, type, at, data }: JournalEvent): string =>
  JSON.stringify({ specversion: '1.0', id, source, type, time: formatInstant(at), data });

function bodiesOf({ sites, name, batch, requests }: Load): string[] {
  const county = benchCounty(sites);
  const now = Date.now();
  const events = storiesOf({
    county,
    count: batch * requests,
    from: now - 8 * dayMs,
    to: now - 2 * dayMs,
    name,
  }).map(wire);
  if (batch === 1) return events;
  return Array.from(
    { length: requests },
    (_, n) => `[${events.slice(n * batch, (n + 1) * batch).join(',')}]`,
  );
}

async function run(load: Load, bodies: readonly string[]): Promise<LoadResult> {
  const { address, key, batch, connections, seconds, rate } = load;
  let next = 0;
  const result = await autocannon({
    url: `${address}/api/v1/events`,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    requests: [
      {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        // A route without a store may be faster than these last; to it, what is sent again is new.
        setupRequest: (request) => ({ ...request, body: bodies[next++ % bodies.length] ?? '' }),
      },
    ],
  });
  return {
    accepted: result['2xx'] * batch,
    seconds: result.duration,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}

/** What stations are told. */
export type Word = { prepare: Load } | 'go';

let prepared: { load: Load; bodies: string[] } | undefined;

/** The answer to a word: nothing but that it is done, or what was accepted. */
async function obey(word: Word): Promise<LoadResult | 'ready'> {
  if (word !== 'go') {
    prepared = { load: word.prepare, bodies: bodiesOf(word.prepare) };
    return 'ready';
  }
  if (!prepared) throw new Error('nothing is prepared');
  return run(prepared.load, prepared.bodies);
}

process.on('message', (word: Word) => {
  obey(word).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
