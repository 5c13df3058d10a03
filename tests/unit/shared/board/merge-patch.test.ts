import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, diff, type Json, type JsonObject } from '../../../../shared/board/merge-patch.ts';

describe('merge patches (RFC 7396)', () => {
  test.each<[JsonObject, JsonObject, JsonObject]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, result) => {
    expect(apply(target, patch)).toEqual(result);
  });

  test('equal boards have no patch', () => {
    expect(diff({ a: { b: 1 }, c: [1] }, { c: [1], a: { b: 1 } })).toBeUndefined();
  });

  test('applying shares what it does not change', () => {
    const target = { a: { b: 1 }, c: { d: 1 } };
    expect(apply(target, { c: { d: 2 } }).a).toBe(target.a);
    expect(target.c.d).toBe(1);
  });

  test('names of Object.prototype are members like any other', () => {
    const after: JsonObject = { constructor: 1, toString: { valueOf: 2 } };
    expect(apply({}, diff({}, after) ?? {})).toEqual(after);
    expect(apply(after, diff(after, {}) ?? {})).toEqual({});
  });

  test('a member may be called __proto__, as a team may', () => {
    const team = (minutes: number): JsonObject =>
      JSON.parse(`{"teams":{"__proto__":{"minutes":${minutes}}}}`);
    const steps = [{ teams: {} }, team(1), team(2), { teams: {} }];
    for (const [index, after] of steps.entries()) {
      const before = steps[index - 1] ?? {};
      const patch = JSON.stringify(diff(before, after) ?? {});
      expect(JSON.stringify(apply(before, JSON.parse(patch)))).toBe(JSON.stringify(after));
    }
    expect(diff(team(1), team(2))).toBeDefined();
  });

  test('any board becomes any other by its patch', () => {
    const key = fc.constantFrom('a', 'b', 'c', '2026-11-22', 'constructor');
    const { object } = fc.letrec<{ object: JsonObject; value: Json }>((tie) => ({
      object: fc.dictionary(key, tie('value') as fc.Arbitrary<Json>, { maxKeys: 4 }),
      value: fc.oneof(
        { depthSize: 'small' },
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom('x', 'y'),
        fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
        tie('object') as fc.Arbitrary<Json>,
      ),
    }));
    fc.assert(
      fc.property(object, object, (before, after) => {
        expect(apply(before, diff(before, after) ?? {})).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });
});
