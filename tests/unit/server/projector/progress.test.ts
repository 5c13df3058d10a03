import { expect, test } from 'vitest';
import { Progress } from '../../../../server/projector/progress.ts';

/** Days turn at every 100,000,000 ms. */
const dayMs = 100_000_000;
const following = (now: () => number): Progress =>
  new Progress({ now, nextDayAt: (_county, instant) => (Math.floor(instant / dayMs) + 1) * dayMs });

test('figures are as of now, or of when the first event came that they do not show', () => {
  let now = 1_000_000;
  const progress = following(() => now);
  progress.begin({ county: '330127', head: 10, position: { seq: 10, asOf: 900_000 } });
  expect([progress.lag, progress.asOf]).toEqual([0, now]);
  progress.noteHead('330127', 15);
  now += 5000;
  progress.noteHead('330127', 20);
  now += 5000;
  expect([progress.lag, progress.asOf]).toEqual([10, 1_000_000]);
  progress.notePosition('330127', { position: { seq: 17, asOf: now } });
  expect([progress.lag, progress.asOf]).toEqual([3, 1_005_000]);
  progress.notePosition('330127', { position: { seq: 20, asOf: now } });
  expect([progress.lag, progress.asOf]).toEqual([0, now]);
});

test('a server that starts behind is as of where the projector stopped', () => {
  const progress = following(() => 1_000_000);
  progress.begin({ county: '330127', head: 12, position: { seq: 10, asOf: 900_000 } });
  progress.begin({ county: '610902', head: 3, position: { seq: 3, asOf: 800_000 } });
  expect([progress.lag, progress.asOf]).toEqual([2, 900_000]);
});

test('a position that is told before its head moves both', () => {
  const progress = following(() => 1_000_000);
  progress.notePosition('330127', { position: { seq: 5, asOf: 1_000_000 } });
  progress.noteHead('330127', 5);
  expect([progress.lag, progress.asOf]).toEqual([0, 1_000_000]);
});

test('what another server has projected before a step of this one is missed, and only that', () => {
  const progress = following(() => 1_000_000);
  progress.begin({ county: '330127', head: 10, position: { seq: 10, asOf: 900_000 } });
  expect(progress.isBehind('330127', { seq: 10, asOf: 900_000 })).toBe(false);
  expect(progress.isBehind('330127', { seq: 12, asOf: 900_000 })).toBe(true);
  // Time alone changes figures too.
  expect(progress.isBehind('330127', { seq: 10, asOf: 900_001 })).toBe(true);
  progress.notePosition('330127', { position: { seq: 14, asOf: 950_000 } });
  expect(progress.isBehind('330127', { seq: 12, asOf: 960_000 })).toBe(false);
});

test('what cannot be stored holds the time up to which figures are true', () => {
  let now = 1_000_000;
  const progress = following(() => now);
  progress.begin({ county: '330127', head: 10, position: { seq: 10, asOf: 900_000 } });
  progress.halt();
  now += 5000;
  progress.halt();
  expect(progress.asOf).toBe(1_000_000);
  progress.resume();
  expect(progress.asOf).toBe(now);
});

test('what time has changed and no figure shows yet holds the time up to which figures are true', () => {
  let now = 1_000_000;
  const progress = following(() => now);
  progress.begin({
    county: '330127',
    head: 10,
    position: { seq: 10, asOf: 900_000 },
    nextChangeAt: 1_005_000,
  });
  expect(progress.asOf).toBe(now);
  now = 1_004_999;
  expect(progress.asOf).toBe(now);
  now = 1_007_000;
  expect(progress.asOf).toBe(1_004_999);
  progress.notePosition('330127', { position: { seq: 10, asOf: now }, nextChangeAt: 1_007_001 });
  expect(progress.asOf).toBe(now);
  now = 1_009_000;
  expect(progress.asOf).toBe(1_007_000);
  // Another register puts it off, without a step of the projector.
  const putOff = {
    county: '330127',
    head: 10,
    position: { seq: 10, asOf: 1_007_000 },
    nextChangeAt: 1_008_001,
  };
  expect(progress.noteRead(putOff)).toBe(false);
  expect(progress.asOf).toBe(1_008_000);
  // A look that began before the last step.
  expect(progress.noteRead({ ...putOff, position: { seq: 10, asOf: 1_000_000 }, nextChangeAt: 1 })).toBe(
    false,
  );
  expect(progress.asOf).toBe(1_008_000);
  // Another server has gone on, and what is next lies far off.
  const standing = { county: '330127', head: 10, position: { seq: 10, asOf: 1_008_000 } };
  expect(progress.noteRead(standing)).toBe(true);
  expect(progress.asOf).toBe(now);
});

test('[T3] a day that no figure shows yet holds it too, but not where nothing was ever projected', () => {
  let now = dayMs - 1;
  const progress = following(() => now);
  progress.begin({ county: '330127', head: 10, position: { seq: 10, asOf: 900_000 } });
  progress.begin({ county: '610902', head: 0, position: { seq: 0, asOf: 0 } });
  expect(progress.asOf).toBe(now);
  now = dayMs + 50;
  expect(progress.asOf).toBe(dayMs - 1);
  progress.notePosition('330127', { position: { seq: 10, asOf: dayMs + 40 } });
  expect(progress.asOf).toBe(now);
});
