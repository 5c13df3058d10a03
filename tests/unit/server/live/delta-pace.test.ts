import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeltaPace, settledMs } from '../../../../server/live/delta-pace.ts';

interface Sent {
  at: number;
  /** How long its oldest change has waited. */
  waited: number;
}

/** What is sent of changes at these instants; each is in the figures at once, or they hold everything only now and then. */
function sentOf(changes: readonly number[], isCaughtUp: (at: number) => boolean = () => true): Sent[] {
  const pace = new DeltaPace();
  const sent: Sent[] = [];
  const last = Math.max(...changes);
  for (let at = 0, done = -1; done < last; at += 1) {
    const waiting = changes.filter((change) => change > done && change <= at);
    const [oldest] = waiting;
    if (oldest === undefined || pace.dueAt(isCaughtUp(at) ? waiting.at(-1) : undefined) > at) continue;
    pace.took(at);
    sent.push({ at, waited: at - oldest });
    done = at;
  }
  return sent;
}

const every = (ms: number, from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / ms) + 1 }, (_, n) => from + n * ms);
const instants = (sent: readonly Sent[]): number[] => sent.map(({ at }) => at);

describe('deltas of a board', () => {
  test('of changes at any times: never six within a second, and none waits longer than 240 ms', () => {
    const times = fc.array(fc.nat(3000), { minLength: 1, maxLength: 120 });
    const behind = fc.array(fc.tuple(fc.nat(3500), fc.nat(3500)), { maxLength: 5 });
    fc.assert(
      fc.property(times, behind, (changes, spans) => {
        const ordered = [...changes].sort((a, b) => a - b);
        const sent = sentOf(ordered, (at) => !spans.some(([from, to]) => from <= at && at <= to));
        for (const [index, { at, waited }] of sent.entries()) {
          expect(at - (sent[index - 5]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1000);
          expect(waited).toBeLessThanOrEqual(240);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('come at even times while the board changes on and on', () => {
    expect(instants(sentOf(every(5, 0, 2000)))).toEqual(every(200, 0, 2000));
  });

  test('the first after a calm comes at once, and the next as soon as figures hold everything', () => {
    expect(instants(sentOf([0, 60, 5000, 5010]))).toEqual([0, 60 + settledMs, 5000, 5040]);
  });

  test('the end of a burst is not waited for a whole tick', () => {
    expect(instants(sentOf(every(5, 0, 270)))).toEqual([0, 200, 270 + settledMs]);
  });

  test('while figures do not hold everything nothing comes early, for more is on its way', () => {
    expect(instants(sentOf([0, 60], (at) => at > 300))).toEqual([0, 200]);
    expect(instants(sentOf([0, 60], (at) => at > 150))).toEqual([0, 151]);
  });

  test('one that came early is made up for in parts', () => {
    const sent = instants(sentOf([0, 60, ...every(5, 100, 2000)]));
    expect(sent.slice(0, 8)).toEqual([0, 85, 285, 520, 760, 1000, 1200, 1400]);
  });
});
