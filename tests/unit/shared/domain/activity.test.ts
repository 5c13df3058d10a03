import { describe, expect, test } from 'vitest';
import { type Activity, joinActivity } from '../../../../shared/domain/activity.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import { event, local, permutations } from '../../../support/journal-events.ts';

/** The activity of some events, which is the same in every order. */
function joined(...events: JournalEvent[]): Activity {
  const activity = joinActivity(events);
  if (!activity) throw new Error('no activity');
  for (const order of permutations(events)) expect(joinActivity(order)).toEqual(activity);
  return activity;
}

const published = (time: string, more: Record<string, string> = {}, id?: string) =>
  event(
    'activity.published',
    'A1',
    time,
    {
      activityId: 'a',
      title: '越剧进村',
      category: 'opera',
      plannedStart: '2026-11-22T09:00:00+08:00',
      plannedEnd: '2026-11-22T11:00:00+08:00',
      ...more,
    },
    id,
  );
const started = (time: string, more: Record<string, string> = {}, id?: string) =>
  event('activity.started', 'A1', time, { activityId: 'a', ...more }, id);
const ended = (time: string, more: Record<string, number> = {}, id?: string) =>
  event('activity.ended', 'A1', time, { activityId: 'a', ...more }, id);

describe('what counts of an activity', () => {
  test('[J1] the earliest published, started and cancelled', () => {
    const activity = joined(
      published('2026-11-20 10:00'),
      published('2026-11-20 09:00', { plannedEnd: '2026-11-22T12:00:00+08:00' }),
      started('2026-11-22 09:10'),
      started('2026-11-22 09:00'),
    );
    expect(activity.publishedAt).toBe(local('2026-11-20 09:00'));
    expect(activity.plannedEnd).toBe(local('2026-11-22 12:00'));
    expect(activity.startedAt).toBe(local('2026-11-22 09:00'));
  });

  test('[J2] the latest ended, with its figures', () => {
    const activity = joined(
      ended('2026-11-22 11:00', { participants: 30, beneficiaries: 60 }),
      ended('2026-11-22 11:30', { participants: 40 }),
    );
    expect(activity.ended).toEqual({ at: local('2026-11-22 11:30'), participants: 40, beneficiaries: 0 });
  });

  test('[J3] equal times: the greater name', () => {
    const activity = joined(
      ended('2026-11-22 11:00', { participants: 1 }, 'e1'),
      ended('2026-11-22 11:00', { participants: 2 }, 'e2'),
    );
    expect(activity.ended?.participants).toBe(2);
  });

  test('an end or a cancellation alone is an activity without attributes', () => {
    expect(joined(ended('2026-11-22 11:00'))).toEqual({
      kind: 'activity',
      id: 'a',
      site: 'A1',
      ended: { at: local('2026-11-22 11:00'), participants: 0, beneficiaries: 0 },
    });
    const cancelled = event('activity.cancelled', 'A1', '2026-11-22 08:00', { activityId: 'a' });
    expect(joined(cancelled).cancelledAt).toBe(local('2026-11-22 08:00'));
  });
});

describe('[J5] attributes of an activity', () => {
  test('[J5] come one by one from the newest event that carries them', () => {
    const activity = joined(
      published('2026-11-20 09:00', { teamId: 'TA' }),
      started('2026-11-22 09:00', { title: '越剧下乡' }),
      published('2026-11-21 09:00', { category: 'lecture' }),
    );
    expect(activity).toMatchObject({ title: '越剧下乡', category: 'lecture', teamId: 'TA' });
  });

  test('[J5] a later start counts for attributes although the earlier one counts for the time', () => {
    const activity = joined(
      started('2026-11-22 09:00', { platform: 'culture' }),
      started('2026-11-22 10:00', { platform: 'theory' }),
    );
    expect(activity).toMatchObject({ startedAt: local('2026-11-22 09:00'), platform: 'theory' });
  });
});
