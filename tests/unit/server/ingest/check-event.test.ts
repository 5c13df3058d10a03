import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckedEvent, checkEvent } from '../../../../server/ingest/check-event.ts';
import type { NewEvent } from '../../../../server/store/store.ts';
import { context, event, now } from './fixture.ts';

const check = (more: Record<string, unknown>, against = context()): CheckedEvent =>
  checkEvent(event(more), against);

const codeOf = (checked: CheckedEvent): string =>
  checked.status === 'faulty' ? checked.fault.code : checked.status;

const detailOf = (checked: CheckedEvent): string => (checked.status === 'faulty' ? checked.fault.detail : '');

function sound(checked: CheckedEvent): NewEvent {
  if (checked.status !== 'sound') throw new Error(checked.fault.detail);
  return checked.item;
}

describe('the envelope of an event [contract §2]', () => {
  test.each([
    ['an absent specversion', { specversion: undefined }, 'specversion'],
    ['another specversion', { specversion: '0.3' }, 'specversion'],
    ['a number as specversion', { specversion: 1 }, 'specversion'],
    ['no id', { id: undefined }, 'id'],
    ['an empty id', { id: '' }, 'id'],
    ['an id of 129 characters', { id: '严'.repeat(129) }, 'id'],
    ['a number as id', { id: 5 }, 'id'],
    ['a source that is no site', { source: '/towns/a' }, 'source'],
    ['a source with a bad code', { source: '/sites/a b' }, 'source'],
    ['a source below a site', { source: '/sites/a-village/x' }, 'source'],
    ['an empty type', { type: '' }, 'type'],
    ['no time', { time: undefined }, 'time'],
    ['a time without offset', { time: '2026-11-22T11:59:00' }, 'time'],
    ['a day that is no day', { time: '2026-02-30T11:59:00Z' }, 'time'],
    ['U+0000 in the id', { id: 'a\0b' }, 'id'],
    ['half a pair in the type', { type: 'x\ud800' }, 'type'],
    ['U+0000 in an extension', { traceparent: '\0' }, 'traceparent'],
    ['U+0000 in the name of an extension', { 'a\0': 1 }, 'event'],
  ])('refuses %s and names the member', (_what, more, member) => {
    const checked = check(more);
    expect(codeOf(checked)).toBe('invalid-envelope');
    expect(detailOf(checked)).toContain(member);
    expect(detailOf(checked)).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
    expect(checked).not.toHaveProperty('probe');
  });

  test.each([null, 5, 'text', [], [event()]])('refuses %j as an event', (raw) => {
    expect(codeOf(checkEvent(raw, context()))).toBe('invalid-envelope');
  });

  test('takes ids of 128 characters, counted as characters', () => {
    expect(sound(check({ id: '𠮷'.repeat(128) })).id).toHaveLength(256);
    expect(codeOf(check({ id: '𠮷'.repeat(129) }))).toBe('invalid-envelope');
  });

  test('does without specversion where the content type allows it', () => {
    const against = context({ specversionOptional: true });
    expect(codeOf(check({ specversion: undefined }, against))).toBe('sound');
    expect(codeOf(check({ specversion: '0.3' }, against))).toBe('invalid-envelope');
  });

  test('ignores extension attributes', () => {
    expect(codeOf(check({ partitionkey: 'x', subject: 'y', sampledrate: 5 }))).toBe('sound');
  });
});

describe('the source of an event [contract §2]', () => {
  test.each([
    ['a-center', 'a-center', 'sound'],
    ['a-center', 'a-village', 'sound'],
    ['a-center', 'a-branch', 'sound'],
    ['a-town', 'a-village', 'sound'],
    ['a-town', 'a-closed', 'sound'],
    ['a-village', 'a-village', 'sound'],
    ['a-village', 'a-town', 'forbidden-source'],
    ['a-village', 'a-center', 'forbidden-source'],
    ['a-town', 'a-branch', 'forbidden-source'],
    ['a-center', 'b-village', 'forbidden-source'],
    ['a-center', 'nowhere', 'unknown-site'],
    ['b-village', 'nowhere', 'unknown-site'],
    ['gone', 'a-village', 'forbidden-source'],
  ])('a key of %s that sends for %s: %s', (keySite, site, code) => {
    expect(codeOf(check({ source: `/sites/${site}` }, context({ keySite })))).toBe(code);
  });
});

describe('the first fault of the order is told [contract §2]', () => {
  const faults: [string, Record<string, unknown>][] = [
    ['invalid-envelope', { id: '' }],
    ['unknown-site', { source: '/sites/nowhere' }],
    ['forbidden-source', { source: '/sites/b-village' }],
    ['unknown-type', { type: 'activity.dreamt' }],
    ['invalid-data', { data: { participants: '12' } }],
    ['time-in-future', { time: new Date(now + 300_001).toISOString() }],
  ];
  test.each(faults.map(([code], index) => [code, index] as const))(
    '%s before all that follow',
    (code, index) => {
      const all = Object.assign(
        {},
        ...faults
          .slice(index)
          .map(([, more]) => more)
          .reverse(),
      );
      expect(codeOf(check(all))).toBe(code);
    },
  );

  test('faults that come after the journal’s word carry a probe', () => {
    for (const [code, more] of faults)
      expect(Object.hasOwn(check(more), 'probe')).toBe(
        ['unknown-type', 'invalid-data', 'time-in-future'].includes(code),
      );
  });
});

