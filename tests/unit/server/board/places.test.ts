import { describe, expect, test } from 'vitest';
import { importCounty } from '../../../../server/projector/import-county.ts';
import { verifyJournal } from '../../../../server/projector/verify.ts';
import { withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { countyCode, smallCounty, townA, townB } from '../../../support/small-county.ts';

const now = local('2026-11-22 12:00');
const served = (site: string, volunteerId: string, time: string, minutes = 60) =>
  event('service.recorded', site, time, { recordId: `${site} ${time}`, volunteerId, minutes });
const placed = (site: string, more: Record<string, unknown> = {}) =>
  event('order.placed', site, '2026-11-22 09:00', {
    orderId: `o ${site}`,
    kind: 'service',
    category: 'opera',
    title: '想看戏',
    ...more,
  });

describe('[P1] [P2] [P3] places', () => {
  test('[P1] sites without a town belong to the county alone, and are its children by site code', () =>
    withJournal(
      [
        event('activity.started', 'B', '2026-11-22 09:00', { activityId: 'a' }),
        event('activity.started', 'A1', '2026-11-22 09:00', { activityId: 'a' }),
      ],
      now,
      async (journal) => {
        const county = await journal.board();
        expect(county.totals.today.activities).toBe(2);
        expect(Object.keys(county.children).sort()).toEqual([townA, townB, 'C', 'B'].sort());
        expect(county.children.B?.activities).toBe(1);
        expect(county.children[townA]?.activities).toBe(1);
        const town = await journal.board(`area:${townA}`);
        expect(town.totals.today.activities).toBe(1);
        expect(Object.keys(town.children).sort()).toEqual(['A1', 'A2', 'IA', 'PA']);
        expect((await journal.board('site:B')).totals.today.activities).toBe(1);
        expect((await journal.board('site:A1')).children).toEqual({});
      },
    ));

  test('[P1] an order of another town counts at its site and in the town it names', () =>
    withJournal([placed('A1', { townCode: townB })], now, async (journal) => {
      expect((await journal.board('site:A1')).now.ordersOpen).toBe(1);
      expect((await journal.board(`area:${townA}`)).now.ordersOpen).toBe(0);
      expect((await journal.board(`area:${townB}`)).now.ordersOpen).toBe(1);
      const { children } = await journal.board();
      expect([children[townA]?.ordersOpen, children[townB]?.ordersOpen]).toEqual([0, 1]);
    }));

  test('[P2] a volunteer of two towns and two days is one of the county and of the week', () =>
    withJournal(
      [
        served('A1', 'v', '2026-11-16 09:00'),
        served('B1', 'v', '2026-11-22 09:00'),
        served('B1', 'v', '2026-11-22 10:00'),
        served('B1', 'w', '2026-11-15 23:59'),
      ],
      now,
      async (journal) => {
        const { totals, trend } = await journal.board();
        expect(totals.today).toMatchObject({ activeVolunteers: 1, serviceRecords: 2, serviceMinutes: 120 });
        expect(totals.week).toMatchObject({ activeVolunteers: 1, serviceRecords: 3 });
        expect(totals.month).toMatchObject({ activeVolunteers: 2, serviceRecords: 4 });
        expect(totals.all.activeVolunteers).toBe(52);
        expect(trend['2026-11-15']?.activeVolunteers).toBe(1);
        expect((await journal.board(`area:${townA}`)).totals.week.activeVolunteers).toBe(1);
        expect((await journal.board(`area:${townB}`)).totals.week.activeVolunteers).toBe(1);
      },
    ));

  test('[P2] [N1] a volunteer with two open records is on duty once', () =>
    withJournal(
      [
        event('volunteer.checked-in', 'A1', '2026-11-22 10:00', { recordId: '1', volunteerId: 'v' }),
        event('volunteer.checked-in', 'B1', '2026-11-22 11:00', { recordId: '2', volunteerId: 'v' }),
      ],
      now,
      async (journal) => {
        const { now: county, children } = await journal.board();
        expect(county.onDuty).toBe(1);
        expect([children[townA]?.onDuty, children[townB]?.onDuty]).toEqual([1, 1]);
      },
    ));

  test('[P3] moving a site moves its past', () =>
    withJournal(
      [
        event('activity.started', 'A1', '2026-10-02 09:00', { activityId: 'a' }),
        served('A1', 'v', '2026-10-02 10:00'),
      ],
      now,
      async (journal) => {
        const county = smallCounty();
        const moved = county.sites.map((site) =>
          site.code === 'A1' ? { ...site, town: townB, parent: 'IB' } : site,
        );
        await importCounty(journal.store, { ...county, sites: moved }, now);
        const { children } = await journal.board();
        expect([children[townA]?.activities, children[townB]?.activities]).toEqual([0, 0]);
        const cells = await journal.cells();
        const sum = (place: string) =>
          cells.find(
            (cell) => cell.place === place && cell.series === 'serviceMinutes' && cell.period === 'A',
          )?.value;
        expect([sum(townA), sum(townB), sum(countyCode)]).toEqual([undefined, 60, 60]);
        expect((await verifyJournal(journal.store)).differences).toEqual([]);
      },
    ));
});

describe('[T2] periods', () => {
  test('[T2] a minute before and after midnight, weeks from Monday, months and years', () =>
    withJournal(
      [
        ['1', '2026-11-22 00:00'],
        ['2', '2026-11-21 23:59'],
        ['3', '2026-11-16 00:00'],
        ['4', '2026-11-15 23:59'],
        ['5', '2026-11-01 00:00'],
        ['6', '2026-10-31 23:59'],
        ['7', '2026-09-30 23:59'],
        ['8', '2026-01-01 00:00'],
        ['9', '2025-12-31 23:59'],
      ].map(([activityId = '', time = '']) => event('activity.started', 'A1', time, { activityId })),
      now,
      async (journal) => {
        const count = async (scope?: string) =>
          Object.values((await journal.board(scope)).totals).map(({ activities }) => activities);
        expect(await count()).toEqual([1, 1, 3, 5, 1, 8, 1009]);
        expect(await count(`area:${townA}`)).toEqual([1, 1, 3, 5, 1, 8, 9]);
        expect(await count('site:A1')).toEqual([1, 1, 3, 5, 1, 8, 9]);
      },
    ));

  test('[T1] hours of today are those of the event that sets the day', () =>
    withJournal(
      [
        event('activity.started', 'A1', '2026-11-22 09:59:59.999', { activityId: 'a' }),
        event('activity.ended', 'A1', '2026-11-22 11:00', { activityId: 'a', participants: 3 }),
        event('activity.started', 'A1', '2026-11-21 09:30', { activityId: 'b' }),
        served('A1', 'v', '2026-11-22 00:00'),
        placed('A1'),
      ],
      now,
      async (journal) => {
        const { hours } = await journal.board();
        expect(Object.keys(hours)).toHaveLength(24);
        expect(hours['09']).toEqual({ activities: 1, serviceMinutes: 0, ordersPlaced: 1 });
        expect(hours['00']).toEqual({ activities: 0, serviceMinutes: 60, ordersPlaced: 0 });
        expect(hours['11']?.activities).toBe(0);
      },
    ));
});
