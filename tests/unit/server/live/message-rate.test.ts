import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageRate } from '../../../../server/live/message-rate.ts';

test('lets through five seconds at once, then the rate, whatever the clock does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 400 }),
      (perSecond, steps) => {
        const rate = new MessageRate(perSecond, 0);
        let now = 0;
        let passed = 0;
        let forward = 0;
        for (const step of steps) {
          now += step;
          forward += Math.max(0, step);
          if (rate.take(now)) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(5 * perSecond + (forward * perSecond) / 1000);
      },
    ),
  );
});

test('whoever keeps to the rate is never cut', () => {
  const rate = new MessageRate(10, 0);
  for (let n = 1; n < 1_000; n += 1) expect(rate.take(n * 100)).toBe(true);
});
