import { describe, expect, test } from 'vitest';
import { beginVisit, stepVisit, type Visit, type VisitEvent } from '../../../../web/stores/visit.ts';

const rules = { steps: [10_000, undefined, 5_000] };
const run = (visit: Visit | undefined, ...events: VisitEvent[]): Visit | undefined =>
  events.reduce<Visit | undefined>((state, event) => state && stepVisit(state, event, rules), visit);
const tick = (ms: number): VisitEvent => ({ type: 'tick', ms });
const at = (step: number): Visit | undefined => beginVisit(step, rules);

describe('a visit', () => {
  test('goes on by itself from a step with a time', () => {
    expect(run(at(0), tick(9_999))?.at).toBe(0);
    expect(run(at(0), tick(9_999), tick(1))).toEqual({ at: 1, shownMs: 0 });
  });

  test('waits for a hand where a step has none', () => {
    expect(run(at(1), tick(3_600_000))?.at).toBe(1);
    expect(run(at(1), { type: 'next' })?.at).toBe(2);
  });

  test('is over after the time of its last step, and never by a hand', () => {
    expect(run(at(2), tick(5_000))).toBeUndefined();
    expect(run(at(2), { type: 'next' })?.at).toBe(2);
    expect(run(at(0), { type: 'previous' })).toEqual({ at: 0, shownMs: 0 });
  });

  test('gives a step that was gone back to its whole time again', () => {
    expect(run(at(0), tick(8_000), { type: 'next' }, { type: 'previous' }, tick(8_000))?.at).toBe(0);
  });

  test('begins at a step that there is, and not at all in a county without one', () => {
    expect([at(-1)?.at, at(99)?.at]).toEqual([0, 2]);
    expect(beginVisit(0, { steps: [] })).toBeUndefined();
  });
});
