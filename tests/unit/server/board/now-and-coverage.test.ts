import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import { withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { smallCounty, townA, townB } from '../../../support/small-county.ts';

const now = local('2026-11-22 12:00');
const started = (site: string, time: string, more: Record<string, string> = {}) =>
  event('activity.started', site, time, { activityId: `${site} ${time}`, ...more });
const order = (id: string, time: string, ...stages: JournalEvent[]): JournalEvent[] => [
  event('order.placed', 'A1', time, { orderId: id, kind: 'service', category: 'opera', title: '想看戏' }),
  ...stages,
];
const offered = (orderId: string, time: string) =>
  event('order.offered', 'IA', time, { orderId, teamId: 'TA' });

describe('now', () => {
  test('[N6] the baseline and those whose latest word is registered', () =>
    withJournal(
      [
        event('volunteer.registered', 'A1', '2026-11-20 09:00', { volunteerId: 'v' }),
        event('volunteer.registered', 'A1', '2026-11-20 09:00', { volunteerId: 'w' }),
        event('volunteer.left', 'A1', '2026-11-21 09:00', { volunteerId: 'w' }),
      ],
      now,
      async (journal) => {
        expect((await journal.board()).now.registeredVolunteers).toBe(301);
        expect((await journal.board(`area:${townA}`)).now.registeredVolunteers).toBe(1);
      },
    ));

  test('[N7] the freshness of a town is the best of its sites', () =>
    withJournal(
      [
        event('site.heartbeat', 'A1', '2026-11-22 11:50', {}),
        event('site.heartbeat', 'B1', '2026-11-22 11:40', {}),
        event('site.heartbeat', 'BX', '2026-11-22 11:59', {}),
      ],
      now,
      async (journal) => {
        const { children, now: county } = await journal.board();
        expect([children[townA]?.freshness, children[townB]?.freshness, children.C?.freshness]).toEqual([
          'live',
          'late',
          'silent',
        ]);
        expect(children[townA]?.lastEventAt).toBe('2026-11-22T03:50:00.000Z');
        expect(children.C).not.toHaveProperty('lastEventAt');
        expect(county.sources).toEqual({ live: 1, late: 1, silent: 6 });
      },
    ));

  test('[N7] a retracted event was never heard, its retraction was', () =>
    withJournal(
      [
        event('site.heartbeat', 'A1', '2026-11-22 11:50', {}, 'h'),
        event('event.retracted', 'A1', '2026-11-22 11:30', { eventId: 'h', reason: '误报' }),
      ],
      now,
      async (journal) => {
        expect((await journal.board()).children[townA]?.lastEventAt).toBe('2026-11-22T03:30:00.000Z');
      },
    ));

  test('[N8] open sites by tier, and teams', () =>
    withJournal([], now, async (journal) => {
      const { now: county } = await journal.board();
      expect(county.sites).toEqual({ center: 1, branch: 1, institute: 2, station: 3, point: 1 });
      expect(county.teams).toBe(3);
      expect((await journal.board(`area:${townA}`)).now.teams).toBe(1);
    }));
});

describe('rates', () => {
  test('[R1] [R2] [R3] [R4] [R5] of the orders placed this month', () =>
    withJournal(
      [
        ...order('1', '2026-11-01 00:00', offered('1', '2026-11-01 01:00')),
        ...order('2', '2026-11-02 09:00', offered('2', '2026-11-03 09:00:00.001')),
        ...order('3', '2026-11-22 09:00'),
        ...order('4', '2026-10-31 23:59', offered('4', '2026-11-01 00:00')),
        event('order.completed', 'IA', '2026-11-08 00:00', { orderId: '1' }),
        event('order.rated', 'A1', '2026-11-09 09:00', { orderId: '1', score: 5 }),
        event('order.rated', 'A1', '2026-11-09 09:00', { orderId: '4', score: 1 }),
      ],
      now,
      async (journal) => {
        const { orders } = await journal.board();
        expect(orders.month).toEqual({
          placed: 3,
          offered: 2,
          accepted: 0,
          completed: 1,
          rated: 1,
          showcased: 0,
          declined: 0,
          cancelled: 0,
        });
        expect(orders.responseRate).toBe(1 / 2);
        expect(orders.onTimeRate).toBe(1 / 2);
        expect(orders.satisfaction).toBe(1);
        expect(orders.responseMinutesMedian).toBe((60 + 1440) / 2);
      },
    ));

  test('[R2] a rate with nothing to divide by is left out', () =>
    withJournal([], now, async (journal) => {
      expect(Object.keys((await journal.board()).orders)).toEqual(['month']);
    }));
});

describe('coverage', () => {
  test('[R6] open sites of the tier, and planned units where the profile has them', () =>
    withJournal([], now, async (journal) => {
      const { tiers } = (await journal.board()).coverage;
      expect(tiers.station).toEqual({ open: 3, units: 5 });
      expect(tiers.point).toEqual({ open: 1 });
    }));

  test('[R7] [R8] sites with an activity in the last 30 days, today counted', () =>
    withJournal(
      [started('A1', '2026-10-24 00:00'), started('A2', '2026-10-23 23:59')],
      now,
      async (journal) => {
        const { coverage, children } = await journal.board();
        expect(coverage.activeSites).toEqual({ center: 0, branch: 0, institute: 0, station: 1, point: 0 });
        expect(children[townA]?.silentSites).toBe(2);
        expect(children[townB]?.silentSites).toBe(2);
      },
    ));

  test('[R9] activities of the last 30 days by child and platform', () =>
    withJournal(
      [
        started('A1', '2026-10-24 00:00', { category: 'opera' }),
        started('A1', '2026-10-23 23:59', { category: 'opera' }),
        started('A1', '2026-11-22 09:00', { category: 'loose' }),
      ],
      now,
      async (journal) => {
        const { platforms } = (await journal.board()).coverage;
        expect(platforms[townA]).toEqual({ theory: 0, culture: 1, other: 1 });
        expect(platforms[townB]).toEqual({ theory: 0, culture: 0 });
      },
    ));

  test('[R10] villages with an open site within the radius ÷ villages with coordinates', () =>
    withJournal([], now, async (journal) => {
      expect((await journal.board()).coverage.circle).toEqual({ covered: 1, units: 2, villages: 3 });
    }));

  test('[R10] a county tells its circle of each town, a town only its own', () =>
    withJournal([], now, async (journal) => {
      expect((await journal.board()).coverage.circles).toEqual({
        [townA]: { covered: 1, units: 2 },
        [townB]: { covered: 0, units: 0 },
      });
      expect((await journal.board(`area:${townA}`)).coverage).not.toHaveProperty('circles');
    }));

  test('[R10] absent without such a file', () =>
    withJournal(
      [],
      now,
      async (journal) => {
        const { coverage } = await journal.board();
        expect(coverage).not.toHaveProperty('circle');
        expect(coverage).not.toHaveProperty('circles');
      },
      smallCounty({}, { villages: [] }),
    ));
});

describe('alerts', () => {
  test('[A2] [A7] one for each town, with its count', () =>
    withJournal(
      [
        started('A1', '2026-09-01 09:00'),
        started('IA', '2026-09-02 09:00'),
        started('IB', '2026-09-03 09:00'),
      ],
      now,
      async (journal) => {
        const { alerts, now: county } = await journal.board();
        const told = Object.values(alerts).map(({ rule, scope, count, owner }) => ({
          ...{ rule, scope, count, owner },
        }));
        expect(county.alerts).toBe(4);
        expect(told).toHaveLength(4);
        expect(told).toEqual(
          expect.arrayContaining([
            { rule: 'site-silent', scope: `area:${townA}`, count: 2, owner: 'IA' },
            { rule: 'site-silent', scope: `area:${townB}`, count: 1, owner: 'IB' },
            // Nothing of either platform since.
            { rule: 'platform-gap', scope: `area:${townA}`, count: 2, owner: 'IA' },
            { rule: 'platform-gap', scope: `area:${townB}`, count: 2, owner: 'IB' },
          ]),
        );
      },
    ));

  test('[A1] [N5] one for each order, closed by itself', () =>
    withJournal(order('1', '2026-11-20 09:00'), now, async (journal) => {
      const { alerts, now: county } = await journal.board();
      expect(county).toMatchObject({ ordersOverdue: 1, alerts: 1 });
      expect(Object.values(alerts)).toMatchObject([
        {
          rule: 'order-unanswered',
          scope: `area:${townA}`,
          count: 1,
          owner: 'IA',
          since: '2026-11-21T01:00:00.000Z',
        },
      ]);
      await journal.append([offered('1', '2026-11-22 12:01')]);
      await journal.project(now + 60_000);
      const closed = await journal.board();
      expect(closed.alerts).toEqual({});
      expect(closed.now).toMatchObject({ ordersOverdue: 0, alerts: 0 });
    }));
});
