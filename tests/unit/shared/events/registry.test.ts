import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { thingOf } from '../../../../shared/domain/thing.ts';
import { eventDefinitions, eventTypes, isEventType } from '../../../../shared/events/registry.ts';

/** The types of the contract, in its order. */
const contract = [
  'activity.published',
  'activity.started',
  'activity.ended',
  'activity.cancelled',
  'volunteer.registered',
  'volunteer.left',
  'volunteer.checked-in',
  'volunteer.checked-out',
  'service.recorded',
  'service.revoked',
  'order.placed',
  'order.offered',
  'order.accepted',
  'order.declined',
  'order.completed',
  'order.rated',
  'order.showcased',
  'order.cancelled',
  'project.advanced',
  'points.granted',
  'points.redeemed',
  'site.heartbeat',
  'event.retracted',
];

/** Whether the schema of a type takes some data; instants are looked at elsewhere. */
const takes = (type: string, data: unknown): boolean => {
  if (!isEventType(type)) throw new Error(type);
  return Value.Check(eventDefinitions[type].schema, data);
};

describe('types of events', () => {
  test('are those of the contract', () => {
    expect([...eventTypes].sort()).toEqual([...contract].sort());
  });

  test('desk.* and the names of Object.prototype are none', () => {
    for (const type of ['desk.noted', 'constructor', 'toString', '__proto__', ''])
      expect(isEventType(type)).toBe(false);
  });

  test('each says what it is in both languages', () => {
    for (const { summary } of Object.values(eventDefinitions)) {
      expect(summary.zh).not.toBe('');
      expect(summary.en).not.toBe('');
    }
  });
});

describe('data of events', () => {
  test('types are strict', () => {
    expect(takes('activity.ended', { activityId: 'a', participants: 60 })).toBe(true);
    expect(takes('activity.ended', { activityId: 'a', participants: '60' })).toBe(false);
    expect(takes('activity.ended', { activityId: 'a', participants: 60.5 })).toBe(false);
    expect(takes('activity.ended', { activityId: 7 })).toBe(false);
    expect(takes('activity.ended', [])).toBe(false);
  });

  test.each([
    ['activity.ended', 'participants', 0, 100_000, { activityId: 'a' }],
    ['activity.ended', 'beneficiaries', 0, 100_000, { activityId: 'a' }],
    ['service.recorded', 'minutes', 1, 1440, { recordId: 'r', volunteerId: 'v' }],
    ['order.rated', 'score', 1, 5, { orderId: 'o' }],
    ['order.completed', 'beneficiaries', 0, 100_000, { orderId: 'o' }],
    ['points.granted', 'points', 1, 100_000, { volunteerId: 'v' }],
    ['points.redeemed', 'points', 1, 100_000, { volunteerId: 'v' }],
    ['site.heartbeat', 'people', 0, 100_000, {}],
  ])('%s takes %s from %i to %i', (type, member, least, most, rest) => {
    expect(takes(type, { ...rest, [member]: least })).toBe(true);
    expect(takes(type, { ...rest, [member]: most })).toBe(true);
    expect(takes(type, { ...rest, [member]: least - 1 })).toBe(false);
    expect(takes(type, { ...rest, [member]: most + 1 })).toBe(false);
  });

  test('identifiers have 1 to 64 characters', () => {
    for (const [length, expected] of [
      [0, false],
      [1, true],
      [64, true],
      [65, false],
    ] as const)
      expect(takes('volunteer.left', { volunteerId: 'v'.repeat(length) })).toBe(expected);
  });

  test('consent to a showcase must be true', () => {
    expect(takes('order.showcased', { orderId: 'o', consent: true })).toBe(true);
    expect(takes('order.showcased', { orderId: 'o', consent: false })).toBe(false);
    expect(takes('order.showcased', { orderId: 'o' })).toBe(false);
  });

  test('a title may be empty: only shape is checked', () => {
    expect(takes('activity.started', { activityId: 'a', title: '' })).toBe(true);
    expect(takes('order.placed', { orderId: 'o', kind: 'wish', category: 'x', title: '' })).toBe(true);
    expect(takes('order.placed', { orderId: 'o', kind: 'wish', category: 'x' })).toBe(false);
  });

  test('photos are references, objects, one reference, or a count', () => {
    for (const photos of [3, 'https://a/1.jpg', ['https://a/1.jpg'], [{ url: 'https://a/1.jpg' }], []])
      expect([photos, takes('activity.ended', { activityId: 'a', photos })]).toEqual([photos, true]);
    for (const photos of [-1, 1.5, true, {}, [3]])
      expect([photos, takes('activity.ended', { activityId: 'a', photos })]).toEqual([photos, false]);
  });

  test('an order is a service or a wish', () => {
    const order = { orderId: 'o', category: 'x', title: 't' };
    expect(takes('order.placed', { ...order, kind: 'wish' })).toBe(true);
    expect(takes('order.placed', { ...order, kind: 'parcel' })).toBe(false);
  });

  test('members that the schema does not know are no fault', () => {
    expect(takes('site.heartbeat', { people: 3, temperature: 21 })).toBe(true);
  });
});

describe('the thing of an event', () => {
  test('activities and records are things of their site', () => {
    expect(thingOf('activity.ended', 'A1', 'e', { activityId: 'x' })).toBe('activity:A1:x');
    expect(thingOf('activity.started', 'A2', 'e', { activityId: 'x' })).toBe('activity:A2:x');
    expect(
      thingOf('volunteer.checked-in', 'A1', 'e', {
        recordId: 'r',
        volunteerId: 'v',
        activityId: 'x',
        orderId: 'o',
      }),
    ).toBe('record:A1:r');
    expect(thingOf('service.revoked', 'A1', 'e', { recordId: 'r', reason: '' })).toBe('record:A1:r');
  });

  test('orders, volunteers and projects are things of the county', () => {
    expect(thingOf('order.accepted', 'A1', 'e', { orderId: 'o', teamId: 't' })).toBe('order:o');
    expect(thingOf('volunteer.left', 'A1', 'e', { volunteerId: 'v' })).toBe('volunteer:v');
    expect(thingOf('project.advanced', 'A1', 'e', { projectId: 'p', stage: 's' })).toBe('project:p');
  });

  test('each points event is a thing by itself', () => {
    const data = { volunteerId: 'v', points: 1 };
    expect(thingOf('points.granted', 'A1', 'e1', data)).not.toBe(thingOf('points.granted', 'A1', 'e2', data));
  });

  test('a volunteer’s registration and a record never meet', () => {
    expect(thingOf('volunteer.left', 'A1', 'e', { volunteerId: 'A1:r' })).not.toBe('record:A1:r');
  });
});
