/** A station's way to the platform: batches with its key, repeated until the platform has taken them. */
import type { StationEvent } from './simulation/simulation.ts';

/** Limits of one request (contract §2). */
const maxEvents = 1000;
const maxBytes = 1_048_576;
/** Brackets and commas, with room to spare. */
const envelopeBytes = 4096;
const maxErrorText = 400;
/** A new key takes effect within a second (contract §1); a busy machine may need a little longer. */
const newKeyMs = 5000;

export interface Tally {
  accepted: number;
  duplicates: number;
}

export interface SenderOptions {
  /** Such as `http://127.0.0.1:8080`. */
  baseUrl: string;
  key: string;
  /** How long to go on when the platform cannot be reached or asks to wait, in ms. */
  patienceMs?: number;
  /** Ends the repetitions; a request on its way is let finish. */
  signal?: AbortSignal;
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
}

/** The platform refused events that a station had every right to send, or a whole request. */
export class SendError extends Error {
  override readonly name = 'SendError';
}

interface Answer {
  accepted: number;
  duplicates: number;
  results: { index: number; id: string; status: string; code?: string; detail?: string }[];
}

/** Events cut into requests that the platform takes, in their order. */
export function* batchesOf(events: Iterable<StationEvent>): Generator<StationEvent[]> {
  let batch: StationEvent[] = [];
  let bytes = envelopeBytes;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1;
    if (batch.length > 0 && (batch.length >= maxEvents || bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = envelopeBytes;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

export class Sender {
  readonly tally: Tally = { accepted: 0, duplicates: 0 };
  private readonly fetch: typeof fetch;
  private readonly sleep: (ms: number) => Promise<void>;
  private readonly patienceMs: number;

  constructor(private readonly options: SenderOptions) {
    this.fetch = options.fetch ?? fetch;
    this.sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    this.patienceMs = options.patienceMs ?? 60_000;
  }

  /**
   * Sends one batch and comes back once every event of it is stored.
   * @throws SendError where an event or the request is refused, or the platform stays away for too long.
   */
  async send(batch: readonly StationEvent[]): Promise<void> {
    const body = JSON.stringify(batch);
    let waited = 0;
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.post(body);
      const wait =
        response instanceof Response ? this.waitAfter(response, waited) : Math.min(250 * 2 ** attempt, 5000);
      if (response instanceof Response && wait === undefined) return this.count(batch, response);
      if (this.options.signal?.aborted) throw new SendError('stopped');
      const pause = wait ?? 1000;
      waited += pause;
      if (waited > this.patienceMs) throw new SendError(`gave up: ${await reasonOf(response)}`);
      await this.sleep(pause);
    }
  }

  /** How long to wait before the request is repeated, in ms; undefined where the answer is final. */
  private waitAfter(response: Response, waited: number): number | undefined {
    const isNewKey = this.tally.accepted + this.tally.duplicates === 0 && waited < newKeyMs;
    return response.status === 401 && isNewKey ? 200 : retryAfter(response);
  }

  /** The answer, or why there was none. */
  private async post(body: string): Promise<Response | Error> {
    const { baseUrl, key } = this.options;
    try {
      return await this.fetch(`${baseUrl}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents-batch+json' },
        body,
      });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async count(batch: readonly StationEvent[], response: Response): Promise<void> {
    const text = await response.text();
    const answer = readAnswer(text);
    if (!answer) throw new SendError(`status ${response.status}: ${text.slice(0, maxErrorText)}`);
    this.tally.accepted += answer.accepted;
    this.tally.duplicates += answer.duplicates;
    const refused = answer.results.filter(({ status }) => status !== 'accepted' && status !== 'duplicate');
    const [first] = refused;
    if (first) {
      const event = JSON.stringify(batch[first.index]).slice(0, maxErrorText);
      throw new SendError(`${refused.length} refused, first ${first.code}: ${first.detail} ${event}`);
    }
    if (answer.accepted + answer.duplicates !== batch.length)
      throw new SendError(`sent ${batch.length}, answered for ${answer.accepted + answer.duplicates}`);
  }
}

function readAnswer(text: string): Answer | undefined {
  try {
    const { results, accepted = 0, duplicates = 0 } = JSON.parse(text) as Partial<Answer>;
    return Array.isArray(results) ? { results, accepted, duplicates } : undefined;
  } catch {
    return undefined;
  }
}

/** How long the platform asks to wait, in ms; undefined where it gave its answer. */
function retryAfter(response: Response): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const header = response.headers.get('retry-after') ?? '1';
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 100) : 1000;
}

async function reasonOf(response: Response | Error): Promise<string> {
  if (response instanceof Response)
    return `status ${response.status}: ${(await response.text()).slice(0, maxErrorText)}`;
  return response.cause instanceof Error ? response.cause.message : response.message;
}
