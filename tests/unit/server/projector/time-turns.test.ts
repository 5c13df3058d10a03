import { afterEach, describe, expect, test } from 'vitest';
import { verifyJournal } from '../../../../server/projector/verify.ts';
import { CountyJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { countyCode, smallCounty, townA, townB } from '../../../support/small-county.ts';

let journal: CountyJournal;

afterEach(async () => {
  const { differences } = await verifyJournal(journal.store);
  await journal.close();
  expect(differences).toEqual([]);
});

describe('[T3] what time alone changes', () => {
  test('[T3] the day turns without an event', async () => {
    journal = await CountyJournal.open(local('2026-11-30 23:58'));
    await journal.append([
      event('activity.started', 'A1', '2026-11-30 23:57', { activityId: 'a', category: 'opera' }),
    ]);
    await journal.project(local('2026-11-30 23:59:59.999'));
    const before = await journal.board();
    expect(before.day).toBe('2026-11-30');
    expect(before.totals.today.activities).toBe(1);
    expect(before.totals.month.activities).toBe(1);

    const { places, taken } = await journal.step(local('2026-12-01 00:00'));
    expect(taken).toBe(0);
    expect(places).toEqual(
      new Set([countyCode, townA, townB, ...smallCounty().sites.map(({ code }) => `s:${code}`)]),
    );
    const after = await journal.board();
    expect(after.day).toBe('2026-12-01');
    expect(after.totals.today.activities).toBe(0);
    expect(after.totals.yesterday.activities).toBe(1);
    expect(after.totals.week.activities).toBe(1);
    expect(after.totals.month.activities).toBe(0);
    expect(after.totals.lastMonth.activities).toBe(1);
    expect(after.platforms.culture?.activities).toBe(0);
    expect(after.coverage.platforms[townA]?.culture).toBe(1);
    expect(Object.keys(after.trend).at(-1)).toBe('2026-12-01');
  });

  test('[T2] an event minutes ahead counts on its own day', async () => {
    journal = await CountyJournal.open(local('2026-11-30 23:58'));
    await journal.append([event('activity.started', 'A1', '2026-12-01 00:01', { activityId: 'a' })]);
    await journal.project(local('2026-11-30 23:58'));
    const before = await journal.board();
    expect(before.totals.today.activities).toBe(0);
    expect(before.totals.month.activities).toBe(0);
    expect(before.totals.week.activities).toBe(1);
    expect(before.totals.all.activities).toBe(1001);
    expect(before.now.activitiesRunning).toBe(1);
    await journal.project(local('2026-12-01 00:00'));
    expect((await journal.board()).totals.today.activities).toBe(1);
  });

  test('[T3] [N1] [N2] [N5] [N7] [A1] limits pass without an event', async () => {
    journal = await CountyJournal.open(local('2026-11-22 08:00'));
    await journal.append([
      event('volunteer.checked-in', 'A1', '2026-11-22 08:00', { recordId: 'r', volunteerId: 'v' }),
      event('order.placed', 'A2', '2026-11-22 08:00', {
        orderId: 'o',
        kind: 'service',
        category: 'opera',
        title: '想看戏',
        urgent: true,
      }),
    ]);
    const now = async (time: string) => {
      await journal.project(local(time));
      return (await journal.board()).now;
    };
    expect(await now('2026-11-22 08:15')).toMatchObject({
      onDuty: 1,
      ordersOverdue: 0,
      alerts: 0,
      sources: { live: 2, late: 0, silent: 6 },
    });
    expect(await now('2026-11-22 08:15:00.001')).toMatchObject({ sources: { live: 0, late: 2 } });
    expect(await now('2026-11-22 10:00')).toMatchObject({ ordersOverdue: 0, alerts: 0 });
    expect(await now('2026-11-22 10:00:00.001')).toMatchObject({ ordersOverdue: 1, alerts: 1 });
    expect(await now('2026-11-22 20:00')).toMatchObject({ onDuty: 1, openCheckIns: 0 });
    expect(await now('2026-11-22 20:00:00.001')).toMatchObject({ onDuty: 0, openCheckIns: 1 });
  });

  test('[T3] the clock of a board never goes back', async () => {
    journal = await CountyJournal.open(local('2026-12-01 00:00'));
    await journal.project(local('2026-11-30 23:59'));
    expect((await journal.read('area:330127')).asOf).toBe(local('2026-12-01 00:00'));
  });

  test('[T1] [T3] a county of another zone turns at its own midnight', async () => {
    const start = Date.parse('2026-03-08T04:59:59.999Z');
    journal = await CountyJournal.open(start, smallCounty({ timezone: 'America/New_York' }));
    expect((await journal.board()).day).toBe('2026-03-07');
    await journal.project(start + 1);
    expect((await journal.board()).day).toBe('2026-03-08');
    await journal.project(Date.parse('2026-03-09T03:59:59.999Z'));
    expect((await journal.board()).day).toBe('2026-03-08');
    await journal.project(Date.parse('2026-03-09T04:00:00.000Z'));
    expect((await journal.board()).day).toBe('2026-03-09');
  });
});
