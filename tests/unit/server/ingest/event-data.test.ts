import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, sound } from './checked.ts';
import { now } from './fixture.ts';

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
