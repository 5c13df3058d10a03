import { describe, expect, test } from 'vitest';
import type { Activity } from '../../../../shared/domain/activity.ts';
import { amountsOf, daysOf, figuresAt, nextChangeOf } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { townA } from '../../../support/small-county.ts';

const now = local('2026-11-22 12:00');
const activity = (more: Partial<Activity> = {}): Activity => ({
  kind: 'activity',
  id: 'a',
  site: 'A1',
  ...more,
});
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

describe('[M1] activities', () => {
  test('[M1] one that was started counts on that day, also once it ended on another', () => {
    const figures = figuresAt(
      activity({
        startedAt: local('2026-11-21 23:30'),
        ended: { at: local('2026-11-22 01:00'), participants: 5, beneficiaries: 9 },
      }),
      now,
    );
    expect(amountsOf(figures, 'activities')).toEqual([1]);
    expect(daysOf(figures, 'activities')).toEqual(['2026-11-21']);
  });

  test('[M1] one that ended without a known start counts on the day it ended', () => {
    const figures = figuresAt(
      activity({ ended: { at: local('2026-11-22 01:00'), participants: 5, beneficiaries: 0 } }),
      now,
    );
    expect(daysOf(figures, 'activities')).toEqual(['2026-11-22']);
    expect(daysOf(figures, 'participants')).toEqual(['2026-11-22']);
  });

  test('[M1] one that was published or cancelled alone does not count', () => {
    expect(figuresAt(activity({ publishedAt: now - hourMs }), now)).toEqual([]);
    expect(figuresAt(activity({ publishedAt: now - hourMs, cancelledAt: now }), now)).toEqual([]);
  });

  test('[M1] a cancelled one that was started, or ended, counts', () => {
    expect(amountsOf(figuresAt(activity({ startedAt: now, cancelledAt: now }), now), 'activities')).toEqual([
      1,
    ]);
    const ended = { at: now, participants: 0, beneficiaries: 0 };
    expect(amountsOf(figuresAt(activity({ ended, cancelledAt: now }), now), 'activities')).toEqual([1]);
  });
});

test('[M2] people as reported at the end, on the day of the activity', () => {
  const figures = figuresAt(
    activity({
      startedAt: local('2026-11-21 23:59'),
      ended: { at: local('2026-11-22 00:01'), participants: 30, beneficiaries: 80 },
    }),
    now,
  );
  expect(amountsOf(figures, 'participants')).toEqual([30]);
  expect(amountsOf(figures, 'beneficiaries')).toEqual([80]);
  expect(daysOf(figures, 'participants')).toEqual(['2026-11-21']);
  expect(daysOf(figures, 'beneficiaries')).toEqual(['2026-11-21']);
});

describe('[N3] activities running', () => {
  const running = (more: Partial<Activity>, at: number): number[] =>
    amountsOf(
      figuresAt(activity({ startedAt: local('2026-11-22 09:00'), ...more }), at),
      'activitiesRunning',
    );

  test('[N3] without a plan until 6 h after the start, the very time included', () => {
    expect(running({}, local('2026-11-22 15:00'))).toEqual([1]);
    expect(running({}, local('2026-11-22 15:00') + 1)).toEqual([]);
  });

  test('[N3] with a plan until 2 h after its end, the very time included', () => {
    const plannedEnd = local('2026-11-22 18:00');
    expect(running({ plannedEnd }, local('2026-11-22 20:00'))).toEqual([1]);
    expect(running({ plannedEnd }, local('2026-11-22 20:00') + 1)).toEqual([]);
    expect(running({ plannedEnd: local('2026-11-22 08:00') }, local('2026-11-22 10:00') + 1)).toEqual([]);
  });

  test('[N3] not once ended or cancelled', () => {
    expect(running({ ended: { at: now, participants: 0, beneficiaries: 0 } }, now)).toEqual([]);
    expect(running({ cancelledAt: now }, now)).toEqual([]);
  });

  test('[N3] tells when time alone ends it', () => {
    const started = activity({ startedAt: now });
    expect(nextChangeOf(started, now)).toBe(now + 6 * hourMs + 1);
    expect(nextChangeOf(started, now + 6 * hourMs + 1)).toBeUndefined();
  });
});

describe('[J5] platform and category', () => {
  test.each([
    [{ platform: 'theory', category: 'opera' }, 'theory', 'opera'],
    [{ category: 'opera' }, 'culture', 'opera'],
    [{ platform: 'nowhere', category: 'opera' }, 'culture', 'opera'],
    [{ category: 'loose' }, 'other', 'loose'],
    [{ category: 'nothing' }, 'other', 'other'],
    [{ platform: 'theory', category: 'nothing' }, 'theory', 'other'],
    [{}, 'other', 'other'],
  ])('[J5] %j belongs to %s and %s', (attributes, platform, category) => {
    const [figure] = figuresAt(activity({ startedAt: now, ...attributes }), now);
    expect(figure).toMatchObject({ platform, category });
  });
});

describe('[P1] the place of an activity', () => {
  test('[P1] its site and the town of its site', () => {
    const [figure] = figuresAt(activity({ startedAt: now }), now);
    expect(figure).toMatchObject({ site: 'A1', town: townA });
  });

  test('[P1] no town for a site without one', () => {
    const [figure] = figuresAt(activity({ startedAt: now, site: 'B' }), now);
    expect(figure).not.toHaveProperty('town');
  });
});
