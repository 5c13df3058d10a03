import { expect, test } from 'vitest';
import { Lateness } from '../../../../server/http/overload.ts';

/** A process that is late by so many ms at each look. */
function lateBy(...delays: number[]): Lateness {
  let now = 0;
  const lateness = new Lateness(now);
  for (const delay of delays) {
    now += 200 + delay;
    lateness.look(now);
  }
  return lateness;
}

test('one long task is no overload, several in a row are, and it passes', () => {
  expect(lateBy(0, 0, 0).average).toBe(0);
  expect(lateBy(4_000).average).toBeLessThan(1_000);
  expect(lateBy(...Array.from({ length: 10 }, () => 1_500)).average).toBeGreaterThan(1_000);
  const over = [...Array.from({ length: 50 }, () => 3_000), ...Array.from({ length: 15 }, () => 0)];
  expect(lateBy(...over).average).toBeLessThan(1_000);
});

test('a look that comes early counts for nothing', () => {
  expect(lateBy(-150, -150).average).toBe(0);
});
