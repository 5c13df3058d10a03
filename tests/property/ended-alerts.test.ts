/** Alerts of places that end because something comes are told as ended, each with its time [A2, A3, A7]. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAlertQueries } from '../../server/alerts/alert-queries.ts';
import { readAlertRows } from '../../server/board/read-alerts.ts';
import type { County } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { ClosedAlert } from '../../shared/wire/desk.ts';
import { CountyJournal } from '../support/county-journal.ts';
import type { Engine } from '../support/engine.ts';
import { event } from '../support/journal-events.ts';
import { sitesWithHours, smallCounty } from '../support/small-county.ts';
import { viewOf } from './oracle.ts';
import { alertRows } from './oracle-alerts.ts';
import { dayAt, dayBegins, plusDays } from './oracle-time.ts';

const minute = 60_000;
const day = 1440 * minute;
const sites = ['A1', 'A1', 'A2', 'IA', 'PA', 'B1', 'IB', 'BX', 'C'];
const quiet: ReadonlySet<string> = new Set(['site-silent', 'source-stale', 'platform-gap']);

/** Something that comes: an activity of a category, or a word that is none. */
interface Came {
  site: string;
  category: string | undefined;
  ago: number;
  retracted: boolean;
}

const came: fc.Arbitrary<Came> = fc.record({
  site: fc.constantFrom(...sites),
  category: fc.constantFrom('lecture', 'lecture', 'opera', 'loose', undefined),
  ago: fc.oneof(
    fc.integer({ min: 0, max: 8 * day }),
    fc.integer({ min: 0, max: 8 * 24 }).map((hours) => hours * 60 * minute),
    fc.integer({ min: 25, max: 45 }).map((days) => days * day),
    fc.integer({ min: 0, max: 90 * day }),
  ),
  retracted: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
});

const journals = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'America/Havana'),
  clock: fc
    .constantFrom('2026-11-22T12:00:00Z', '2026-11-22T16:00:00Z', '2026-03-10T04:30:00Z')
    .map(Date.parse),
  all: fc.array(came, { minLength: 1, maxLength: 24 }),
  ranks: fc.array(fc.nat(99), { minLength: 3, maxLength: 9 }),
});

/** What takes part, and what only had been said and was taken back. */
function eventsOf(all: readonly Came[], clock: number): { standing: JournalEvent[]; taken: JournalEvent[] } {
  const standing: JournalEvent[] = [];
  const taken: JournalEvent[] = [];
  for (const [n, { site, category, ago, retracted }] of all.entries()) {
    const at = clock - ago;
    const data = { activityId: `a${n}`, title: '一场' };
    const planned = new Date(at).toISOString();
    const one =
      category === undefined
        ? event(
            'activity.published',
            site,
            at,
            { ...data, category: 'loose', plannedStart: planned, plannedEnd: planned },
            `e${n}`,
          )
        : event('activity.started', site, at, { ...data, category }, `e${n}`);
    (retracted ? taken : standing).push(one);
    if (retracted)
      standing.push(event('event.retracted', site, at + 1, { eventId: `e${n}`, reason: '误报' }, `r${n}`));
  }
  return { standing, taken };
}

/** The alerts of one scope that stand at an instant, by what had happened by then, with how many are behind each. */
function openAt(events: readonly JournalEvent[], county: County, at: number, scope: { site?: string }) {
  const happened = events.filter((one) => one.at <= at);
  const { facts, inside } = viewOf(happened, county, at, scope);
  const rows = Object.entries(alertRows(facts, county, at, scope, inside));
  return new Map(rows.flatMap(([id, { rule, count }]) => (quiet.has(rule) ? [[id, count]] : [])));
}

async function closedOf({ store, register }: CountyJournal): Promise<ClosedAlert[]> {
  const queries = createAlertQueries({
    store,
    register: async () => register,
    openAlerts: (view, known, perRule) =>
      readAlertRows(view, { register: known, place: known.code }, perRule),
  });
  const { closed, moreClosed } = await queries.deskAlerts({ county: register.code, withText: true });
  expect(moreClosed).toBe(false);
  return closed.filter(({ rule }) => quiet.has(rule));
}

const endOf = ({ closedAt }: ClosedAlert): number => Date.parse(closedAt);

/** Whatever is open at one instant and not at the next is told with an end in between. */
function expectAllTold(
  standing: readonly JournalEvent[],
  county: County,
  closed: ClosedAlert[],
  instants: number[],
) {
  const scopes = [{}, { site: 'A1' }, { site: 'IA' }];
  for (const scope of scopes) {
    let before = openAt(standing, county, instants[0] ?? 0, scope);
    for (const [index, at] of instants.entries()) {
      const now = openAt(standing, county, at, scope);
      const from = instants[index - 1] ?? at;
      for (const id of before.keys()) {
        if (now.has(id)) continue;
        const own = closed.filter((one) =>
          'site' in scope && id.startsWith('site-silent:')
            ? one.scope === `site:${scope.site}`
            : one.id === id,
        );
        expect([id, own.filter((one) => endOf(one) > from && endOf(one) <= at).length > 0]).toEqual([
          id,
          true,
        ]);
      }
      before = now;
    }
  }
}

/** Whatever is told to have ended had stood since it says until then, and stands no longer. */
function expectAllTrue(standing: readonly JournalEvent[], county: County, closed: readonly ClosedAlert[]) {
  for (const one of closed) {
    const [since, at] = [Date.parse(one.since), endOf(one)];
    expect([one.id, since < at]).toEqual([one.id, true]);
    // A town has one alert for all of its sites, each of which has it on its own board too.
    const ofSite = one.rule === 'site-silent';
    const site = one.scope.slice('site:'.length);
    const [id, scope] = ofSite ? [`site-silent:${site}`, { site }] : [one.id, {}];
    const count = (when: number): number => openAt(standing, county, when, scope).get(id) ?? 0;
    if (at - since >= 2) expect([one, count(at) < count(at - 1)]).toEqual([one, true]);
    if (at - since >= 2 && one.rule !== 'platform-gap')
      expect([one, count(since - 1), count(since + 1)]).toEqual([one, 0, 1]);
  }
}

test.each<[Engine, number]>([
  ['sqlite', 60],
  ['postgres', 4],
])(
  '[A2] [A3] [A7] what stood and stands no more is told, with when it ended (%s)',
  async (engine, numRuns) => {
    await fc.assert(
      fc.asyncProperty(journals, async ({ zone, clock, all, ranks }) => {
        const county = smallCounty({ timezone: zone }, { sites: [...sitesWithHours] });
        const { standing, taken } = eventsOf(all, clock);
        const arriving = [...standing, ...taken]
          .map((one, index) => ({ one, rank: ranks[index % ranks.length] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        const journal = await CountyJournal.open(clock, county, engine);
        try {
          await journal.append(arriving);
          await journal.project(clock + 1);
          const closed = await closedOf(journal);
          const begins = dayBegins(plusDays(dayAt(clock, zone), -6), zone);
          const ends = standing.map(({ at }) => at).filter((at) => at > begins);
          const instants = [...new Set([begins, ...ends, clock + 1])].sort((a, b) => a - b);
          expectAllTold(standing, county, closed, instants);
          expectAllTrue(standing, county, closed);
        } finally {
          await journal.close();
        }
      }),
      {
        numRuns: Number(process.env.PROPERTY_RUNS ?? numRuns),
        ...(process.env.PROPERTY_SEED ? { seed: Number(process.env.PROPERTY_SEED) } : {}),
        interruptAfterTimeLimit: 120_000,
        markInterruptAsFailure: true,
      },
    );
  },
);
