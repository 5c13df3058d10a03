import { maxEventsInRequest } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import { TokenBucket } from './token-bucket.ts';

export interface KeyLimits {
  requestsPerSecond: number;
  requestBurst: number;
  eventsPerSecond: number;
}

/** How much each station key may still send. There are no more entries than keys in force ever were. */
export class KeyLimiter {
  readonly #limits: KeyLimits;
  readonly #buckets = new Map<string, { requests: TokenBucket; events: TokenBucket }>();

  constructor(limits: KeyLimits) {
    this.#limits = limits;
  }

  /** @throws ProblemError `too-many-requests` */
  takeRequest(key: string, now: number): void {
    refuseAfter(this.#of(key, now).requests.take(1, now));
  }

  /** @throws ProblemError `too-many-requests` */
  takeEvents(key: string, count: number, now: number): void {
    refuseAfter(this.#of(key, now).events.take(count, now));
  }

  #of(key: string, now: number): { requests: TokenBucket; events: TokenBucket } {
    const known = this.#buckets.get(key);
    if (known) return known;
    const { requestsPerSecond, requestBurst, eventsPerSecond } = this.#limits;
    const buckets = {
      requests: new TokenBucket(requestsPerSecond, requestBurst, now),
      // A full request must be able to pass under any limit.
      events: new TokenBucket(eventsPerSecond, Math.max(eventsPerSecond, maxEventsInRequest), now),
    };
    this.#buckets.set(key, buckets);
    return buckets;
  }
}

function refuseAfter(seconds: number): void {
  if (seconds === 0) return;
  throw new ProblemError(
    'too-many-requests',
    { zh: `超过此密钥的速率，请 ${seconds} 秒后重试`, en: `over the key’s rate, try again in ${seconds} s` },
    { retryAfter: seconds },
  );
}
