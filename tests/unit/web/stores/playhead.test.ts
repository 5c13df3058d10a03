import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advance,
  isEnded,
  moveTo,
  nextSpeed,
  type Playhead,
  pause,
  play,
  speeds,
  stepBack,
} from '../../../../web/stores/playhead.ts';

const head: Playhead = { from: 1_000, to: 61_000, at: 1_000, speed: 10, playing: true };

test('goes by its speed, and not where it stands', () => {
  expect(advance(head, 500).at).toBe(6_000);
  expect(advance(pause(head), 500)).toEqual(pause(head));
});

test('stops at its end, and plays once more from there', () => {
  const ended = advance(head, 60_000);
  expect(ended).toMatchObject({ at: 61_000, playing: false });
  expect(isEnded(ended)).toBe(true);
  expect(play(ended)).toMatchObject({ at: 1_000, playing: true });
  expect(play(pause(advance(head, 500)))).toMatchObject({ at: 6_000, playing: true });
});

test('never leaves its span, and stands on whole milliseconds', () => {
  const moves = fc.array(
    fc.oneof(
      fc.double({ min: 0, max: 5_000, noNaN: true }).map((ms) => (one: Playhead) => advance(one, ms)),
      fc.integer({ min: -100_000, max: 200_000 }).map((at) => (one: Playhead) => moveTo(one, at)),
      fc.constantFrom(play, pause),
      fc.constantFrom<1 | -1>(1, -1).map((by) => (one: Playhead) => ({
        ...one,
        speed: nextSpeed(one.speed, by),
      })),
    ),
  );
  fc.assert(
    fc.property(moves, (steps) => {
      const last = steps.reduce((one, step) => step(one), head);
      expect(last.at).toBeGreaterThanOrEqual(head.from);
      expect(last.at).toBeLessThanOrEqual(head.to);
      expect(Number.isInteger(last.at)).toBe(true);
      if (isEnded(last)) expect(last.playing).toBe(false);
      expect(last.speed).toBeGreaterThanOrEqual(1);
      expect(last.speed).toBeLessThanOrEqual(3600);
    }),
  );
});

test('speeds between those of the buttons are there, up and down the same', () => {
  let speed = 1;
  const up = [speed];
  while (speed < 3600) {
    speed = nextSpeed(speed, 1);
    up.push(speed);
  }
  expect(up).toEqual(expect.arrayContaining([...speeds]));
  expect(nextSpeed(3600, 1)).toBe(3600);
  for (const lower of [...up].reverse().slice(1)) {
    speed = nextSpeed(speed, -1);
    expect(speed).toBe(lower);
  }
  expect(nextSpeed(1, -1)).toBe(1);
  // A speed of the address need not be a step of the ladder.
  expect([nextSpeed(45, 1), nextSpeed(45, -1)]).toEqual([60, 30]);
});

test('a step back leads to what happened last before', () => {
  const instants = [500, 1_500, 2_000, 5_000];
  expect(stepBack({ ...head, at: 5_000 }, instants)).toBe(2_000);
  expect(stepBack({ ...head, at: 1_200 }, instants)).toBe(1_000);
  expect(stepBack(head, [])).toBe(1_000);
});
