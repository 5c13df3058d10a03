import { expect, test } from 'vitest';
import { Lateness } from '../../../../web/live/lateness.ts';

/** What each word of the server is called, of pairs of what it said and when it came (s). */
function heard(...words: [number, number][]): number[] {
  const lateness = new Lateness();
  return words.map(([said, came]) => lateness.heard(said * 1000, came * 1000) / 1000);
}

test('a word is as late as it came later than the quickest', () => {
  // The two clocks have nothing to do with each other.
  expect(heard([1000, 5], [1002, 7], [1004, 9.5], [1006, 11])).toEqual([0, 0, 0.5, 0]);
  expect(heard([1000, 5], [1002, 15], [1004, 17], [1006, 19])).toEqual([0, 8, 8, 8]);
  expect(heard([1000, 15], [1002, 9], [1004, 21], [1012, 21])).toEqual([0, 0, 10, 2]);
});

test('a server that pauses is not late, nor one whose clock is set', () => {
  expect(heard([1000, 5], [1030, 35], [1032, 37])).toEqual([0, 0, 0]);
  expect(heard([5000, 5], [1400, 7], [1402, 9])).toEqual([0, 0, 0]);
  expect(heard([1000, 5], [4602, 7], [4604, 9], [1000, 11])).toEqual([0, 0, 0, 0]);
});

test('another line begins anew', () => {
  const lateness = new Lateness();
  lateness.heard(1000, 0);
  expect(lateness.heard(3000, 12_000)).toBe(10_000);
  lateness.restart();
  expect(lateness.heard(5000, 14_000)).toBe(0);
});
