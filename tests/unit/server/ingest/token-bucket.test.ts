import { describe, expect, test } from 'vitest';
import { KeyLimiter } from '../../../../server/ingest/key-limiter.ts';
import { TokenBucket } from '../../../../server/ingest/token-bucket.ts';
import { ProblemError } from '../../../../shared/wire/problem.ts';

describe('a token bucket', () => {
  test('lets a burst through, then the rate', () => {
    const bucket = new TokenBucket(100, 400, 0);
    for (let i = 0; i < 400; i += 1) expect(bucket.take(1, 0)).toBe(0);
    expect(bucket.take(1, 0)).toBe(1);
    expect(bucket.take(1, 10)).toBe(0);
    expect(bucket.take(1, 10)).toBe(1);
    expect(bucket.take(400, 100_000)).toBe(0);
  });

  test('says after how many whole seconds to try again', () => {
    const bucket = new TokenBucket(10, 100, 0);
    expect(bucket.take(100, 0)).toBe(0);
    expect(bucket.take(25, 0)).toBe(3);
    expect(bucket.take(25, 2500)).toBe(0);
  });

  test('a clock that goes back gives nothing', () => {
    const bucket = new TokenBucket(1, 1, 1000);
    expect(bucket.take(1, 1000)).toBe(0);
    expect(bucket.take(1, 0)).toBe(1);
  });
});

describe('the limits of a key [contract §2]', () => {
  const limits = { requestsPerSecond: 100, requestBurst: 2, eventsPerSecond: 10 };

  test('are its own', () => {
    const limiter = new KeyLimiter(limits);
    limiter.takeRequest('a', 0);
    limiter.takeRequest('a', 0);
    expect(() => limiter.takeRequest('a', 0)).toThrow(ProblemError);
    expect(() => limiter.takeRequest('b', 0)).not.toThrow();
  });

  test('let a full request pass under any rate', () => {
    const limiter = new KeyLimiter(limits);
    expect(() => limiter.takeEvents('a', 1000, 0)).not.toThrow();
    expect(() => limiter.takeEvents('a', 20, 0)).toThrow(
      expect.objectContaining({ retryAfter: 2, problem: expect.objectContaining({ status: 429 }) }),
    );
  });
});
