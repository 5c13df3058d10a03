import { describe, expect, test } from 'vitest';
import { check, codeOf, detailOf, sound } from './checked.ts';

describe('data [contract §2, §3]', () => {
  test.each([
    ['no data', 'activity.ended', undefined, 'data '],
    ['an array', 'activity.ended', [{}], 'data '],
    ['a missing member', 'activity.ended', {}, 'data.activityId'],
    ['a null where a member is needed', 'activity.ended', { activityId: null }, 'data.activityId'],
    ['a text for a number', 'activity.ended', { activityId: 'a', participants: '60' }, 'data.participants'],
    ['a fraction of a person', 'activity.ended', { activityId: 'a', participants: 1.5 }, 'data.participants'],
    ['too many people', 'activity.ended', { activityId: 'a', participants: 100_001 }, 'data.participants'],
    ['a negative count', 'activity.ended', { activityId: 'a', beneficiaries: -1 }, 'data.beneficiaries'],
    ['an empty identifier', 'activity.ended', { activityId: '' }, 'data.activityId'],
    ['a long identifier', 'activity.ended', { activityId: 'x'.repeat(65) }, 'data.activityId'],
    ['a number as identifier', 'activity.ended', { activityId: 7 }, 'data.activityId'],
    ['0 minutes', 'service.recorded', { recordId: 'r', volunteerId: 'v', minutes: 0 }, 'data.minutes'],
    ['1441 minutes', 'service.recorded', { recordId: 'r', volunteerId: 'v', minutes: 1441 }, 'data.minutes'],
    ['an unknown kind', 'order.placed', { orderId: 'o', kind: 'x', category: 'c', title: 't' }, 'data.kind'],
    ['a score of 6', 'order.rated', { orderId: 'o', score: 6 }, 'data.score'],
    ['no consent', 'order.showcased', { orderId: 'o', consent: false }, 'data.consent'],
    ['an unknown stage', 'project.advanced', { projectId: 'p', stage: 'x' }, 'data.stage'],
    ['0 points', 'points.granted', { volunteerId: 'v', points: 0 }, 'data.points'],
    ['no reason', 'event.retracted', { eventId: 'e-0' }, 'data.reason'],
    [
      'a phone that is a number',
      'order.placed',
      { orderId: 'o', kind: 'wish', category: 'c', title: 't', requester: { phone: 138 } },
      'data.requester.phone',
    ],
    [
      'a planned start that is no time',
      'activity.published',
      {
        activityId: 'a',
        title: 't',
        category: 'c',
        plannedStart: 'soon',
        plannedEnd: '2026-11-22T03:00:00Z',
      },
      'data.plannedStart',
    ],
    ['U+0000 in an unknown member', 'site.heartbeat', { note: { deep: 'a\0' } }, 'data.note.deep'],
    ['half a pair as a member’s name', 'site.heartbeat', { '\udc00': 1 }, 'data'],
    ['a number out of range', 'site.heartbeat', { x: Number.POSITIVE_INFINITY }, 'data.x'],
  ])('refuses %s and names the member', (_what, type, data, member) => {
    const checked = check({ type, data });
    expect(codeOf(checked)).toBe('invalid-data');
    for (const part of detailOf(checked).split(' / ')) expect(part).toContain(member);
  });

  test('refuses what nests without end, however deep', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    const checked = check({ type: 'site.heartbeat', data: { deep } });
    expect(codeOf(checked)).toBe('invalid-data');
    expect(codeOf(check({ extension: deep }))).toBe('invalid-envelope');
  });

  test('an unknown category, platform, town or team is accepted [J5, P1]', () => {
    const data = { orderId: 'o', kind: 'wish', category: 'x', title: 't', townCode: 'x' };
    expect(codeOf(check({ type: 'order.placed', data }))).toBe('sound');
    const started = { activityId: 'a', category: 'x', platform: 'x', teamId: 'x' };
    expect(codeOf(check({ type: 'activity.started', data: started }))).toBe('sound');
  });

  test('a null member counts as left out, deep inside too', () => {
    const data = {
      orderId: 'o',
      kind: 'wish',
      category: 'c',
      title: 't',
      dueAt: null,
      requester: { name: null },
    };
    const item = sound(check({ type: 'order.placed', data }));
    expect(JSON.parse(item.data)).toEqual({ orderId: 'o', kind: 'wish', category: 'c', title: 't' });
    expect(JSON.parse(item.personal ?? '')).toEqual({ requester: {} });
  });
});
