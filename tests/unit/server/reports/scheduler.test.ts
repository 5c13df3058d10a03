import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReportMaker } from '../../../../server/report-maker.ts';
import { ReportScheduler } from '../../../../server/reports/scheduler.ts';
import { defaultSchedule } from '../../../../shared/county/report-settings.ts';
import { dueReports } from '../../../../shared/report/schedule.ts';
import { openToldStore, type TestStore } from '../query/store.ts';
import { now as told } from '../query/story.ts';

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

describe('the reports of a schedule', () => {
  let store: TestStore;
  let clock: number;
  const schedulers: ReportScheduler[] = [];
  beforeEach(async () => {
    store = await openToldStore();
    // The story's own month is over by then.
    clock = told + 20 * 86_400_000;
  });
  afterEach(async () => {
    for (const scheduler of schedulers.splice(0)) await scheduler.close();
    await store.close();
  });

  function start(): ReportScheduler {
    const maker = createReportMaker(store.store);
    const scheduler = new ReportScheduler({
      counties: () => [
        { code: '330127', timeZone: shanghai, reports: { schedule: { monthly: { day: 1, time: '08:00' } } } },
      ],
      make: async (request) => {
        const answer = await maker(request);
        if (!answer.ok) throw new Error(answer.detail.en);
        return answer.value;
      },
      store: store.store,
      demo: false,
      clock: () => clock,
      onError: (error) => {
        throw error;
      },
    });
    schedulers.push(scheduler);
    return scheduler;
  }

  const kept = () => store.store.keptReports({}, { limit: 9 });

  it('are made once, though two servers look at once and one starts anew', async () => {
    await Promise.all([start().check(), start().check()]);
    const first = await kept();
    expect(first.map(({ madeBy, kind }) => [madeBy, kind])).toEqual([['schedule', 'month']]);
    await start().check();
    expect(await kept()).toEqual(first);
  });

  it('are not made of days that hold nothing, until they do', async () => {
    clock = told - 400 * 86_400_000;
    await start().check();
    expect(await kept()).toEqual([]);
  });
});
