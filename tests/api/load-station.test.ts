/**
 * A station that sends far more than it may: it is put off, with the time to come again; the others notice nothing,
 * nothing acknowledged is lost, and what is not yet counted is told as late.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricOf, watchHealth } from '../support/health.ts';
import { memoryOf } from '../support/process-memory.ts';
import { type Answer, type ProcessServer, startServerProcess } from '../support/server.ts';
import { type StationEvent, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';

const workers = 20;
const patienceMs = 100_000;
/** What a flood may cost for a while. */
const mostGrowth = 200_000_000;

let server: ProcessServer;
beforeAll(async () => {
  server = await startServerProcess({
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '20',
    RATE_REQUEST_BURST: '40',
    RATE_EVENTS_PER_SECOND: '1500',
  });
});
afterAll(() => server.stop());

const acknowledged = new Set<string>();

/** Sends all of it as fast as it is answered, whatever the answer is. */
async function flood(key: string, batches: readonly StationEvent[][]): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const left = [...batches];
  const post = async (events: StationEvent[]): Promise<Answer> =>
    server.post(key, JSON.stringify(events.length === 1 ? events[0] : events));
  const work = async (): Promise<void> => {
    for (let events = left.pop(); events; events = left.pop()) {
      const { status, body, headers } = await post(events);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      for (const { id, status: became } of body.results ?? [])
        if (id !== undefined && became !== 'rejected') acknowledged.add(id);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return statuses;
}

const batchesOf = (count: number, size: number): StationEvent[][] =>
  Array.from({ length: count }, () => Array.from({ length: size }, () => served('330127100-S', 30)));

/** Whether whatever is not counted is told as late, as long as `during` goes on. */
async function watchLag(during: Promise<unknown>): Promise<void> {
  let going = true;
  void during.finally(() => {
    going = false;
  });
  while (going) {
    const text = await (await fetch(`${server.address}/metrics`)).text();
    const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    const lag = value('cockpit_projection_lag_events');
    if (lag > 0) expect(value('cockpit_figures_age_seconds'), `${lag} events`).toBeGreaterThan(0);
  }
}

test.each([
  ['one by one', batchesOf(1_500, 1)],
  ['in batches', batchesOf(40, 500)],
])('a flood of events %s is shed by its key', async (_how, batches) => {
  const loud = await server.makeKey('330127100-S');
  const calm = await server.makeKey('330127101-S');
  const before = await memoryOf(server.pid());
  const health = watchHealth(server.address);
  const flooding = flood(loud.key, batches);
  const watching = watchLag(flooding);
  let others = 0;
  for (; others < 10; others += 1) {
    const event = started('330127101-S');
    const { status } = await server.post(calm.key, JSON.stringify(event));
    expect(status).toBe(200);
    acknowledged.add(event.id);
  }
  const statuses = await flooding;
  await watching;
  expect([...statuses.keys()].sort()).toEqual([200, 429]);
  expect(statuses.get(429)).toBeGreaterThan(batches.length / 4);
  expect((await health.end()).failures).toEqual([]);
  await until(
    'all of it is counted',
    async () => (await metricOf(server.address, 'cockpit_projection_lag_events')) === 0,
    patienceMs,
  );
  const journal = new Set((await server.journal()).map(({ id }) => id));
  expect([...acknowledged].filter((id) => !journal.has(id))).toEqual([]);
  expect((await memoryOf(server.pid())).peakBytes).toBeLessThan(before.peakBytes + mostGrowth);
  expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
});
