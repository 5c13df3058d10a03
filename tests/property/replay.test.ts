/** A replayed instant has the board that was live at it, whichever way one comes to it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { ReplayBasis } from '../../shared/wire/replay.ts';
import { CountyJournal, newEvent } from '../support/county-journal.ts';
import { followReplay } from '../support/replays.ts';
import { sitesWithHours, smallCounty, townA, townB } from '../support/small-county.ts';
import { deliveries, journals, silences } from './journals.ts';

const scopes = ['area:330127', `area:${townA}`, `area:${townB}`, 'site:A1', 'site:C', 'site:BX'];
const minute = 60_000;

/** How the clock goes on between what comes in: hardly, to a limit of the rules, or over days. */
const steps = fc.array(
  fc.constantFrom(1, 1, 30_000, minute, 15 * minute, 120 * minute, 721 * minute, 1440 * minute),
  { minLength: 1, maxLength: 6 },
);
/** In which order the instants are asked for again, more than once each. */
const visits = fc.array(fc.nat(99), { minLength: 1, maxLength: 12 });
/** Whether a board is looked at before, after, or long after something came in. */
const looks = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });

type Delivery = typeof deliveries extends fc.Arbitrary<infer T> ? T : never;

/** What was live at an instant, by scope. */
interface Seen {
  at: number;
  boards: Record<string, Board>;
}

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

async function look(journal: CountyJournal, at: number): Promise<Seen> {
  await journal.project(at);
  const boards: Record<string, Board> = {};
  for (const scope of scopes) boards[scope] = await journal.board(scope);
  return { at, boards };
}

/** The events as they arrive: out of order, and some of them twice. */
const arrivals = (events: readonly JournalEvent[], { ranks, repeated }: Delivery): JournalEvent[] =>
  events
    .flatMap((event, index) => (cycled(repeated, index) ? [event, event] : [event]))
    .map((event, index) => ({ event, rank: cycled(ranks, index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ event }) => event);

interface Pace {
  steps: number[];
  looks: boolean[];
  silence: number;
}

/** Brings events in by pieces and remembers what was live in between; `then` is told after each piece. */
async function live(
  journal: CountyJournal,
  arriving: readonly JournalEvent[],
  { batches, limits }: Delivery,
  { from, steps: hops, looks: looked, silence }: Pace & { from: number },
  then?: (turn: number) => Promise<void>,
): Promise<Seen[]> {
  const seen = [await look(journal, from)];
  let now = from;
  for (let done = 0, turn = 0; done < arriving.length; turn++) {
    now += cycled(hops, turn);
    const size = cycled(batches, turn);
    const receivedAt = now;
    const items = arriving.slice(done, done + size);
    await journal.store.append(items.map((event) => ({ ...newEvent(event, journal.register), receivedAt })));
    done += size;
    if (cycled(looked, turn)) seen.push(await look(journal, now));
    // The projector may be anywhere on its way.
    else await journal.step(now, cycled(limits, turn));
    await then?.(turn);
  }
  seen.push(await look(journal, now), await look(journal, now + silence));
  return seen;
}

const replayOf = (journal: CountyJournal, span: { from: number; to: number; basis: ReplayBasis }) =>
  followReplay(journal.store, [journal.register], { ...span, scope: 'area:330127' });

/** Another order of arrival gives other seqs, which name the lines of the feed. */
const withoutSeqs = (board: Board | undefined) => ({
  ...board,
  feed: Object.values(board?.feed ?? {})
    .map((row) => JSON.stringify(row))
    .sort(),
});

const runs = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 80),
  ...(process.env.PROPERTY_SEED ? { seed: Number(process.env.PROPERTY_SEED) } : {}),
  interruptAfterTimeLimit: 540_000,
  markInterruptAsFailure: true,
};

describe('a replay', () => {
  test('of what had been received has the boards that were live, forward, back and twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        journals,
        deliveries,
        fc.record({ steps, looks, silence: silences, visits, cut: fc.nat(9), share: fc.nat(10) }),
        async ({ zone, clock, events }, delivery, { visits: order, cut, share, ...pace }) => {
          const county = smallCounty({ wallText: 'title', timezone: zone }, { sites: [...sitesWithHours] });
          const journal = await CountyJournal.open(clock - 2 * 1440 * minute, county);
          try {
            const arriving = arrivals(events, delivery);
            const middle = Math.ceil((arriving.length * share) / 10);
            const from = clock - 2 * 1440 * minute;
            const seen = await live(journal, arriving.slice(0, middle), delivery, { from, ...pace });
            const span = seen.slice(cut % seen.length);
            const [first, last] = [span[0]?.at ?? from, span.at(-1)?.at ?? from];
            const replay = await replayOf(journal, { from: first, to: last, basis: 'received' });
            const visit = async (index: number): Promise<void> => {
              const { at, boards } = cycled(span, index);
              for (const scope of scopes) expect(await replay.board(at, scope)).toEqual(boards[scope]);
            };
            for (const index of order) await visit(index);
            // What is live goes on, and changes nothing of the past.
            await live(journal, arriving.slice(middle), delivery, { from: last + 1, ...pace }, (turn) =>
              visit(cycled(order, turn)),
            );
            for (const index of [0, ...order, span.length - 1]) await visit(index);
          } finally {
            await journal.close();
          }
        },
      ),
      runs,
    );
  });

  test('of what had happened is the same with late reports as with reports in time', async () => {
    await fc.assert(
      fc.asyncProperty(
        journals,
        deliveries,
        fc.record({
          steps,
          hours: fc.array(fc.integer({ min: 0, max: 72 }), { minLength: 2, maxLength: 6 }),
        }),
        async ({ zone, clock, events }, delivery, { steps: hops, hours }) => {
          const county = smallCounty({ wallText: 'title', timezone: zone }, { sites: [...sitesWithHours] });
          const end = clock + 6 * minute;
          const span = { from: end - 73 * 60 * minute, to: end };
          const pace = { from: clock, steps: hops, looks: [false], silence: 1440 * minute };
          const inTime = await CountyJournal.open(span.from, county);
          const late = await CountyJournal.open(clock, county);
          try {
            // What lies ahead of the span has come before it.
            for (const event of [...events].sort((a, b) => a.at - b.at))
              await inTime.store.append([{ ...newEvent(event, inTime.register), receivedAt: event.at }]);
            await inTime.project(end);
            await live(late, arrivals(events, delivery), delivery, pace);
            const replays = [
              await replayOf(inTime, { ...span, basis: 'received' }),
              await replayOf(inTime, { ...span, basis: 'happened' }),
              await replayOf(late, { ...span, basis: 'happened' }),
            ];
            for (const ago of [...hours, 0])
              for (const scope of scopes) {
                const at = end - ago * 60 * minute;
                const [received, happened, told] = await Promise.all(
                  replays.map((replay) => replay.board(at, scope)),
                );
                expect(happened).toEqual(received);
                expect(withoutSeqs(told)).toEqual(withoutSeqs(happened));
              }
          } finally {
            await inTime.close();
            await late.close();
          }
        },
      ),
      runs,
    );
  });
});
