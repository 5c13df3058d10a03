import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReportMaker } from '../../../../server/report-maker.ts';
import { ReportScheduler } from '../../../../server/reports/scheduler.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { defaultSchedule } from '../../../../shared/county/report-settings.ts';
import type { Report } from '../../../../shared/report/report.ts';
import { dueReports } from '../../../../shared/report/schedule.ts';
import type { Engine } from '../../../support/engine.ts';
import { until } from '../../../support/until.ts';
import { openToldStore, type TestStore } from '../query/store.ts';
import { now as storyEnd } from '../query/story.ts';

const shanghai = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const claims = (text: string): string[] =>
  dueReports('330127', shanghai, defaultSchedule, at(text)).map(({ claim }) => claim);

describe('what a schedule asks for', () => {
  it('is the week before from Monday eight on, and the month before from the first of it on', () => {
    expect(claims('2026-11-23T07:59')).toEqual(['330127 week 2026-11-09', '330127 month 2026-10-01']);
    expect(claims('2026-11-23T08:00')).toEqual(['330127 week 2026-11-16', '330127 month 2026-10-01']);
    expect(claims('2026-12-01T07:59')[1]).toBe('330127 month 2026-10-01');
    expect(claims('2026-12-01T08:00')[1]).toBe('330127 month 2026-11-01');
    expect(claims('2027-01-01T08:00')).toEqual(['330127 week 2026-12-21', '330127 month 2026-12-01']);
  });

  it('goes by the clock of the county, and is nothing where the profile asks for nothing', () => {
    const monday = Date.parse('2026-11-23T00:30:00Z');
    const [there] = dueReports('c', shanghai, defaultSchedule, monday);
    const [elsewhere] = dueReports('c', 'America/New_York', defaultSchedule, monday);
    expect([there?.span.from, elsewhere?.span.from]).toEqual(['2026-11-16', '2026-11-09']);
    expect(dueReports('c', shanghai, {}, monday)).toEqual([]);
  });
});

describe.each<Engine>(['sqlite', 'postgres'])('the reports of a schedule on %s', (engine) => {
  let told: TestStore;
  let clock: number;
  let made: number;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    told = await openToldStore(engine);
    closing.push(() => told.close());
    // The story's own month is over by then.
    clock = storyEnd + 20 * 86_400_000;
    made = 0;
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** Of a server of its own, which reads and writes the one database by itself. */
  async function start(instead?: () => Promise<Report>): Promise<ReportScheduler> {
    const store = await openStore(told.url);
    const maker = createReportMaker(store);
    const scheduler = new ReportScheduler({
      counties: () => [
        { code: '330127', timeZone: shanghai, reports: { schedule: { monthly: { day: 1, time: '08:00' } } } },
      ],
      make: async (request) => {
        made += 1;
        if (instead) return instead();
        const answer = await maker(request);
        if (!answer.ok) throw new Error(answer.detail.en);
        return answer.value;
      },
      store,
      passing: store,
      demo: false,
      clock: () => clock,
      onError: () => undefined,
    });
    closing.push(
      () => store.close(),
      () => scheduler.close(),
    );
    return scheduler;
  }

  const kept = () => told.store.keptReports({}, { limit: 9 });

  it('are made once, though two servers look at once and one starts anew', async () => {
    const servers = await Promise.all([start(), start()]);
    await Promise.all(servers.map((server) => server.check()));
    const first = await kept();
    expect(first.map(({ madeBy, kind }) => [madeBy, kind])).toEqual([['schedule', 'month']]);
    await (await start()).check();
    expect(await kept()).toEqual(first);
    expect(made).toBe(1);
  });

  it('are made by another server where one dies over them', async () => {
    let die = (_cause: Error): void => undefined;
    const dying = await start(
      () =>
        new Promise((_, reject) => {
          die = reject;
        }),
    );
    closing.push(async () => die(new Error('It has died.')));
    void dying.check();
    await until('it is at it', () => made === 1);
    const other = await start();
    for (const [minutes, times] of [
      [1, 1],
      [2, 2],
    ] as const) {
      clock = storyEnd + 20 * 86_400_000 + minutes * 60_000;
      await other.check();
      expect([minutes, made, (await kept()).length]).toEqual([minutes, times, times - 1]);
    }
  });

  it('rest for a quarter of an hour at every server where they could not be made', async () => {
    const [failing, other] = [await start(() => Promise.reject(new Error('It cannot.'))), await start()];
    await failing.check();
    clock += 14 * 60_000;
    await other.check();
    expect([made, await kept()]).toEqual([1, []]);
    clock += 60_000;
    await other.check();
    expect([made, (await kept()).length]).toEqual([2, 1]);
  });

  it('are not made of days that hold nothing, until they do', async () => {
    clock = storyEnd - 400 * 86_400_000;
    await (await start()).check();
    expect(await kept()).toEqual([]);
  });
});
