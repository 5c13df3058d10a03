import { describe, expect, test } from 'vitest';
import { checkEvent } from '../../../../server/ingest/check-event.ts';
import { check, codeOf, detailOf, sound } from './checked.ts';
import { context, event, now } from './fixture.ts';

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
