/** A station as the contract wants it: whatever is not answered is sent again, as it was, until it is. */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from './server.ts';

export type Sent = Record<string, unknown> & { id?: string };

/** What an answer said of an event. */
export interface Told {
  event: Sent;
  status: 'accepted' | 'duplicate' | 'rejected';
  seq?: number;
  code?: string;
}

export interface ResendingStationOptions {
  address: string;
  key: string;
  /** After so long without an answer it is sent again (ms). */
  patienceMs?: number;
  restMs?: number;
}

type Results = Answer['body']['results'];

/** Posts once, on a connection of its own; undefined where no whole answer came. */
export function postOnce(
  { address, key, patienceMs = 2_500 }: ResendingStationOptions,
  body: string,
): Promise<{ status: number; body: Answer['body'] } | undefined> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(address);
    const asked = request({
      ...{ hostname, port, path: '/api/v1/events', method: 'POST', agent: false },
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    const nothing = (): void => resolve(undefined);
    asked.once('error', nothing);
    asked.once('response', (response) => {
      text(response).then(
        (said) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(said) as Answer['body'] }),
        nothing,
      );
    });
    asked.end(body);
  });
}

export class ResendingStation {
  /** By source and id: where it was told to be. */
  readonly acknowledged = new Map<string, { event: Sent; seq: number }>();
  /** What the answers were that did not look as the contract says. */
  readonly faults: string[] = [];
  /** Requests that got no whole answer, or one that asks to come again. */
  unanswered = 0;
  readonly #options: ResendingStationOptions;

  constructor(options: ResendingStationOptions) {
    this.#options = options;
  }

  /** Resolves once every event was answered. */
  async deliver(events: readonly Sent[]): Promise<Told[]> {
    const body = JSON.stringify(events);
    for (;;) {
      const answer = await postOnce(this.#options, body);
      if (answer && [200, 207, 403, 422].includes(answer.status))
        return this.#note(events, answer.body.results);
      this.unanswered += 1;
      if (answer && ![429, 503].includes(answer.status))
        this.faults.push(`status ${answer.status}: ${JSON.stringify(answer.body)}`);
      await new Promise((resolve) => setTimeout(resolve, this.#options.restMs ?? 50));
    }
  }

  #note(events: readonly Sent[], results: Results = []): Told[] {
    if (results.length !== events.length) this.faults.push(`${results.length} answers to ${events.length}`);
    return results.map(({ index, status, seq, code }) => {
      const event = events[index] ?? {};
      if (seq !== undefined) {
        const name = `${event.source} ${event.id}`;
        const before = this.acknowledged.get(name);
        if (before && before.seq !== seq) this.faults.push(`${name} is ${before.seq} and ${seq}`);
        this.acknowledged.set(name, { event, seq });
      }
      return {
        event,
        status: status as Told['status'],
        ...(seq !== undefined && { seq }),
        ...(code !== undefined && { code }),
      };
    });
  }
}
