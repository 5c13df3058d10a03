import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCountyFolder } from '../../../../mock/county-folder.ts';
import { type Feed, fillHistory } from '../../../../mock/demo/feed.ts';
import { FeedStates } from '../../../../mock/demo/feed-state.ts';
import { ratesOf } from '../../../../mock/rates.ts';
import { Sender } from '../../../../mock/sender.ts';
import { createSimulation, type StationEvent } from '../../../../mock/simulation/simulation.ts';
import { parseInstant } from '../../../../shared/domain/time.ts';

const county = readCountyFolder('mock/counties/jintan');
const rates = ratesOf(county.profile.code, county.sites.length);
const now = parseInstant('2026-11-22T16:30:00+08:00') ?? 0;
/** On the same day, so that both begin with the same history. */
const earlier = parseInstant('2026-11-22T07:30:00+08:00') ?? 0;

/** A platform in memory that remembers events by name, and goes away after some requests. */
class Platform {
  readonly events = new Map<string, StationEvent>();
  requests = 0;

  feed(databaseFile: string, seed = 1, failAfter = Number.POSITIVE_INFINITY): Feed {
    const sender = new Sender({
      baseUrl: '',
      key: '',
      fetch: async (_url, init) => {
        this.requests += 1;
        if (this.requests > failAfter) return new Response('gone', { status: 500 });
        const results = (JSON.parse(String(init?.body)) as StationEvent[]).map((event, index) => {
          const name = `${event.source} ${event.id}`;
          const status = this.events.has(name) ? 'duplicate' : 'accepted';
          this.events.set(name, event);
          return { index, id: event.id, status };
        });
        const count = (status: string): number => results.filter((result) => result.status === status).length;
        return Response.json({ accepted: count('accepted'), duplicates: count('duplicate'), results });
      },
    });
    const signal = new AbortController().signal;
    const simulation = createSimulation(county, rates, seed);
    return { county, simulation, sender, states: new FeedStates(databaseFile), days: 6, speed: 1, signal };
  }
}

/** Roll and ledger are older than every history. */
const isOfRoll = (id: string): boolean => /^\w+-[rl]/.test(id);

describe('the history of the demonstration', { timeout: 60_000 }, () => {
  let folder = '';
  let database = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'feed-'));
    database = path.join(folder, 'demo.db');
    writeFileSync(database, '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const things = (platform: Platform): string[] =>
    [...platform.events].flatMap(([name, { type }]) => (type === 'site.heartbeat' ? [] : [name])).sort();

  it('is filled once, and later only with what is missing', async () => {
    const platform = new Platform();
    await fillHistory(platform.feed(database), earlier);
    const before = platform.events.size;
    const again = platform.feed(database);
    await fillHistory(again, now);
    expect(again.sender.tally.accepted).toBe(platform.events.size - before);
    expect(again.sender.tally.accepted).toBeGreaterThan(100);
    expect(again.sender.tally.duplicates).toBeLessThan(50);

    const whole = new Platform();
    await fillHistory(whole.feed(path.join(folder, 'other.db')), now);
    expect(things(platform)).toEqual(things(whole));
  });

  it('goes on where it was cut off', async () => {
    const platform = new Platform();
    await expect(fillHistory(platform.feed(database, 1, 3), now)).rejects.toThrow('500');
    platform.requests = 0;
    const again = platform.feed(database);
    await fillHistory(again, now);
    expect(again.sender.tally.duplicates).toBeLessThan(200);
    const whole = new Platform();
    await fillHistory(whole.feed(path.join(folder, 'other.db')), now);
    expect(things(platform)).toEqual(things(whole));
  });

  it('leaves the history of another seed as it is and begins where that ends', async () => {
    const platform = new Platform();
    await fillHistory(platform.feed(database), earlier);
    const before = new Set(platform.events.keys());
    await fillHistory(platform.feed(database, 2), now);
    for (const [name, event] of platform.events)
      if (!before.has(name) && !isOfRoll(event.id))
        expect(parseInstant(event.time)).toBeGreaterThanOrEqual(earlier);
  });

  it('begins anew where the database is gone', async () => {
    const platform = new Platform();
    await fillHistory(platform.feed(database), now);
    rmSync(database);
    expect(new FeedStates(database).get(county.profile.code)).toBeUndefined();
  });
});
