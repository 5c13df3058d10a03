/** Suggestions are ranked by reasons, and by nothing else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, ranked, suggestionOf } from '../../server/dispatch/matching.ts';

const count = fc.integer({ min: 0, max: 40 });
const candidate: fc.Arbitrary<Candidate> = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    name: fc.constant('队'),
    field: fc.record({ match: fc.constantFrom('yes', 'no', 'unknown') }),
    completedAlike: count,
    distance: fc.oneof(
      fc.record({ km: fc.double({ min: 0, max: 100, noNaN: true }) }),
      fc.record({ near: fc.constantFrom('same-town', 'county', 'unknown') }),
    ),
    inHand: count,
    offers: count,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    ratings: count,
    meanRating: fc.double({ min: 1, max: 5, noNaN: true }),
    warning: fc.option(fc.constant('曾退单'), { nil: undefined }),
  })
  .map(({ share, ...rest }) => ({
    ...rest,
    accepted: Math.floor(rest.offers * share),
  })) as fc.Arbitrary<Candidate>;

const scoreOf = (one: Candidate): number => suggestionOf(one).score;

test('every share and every score lies between 0 and 1, and every reason says its value', () => {
  fc.assert(
    fc.property(candidate, (one) => {
      const { score, reasons } = suggestionOf(one);
      for (const share of [score, ...reasons.map((reason) => reason.share)]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(reasons).toHaveLength(5);
      expect(reasons.every(({ zh }) => zh.length > 3)).toBe(true);
    }),
  );
});

test('whoever is better in one reason and no worse in the others scores no less', () => {
  fc.assert(
    fc.property(candidate, fc.double({ min: 0, max: 1, noNaN: true }), (one, part) => {
      const score = scoreOf(one);
      const better: Partial<Candidate>[] = [
        { field: { match: 'yes' } },
        { completedAlike: one.completedAlike + 1 },
        { distance: { near: 'same-town' } },
        ...('km' in one.distance ? [{ distance: { km: one.distance.km * part } }] : []),
        { inHand: Math.floor(one.inHand * part) },
        ...(one.accepted < one.offers ? [{ accepted: one.accepted + 1 }] : []),
        { meanRating: one.meanRating + (5 - one.meanRating) * part },
      ];
      for (const change of better)
        expect(scoreOf({ ...one, ...change })).toBeGreaterThanOrEqual(score - 1e-12);
    }),
  );
});

test('the ranking is the same whatever the order of the register, ties by id, warned ones last', () => {
  const teams = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 12 });
  fc.assert(
    fc.property(
      teams.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        const ranking = ranked(list, 100);
        expect(ranked(shuffled, 100)).toEqual(ranking);
        const warned = ranking.findIndex(({ warning }) => warning !== undefined);
        if (warned >= 0)
          expect(ranking.slice(warned).every(({ warning }) => warning !== undefined)).toBe(true);
      },
    ),
  );
  const equal = { ...fc.sample(candidate, { numRuns: 1, seed: 1 })[0], warning: undefined } as Candidate;
  const tied = ranked(
    [
      { ...equal, id: 'b' },
      { ...equal, id: 'a' },
    ],
    2,
  );
  expect(tied.map(({ id }) => id)).toEqual(['a', 'b']);
});