describe('the type and time of an event', () => {
  test.each(['desk.noted', 'desk.called-back', 'Activity.ended', 'toString', '__proto__'])(
    '%s is unknown',
    (type) => {
      expect(codeOf(check({ type }))).toBe('unknown-type');
    },
  );

  test.each([
    [300_000, 'sound'],
    [300_001, 'time-in-future'],
    [-400 * 86_400_000, 'sound'],
    [-400 * 86_400_000 - 1, 'time-too-old'],
  ])('%d ms from now: %s', (offset, code) => {
    expect(codeOf(check({ time: new Date(now + offset).toISOString() }))).toBe(code);
  });

  test('a time is kept to the millisecond, further digits are cut', () => {
    expect(sound(check({ time: '2026-11-22T03:59:00.1239Z' })).at).toBe(
      Date.parse('2026-11-22T03:59:00.123Z'),
    );
  });
});

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

describe('what the journal gets', () => {
  test('personal and unknown members apart from the journal [contract §7]', () => {
    const item = sound(
      check({ type: 'order.rated', data: { orderId: 'o', score: 5, comment: '好', device: { os: 'x' } } }),
    );
    expect(JSON.parse(item.data)).toEqual({ orderId: 'o', score: 5 });
    expect(JSON.parse(item.personal ?? '')).toEqual({ comment: '好', device: { os: 'x' } });
    expect(sound(check({}))).not.toHaveProperty('personal');
  });

  test('the county, the site, the thing and the arrival', () => {
    expect(sound(check({}))).toMatchObject({
      kind: 'event',
      county: '330127',
      site: 'a-village',
      source: '/sites/a-village',
      thing: 'activity:a-village:act-1',
      receivedAt: now,
    });
  });

  test.each([
    ['a-town', undefined, '/sites/a-town e-0'],
    ['a-town', '/sites/a-village', '/sites/a-village e-0'],
    ['a-town', '/sites/a-town', '/sites/a-town e-0'],
    ['a-village', '/sites/a-town', undefined],
    ['a-town', '/sites/a-branch', undefined],
    ['a-town', '/sites/nowhere', undefined],
    ['a-center', '/sites/b-village', undefined],
  ])('a retraction from %s of an event of %s names %s', (site, eventSource, target) => {
    const data = { eventId: 'e-0', reason: '误报', ...(eventSource && { eventSource }) };
    const item = sound(check({ type: 'event.retracted', source: `/sites/${site}`, data }));
    expect(item.target).toBe(target);
  });
});

describe('the digest of the content [contract §2]', () => {
  const digestOf = (more: Record<string, unknown>): string => {
    const checked = check(more);
    return checked.status === 'sound' ? checked.item.digest : (checked.probe?.digest ?? '');
  };

  const json = fc.jsonValue({ maxDepth: 3 });
  const data = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), json, { maxKeys: 6 });

  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      [...Object.entries(value).map(([k, v]) => [k, shuffled(v)]), ['gone', null]].reverse(),
    );
  };

  test('is the same whatever the order of keys, the spelling, or members that are null', () => {
    fc.assert(
      fc.property(data, (members) => {
        expect(digestOf({ data: shuffled(members) })).toBe(digestOf({ data: members }));
        expect(digestOf({ data: JSON.parse(JSON.stringify(members, null, 3)) })).toBe(
          digestOf({ data: members }),
        );
      }),
      { numRuns: 300 },
    );
    expect(digestOf({ data: JSON.parse('{"a":6e1,"b":"\\u4e25"}') })).toBe(
      digestOf({ data: { b: '严', a: 60 } }),
    );
  });

  test('differs where a value differs', () => {
    fc.assert(
      fc.property(data, data, (one, other) => {
        const same = JSON.stringify(digestable(one)) === JSON.stringify(digestable(other));
        expect(digestOf({ data: one }) === digestOf({ data: other })).toBe(same);
      }),
      { numRuns: 300 },
    );
  });

  test('is of type, instant and data alone', () => {
    const base = digestOf({});
    expect(digestOf({ time: '2026-11-22T03:59:00.0009Z', subject: 'x', id: 'e-2' })).toBe(base);
    expect(digestOf({ type: 'activity.started' })).not.toBe(base);
    expect(digestOf({ time: '2026-11-22T03:59:00.001Z' })).not.toBe(base);
    expect(digestOf({ data: { activityId: 'act-1', participants: 13 } })).not.toBe(base);
  });

  test('a text that is refused is not the text that it resembles', () => {
    expect(digestOf({ data: { a: '\ud800' } })).not.toBe(digestOf({ data: { a: '\ufffd' } }));
  });
});

/** Sorted, without nulls: written apart from the code under test. */
function digestable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(digestable);
  if (typeof value !== 'object' || value === null) return value;
  const sorted: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== null) sorted[`k${name}`] = digestable(member);
  }
  return sorted;
}
