/**
 * `kill -9` under load, again and again on the same database: whatever was acknowledged is there afterwards, the
 * journal has no gap, and every number still follows from it (contract §2).
 */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseOf, type Engine } from '../support/engine.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { countyCode, type ProcessServer, startServerProcess } from '../support/server.ts';
import { spawnTsx } from '../support/server-process.ts';
import { ended, eventOf, freshId, placed, type StationEvent, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';

const posters = 6;
/** Each kill waits for so many answers more, so that it falls into the middle of the load. */
const answersBetweenKills = 25;

let server: ProcessServer;
let key: string;

interface Acknowledged {
  event: StationEvent;
  seq: number;
}

/** By `source` and `id`: what an answer called accepted or duplicate. */
const acknowledged = new Map<string, Acknowledged>();
let answers = 0;

const sites = ['330127-Z', '330127100-S', '330127100001', '330127101-S'];

function someEvents(poster: number, round: number): StationEvent[] {
  const site = sites[(poster + round) % sites.length] ?? '';
  const record = freshId('r');
  const volunteerId = `v-${round % 50}`;
  const events = [
    started(site),
    ended(site, (round % 9) + 1),
    served(site, 30 + (round % 60)),
    placed(site),
    eventOf('volunteer.checked-in', { recordId: record, volunteerId }, { site }),
    eventOf('volunteer.checked-out', { recordId: record }, { site }),
    eventOf('site.heartbeat', { people: round % 30 }, { site }),
  ];
  // Odd posters send one at a time, even ones batches, some with a repetition of what came before.
  if (poster % 2 === 1) return events.slice(round % 7, (round % 7) + 1);
  const [again] = acknowledged.values();
  return Array.from({ length: 4 }, () => events)
    .flatMap((batch, copy) => batch.map((event) => ({ ...event, id: `${event.id}-${copy}` })))
    .concat(again ? [again.event] : []);
}

async function postOnce(poster: number, round: number): Promise<void> {
  const events = someEvents(poster, round);
  const body = JSON.stringify(events.length === 1 ? events[0] : events);
  const answer = await server.post(key, body);
  expect(answer.status).toBe(200);
  for (const { index, status, seq } of answer.body.results ?? []) {
    const event = events[index];
    expect(['accepted', 'duplicate']).toContain(status);
    if (!event || seq === undefined) throw new Error('An answer without its event or its seq.');
    const before = acknowledged.get(event.id);
    if (before) expect(seq, event.id).toBe(before.seq);
    acknowledged.set(event.id, { event, seq });
  }
  answers += 1;
}

/** A connection that breaks is no answer; anything else that fails is a fault. */
const isBroken = (error: unknown): boolean =>
  error instanceof TypeError && /fetch failed|terminated/.test(error.message);

/** Posts until the server is gone. */
async function postOnAndOn(poster: number): Promise<void> {
  for (let round = 0; ; round += 1) {
    try {
      await postOnce(poster, round);
    } catch (error) {
      if (isBroken(error)) return;
      throw error;
    }
  }
}

interface JournalPage {
  items: { seq: number; event: { id: string; source: string; type: string } }[];
  next: number;
}

/** The journal after `after`, through the API: seq by the event's name. */
async function readJournal(after: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let next = after; ; ) {
    const { status, body } = await server.get<JournalPage>(
      `events?county=${countyCode}&after=${next}&limit=500`,
    );
    expect(status).toBe(200);
    for (const [index, { seq, event }] of body.items.entries()) {
      expect(seq).toBe(next + index + 1);
      found.set(event.id, seq);
    }
    if (body.items.length === 0) return found;
    next = body.next;
  }
}

async function expectNothingLost(kills: number): Promise<void> {
  const journal = new Map<string, number>();
  for (let kill = 1; kill <= kills; kill += 1) {
    const wanted = answers + answersBetweenKills;
    const load = Promise.all(Array.from({ length: posters }, (_, poster) => postOnAndOn(poster)));
    await Promise.race([until('answers under load', () => answers >= wanted), load]);
    await server.kill();
    await load;
    await server.restart();
    for (const [id, seq] of await readJournal(journal.size)) journal.set(id, seq);
    const lost = [...acknowledged].filter(([id, { seq }]) => journal.get(id) !== seq).map(([id]) => id);
    expect(lost, `after kill ${kill}`).toEqual([]);
    if (kill % 10 === 0 || kill === kills)
      expect(await server.cli('journal', 'verify')).toMatchObject({ ok: true });
  }
  expect(acknowledged.size).toBeGreaterThan(kills * answersBetweenKills);
  expect(Math.max(...journal.values())).toBe(journal.size);

  const some = [...acknowledged.values()].filter((_, index) => index % 37 === 0).slice(0, 1000);
  const again = await server.post(key, JSON.stringify(some.map(({ event }) => event)));
  expect(again.body).toMatchObject({ accepted: 0, duplicates: some.length, rejected: 0 });
  expect(again.body.results?.map(({ seq }) => seq)).toEqual(some.map(({ seq }) => seq));

  const verify = spawnTsx('server/cli/main.ts', ['journal', 'verify'], server.env);
  expect(await once(verify, 'exit')).toEqual([0, null]);
}

describe.each<[Engine, number]>([
  ['sqlite', 20],
  ['postgres', 3],
])('on %s', (engine, kills) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await databaseOf(engine);
    acknowledged.clear();
    answers = 0;
    // Every load is let through, and the journal can be read back by anybody.
    server = await startServerProcess({
      DATABASE_URL: database.url,
      ANONYMOUS_READ: 'true',
      RATE_REQUESTS_PER_SECOND: '100000',
    });
    ({ key } = await server.makeKey());
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  test(`nothing acknowledged is lost in ${kills} kills`, { timeout: 600_000 }, () =>
    expectNothingLost(kills),
  );
});
