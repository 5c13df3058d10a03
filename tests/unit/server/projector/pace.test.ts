import { describe, expect, test } from 'vitest';
import { Pace } from '../../../../server/projector/pace.ts';

/** A pace on a clock that only the test moves. */
function paceAt(start = 1000) {
  let now = start;
  const pace = new Pace(() => now);
  return {
    pace,
    pass: (ms: number): void => {
      now += ms;
    },
  };
}

describe('the pace of the projector', () => {
  test('batches are short while events arrive, and long in quiet times', () => {
    const { pace, pass } = paceAt();
    const quiet = pace.limit();
    pace.appended(1);
    expect(pace.limit()).toBeLessThan(quiet / 5);
    pass(1000);
    expect(pace.limit()).toBe(quiet);
  });

  test('it learns how fast the machine is, within bounds', () => {
    const { pace, pass } = paceAt();
    for (let n = 0; n < 50; n++) pace.took(100, 1000, true);
    expect(pace.limit()).toBe(200);
    pace.appended(1);
    expect(pace.limit()).toBe(50);
    pass(1000);
    for (let n = 0; n < 50; n++) pace.took(5000, 10, true);
    expect(pace.limit()).toBe(5000);
  });

  test('it stands back after a batch that an append waited for, and only then', () => {
    const { pace } = paceAt();
    expect(pace.restMs(20)).toBe(0);
    pace.appended(64);
    expect(pace.restMs(20)).toBe(180);
    expect(pace.restMs(20)).toBe(0);
    pace.appended(64);
    expect(pace.restMs(500)).toBe(200);
  });

  test('it hardly stands back for events that come one by one, however long they do', () => {
    const { pace, pass } = paceAt();
    for (let n = 0; n < 100; n++) {
      pace.appended(1);
      expect(pace.restMs(20)).toBe(10);
      pass(20);
    }
    for (let n = 0; n < 10; n++) pace.appended(10);
    expect(pace.restMs(20)).toBe(180);
    pass(1000);
    pace.appended(1);
    expect(pace.restMs(20)).toBe(10);
  });

  test('a rest ends early where appends have ended, and goes on while they come one behind the other', () => {
    const { pace, pass } = paceAt(1000);
    pace.appended(64);
    expect(pace.restLeftMs(1180)).toBe(20);
    pass(15);
    pace.appended(64);
    expect(pace.restLeftMs(1180)).toBe(20);
    pass(20);
    expect(pace.restLeftMs(1180)).toBe(0);
    pace.appended(64);
    expect(pace.restLeftMs(1045)).toBe(10);
  });

  test('it waits for nobody once it is far behind', () => {
    const { pace } = paceAt();
    pace.appended(50_001);
    expect(pace.restMs(20)).toBe(0);
    pace.took(5000, 250, true);
    pace.appended(1);
    expect(pace.restMs(20)).toBe(180);
    pace.appended(50_000);
    pace.took(5000, 250, false);
    expect(pace.restMs(20)).toBe(180);
  });
});
