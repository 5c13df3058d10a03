/** `POST /api/v1/events`: from a request of a station to its answer after the commit. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Registry } from 'prom-client';
import type { SiteRegister } from '../../shared/domain/site-register.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { AuditEntry, StationKeyRow, Store } from '../store/store.ts';
import { answerOf, type Reply, resultOf } from './answer.ts';
import { type CheckedEvent, checkEvent } from './check-event.ts';
import { Committer } from './committer.ts';
import { KeyLimiter, type KeyLimits } from './key-limiter.ts';
import { type IngestMetrics, makeIngestMetrics } from './metrics.ts';
import { readRequest } from './read-request.ts';

export interface IngestOptions {
  store: Pick<Store, 'append'>;
  /** The store's secret `digest`. */
  digestSecret: string;
  /** The registers as they are now. */
  register: () => SiteRegister;
  /** The key in force of an `Authorization` header. */
  authenticate: (authorization: string | undefined) => StationKeyRow | undefined;
  /** Whether the projector is so far behind that more events would only cost memory. */
  backlogFull: () => boolean;
  audit: (entry: AuditEntry) => void;
  limits: KeyLimits;
  /** The server's clock in ms. */
  clock: () => number;
  /** Milliseconds that pass evenly, by which rates are held: a clock that is set would open or shut them. */
  elapsed?: () => number;
  metrics: Registry;
  onError: (error: unknown) => void;
}

export class Ingest {
  readonly #options: IngestOptions;
  readonly #committer: Committer;
  readonly #limiter: KeyLimiter;
  readonly #metrics: IngestMetrics;
  readonly #elapsed: () => number;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#elapsed = options.elapsed ?? (() => performance.now());
    this.#limiter = new KeyLimiter(options.limits);
    this.#committer = new Committer({
      store: options.store,
      onError: options.onError,
      onCommit: (events, ms) => this.#metrics.countCommit(events, ms),
    });
    this.#metrics = makeIngestMetrics(options.metrics, () => this.#committer.queued);
  }

  /**
   * Lets a request in before its body is read.
   * @throws ProblemError 401, 429 or 503.
   */
  admit(authorization: string | undefined, from: string): StationKeyRow {
    const now = this.#options.clock();
    const key = this.#options.authenticate(authorization);
    if (!key) {
      this.#options.audit({
        at: now,
        actor: 'anonymous',
        action: 'events.post',
        from,
        result: 'unauthorized',
      });
      throw new ProblemError('unauthorized', {
        zh: '没有站点密钥，或密钥未知、已撤销',
        en: 'there is no station key, or it is unknown or revoked',
      });
    }
    this.#limiter.takeRequest(key.id, this.#elapsed());
    if (this.#options.backlogFull())
      throw new ProblemError(
        'backlog-full',
        { zh: '事件处理积压，请稍后重试', en: 'too many events wait to be counted' },
        { retryAfter: 2 },
      );
    return key;
  }

  /**
   * Stores what is sound and answers each event.
   * @throws ProblemError 400, 413, 415, 429 or 503; nothing is stored then.
   */
  async take(key: StationKeyRow, headers: IncomingHttpHeaders, body: unknown, from: string): Promise<Reply> {
    const { events, specversionOptional } = readRequest(headers, body);
    const { clock, digestSecret, register } = this.#options;
    const now = clock();
    this.#limiter.takeEvents(key.id, events.length, this.#elapsed());
    const context = { keySite: key.site, register: register(), now, digestSecret, specversionOptional };
    const checked = events.map((raw) => checkEvent(raw, context));
    const items = checked.map(itemOf);
    const asked = items.filter((item) => item !== undefined);
    const outcomes = asked.length > 0 ? await this.#committer.submit(asked) : [];
    const told = outcomes.values();
    const results = checked.map((event, index) =>
      resultOf(index, events[index], event, items[index] && told.next().value),
    );
    this.#metrics.countResults(results);
    if (results.some((result) => result.code === 'forbidden-source'))
      this.#options.audit({
        at: now,
        actor: `key:${key.id}`,
        action: 'events.post',
        from,
        result: 'forbidden-source',
      });
    return answerOf(results, clock());
  }
}

const itemOf = (checked: CheckedEvent) => (checked.status === 'sound' ? checked.item : checked.probe);
