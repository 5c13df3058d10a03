/** The same events give the same numbers, in whatever order, how often and in which pieces they come (contract §2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '../../server/projector/verify.ts';
import { answered } from '../../server/query/refusal.ts';
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { CountyJournal } from '../support/county-journal.ts';
import type { Engine } from '../support/engine.ts';
import { countyCode, sitesWithHours, smallCounty, townA, townB } from '../support/small-county.ts';
import { comparable, sortedAlerts } from './comparable.ts';
import { deliveries, journals, silences } from './journals.ts';
import { oracleBoard, oracleStars, type Scope } from './oracle.ts';

const scopes: Scope[] = [{}, { town: townA }, { town: townB }, { site: 'A1' }, { site: 'C' }, { site: 'BX' }];
const hour = 3_600_000;

type Delivery = typeof deliveries extends fc.Arbitrary<infer T> ? T : never;

/** The events as the journal has numbered them. */
async function numbered(journal: CountyJournal, events: readonly JournalEvent[]): Promise<JournalEvent[]> {
  const rows = await journal.store.read((view) => view.journal(countyCode, 0, 1000, false));
  const seqs = new Map(rows.map(({ seq, source, id }) => [`${source} ${id}`, seq]));
  return events.map((event) => ({ ...event, seq: seqs.get(`${event.source} ${event.id}`) ?? 0 }));
}

async function expectOracle(
  journal: CountyJournal,
  events: readonly JournalEvent[],
  at: number,
  county: County,
): Promise<void> {
  const known = await numbered(journal, events);
  const queries = journal.queries();
  for (const scope of scopes) {
    const expected = oracleBoard(known, county, at, scope);
    const board = await journal.board(expected.scope);
    expect(comparable(board, expected)).toEqual({ ...expected, alerts: sortedAlerts(expected.alerts) });
    const { levels } = answered(await queries.stars({ scope: expected.scope }));
    expect(levels.map(({ volunteers }) => volunteers)).toEqual(oracleStars(known, county, at, scope));
  }
  expect((await verifyJournal(journal.store)).differences).toEqual([]);
}

/** Wherever a batch is cut: what is stored is what the journal says up to the position, once no thing is due. */
async function expectSound(journal: CountyJournal): Promise<void> {
  const { asOf, due } = await journal.store.project(countyCode, async (transaction) => ({
    ...(await transaction.position()),
    due: await transaction.nextChangeAt(),
  }));
  if (due === undefined || due > asOf) expect((await verifyJournal(journal.store)).differences).toEqual([]);
}

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Brings the events in as a delivery says, and the projector with them, up to the clock. */
async function deliver(
  journal: CountyJournal,
  events: readonly JournalEvent[],
  clock: number,
  { ranks, repeated, batches, limits, hoursBefore }: Delivery,
): Promise<void> {
  const shuffled = events
    .flatMap((event, index) =>
      cycled(repeated, index)
        ? [
            { event, index },
            { event, index: index + 7 },
          ]
        : [{ event, index }],
    )
    .sort((a, b) => cycled(ranks, a.index) - cycled(ranks, b.index))
    .map(({ event }) => event);
  const rising = [...hoursBefore].sort((a, b) => b - a);
  for (let from = 0, turn = 0; from < shuffled.length; turn++) {
    const size = cycled(batches, turn);
    await journal.append(shuffled.slice(from, from + size));
    from += size;
    const now = clock - (rising[Math.min(turn, rising.length - 1)] ?? 0) * hour;
    await journal.step(now, cycled(limits, turn));
    await expectSound(journal);
  }
  await journal.project(clock, cycled(limits, 0));
}

async function withCounty<T>(
  now: number,
  county: County,
  engine: Engine,
  work: (journal: CountyJournal) => Promise<T>,
): Promise<T> {
  const journal = await CountyJournal.open(now, county, engine);
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

describe('order never matters', () => {
  const title =
    'in any order, repeated, retracted, in any pieces: the same cells, and the board of the rules';
  // Each database of a server is made anew, which takes its time.
  test.each<[Engine, number]>([
    ['sqlite', 250],
    ['postgres', 8],
  ])(`${title} (%s)`, async (engine, runs) => {
    await fc.assert(
      fc.asyncProperty(journals, deliveries, silences, async ({ zone, clock, events }, delivery, silence) => {
        const county = smallCounty(
          { wallText: 'title', timezone: zone, stars: [60, 150, 600] },
          { sites: [...sitesWithHours] },
        );
        const inOrder = await withCounty(clock, county, engine, async (journal) => {
          await journal.append(events);
          await journal.project(clock);
          await expectOracle(journal, events, clock, county);
          return journal.cells();
        });
        await withCounty(clock - 49 * hour, county, engine, async (journal) => {
          await deliver(journal, events, clock, delivery);
          expect(await journal.cells()).toEqual(inOrder);
          await expectOracle(journal, events, clock, county);
          // [T3] Time alone goes on.
          await journal.project(clock + silence, cycled(delivery.limits, 1));
          await expectOracle(journal, events, clock + silence, county);
        });
      }),
      {
        numRuns: Number(process.env.PROPERTY_RUNS ?? runs),
        ...(process.env.PROPERTY_SEED ? { seed: Number(process.env.PROPERTY_SEED) } : {}),
        // Shrinking ends before the test runner gives up, so that there always is a counterexample to read.
        interruptAfterTimeLimit: 540_000,
        markInterruptAsFailure: true,
      },
    );
  });
});
