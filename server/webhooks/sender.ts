/** Sends notices from the outbox: one after the other, again with growing pauses, and at last not any more. */
import type { NoticeResult, NoticeRow } from '../store/store.ts';
import { deliver, type WebhookTarget } from './deliver.ts';

const minuteMs = 60_000;
/** Before each further try; after the last one a notice is given up, half a day after it came. */
export const pausesMs: readonly number[] = [
  10_000,
  30_000,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  60 * minuteMs,
  120 * minuteMs,
  240 * minuteMs,
  240 * minuteMs,
];

/** How often the outbox is looked at where nothing wakes the sender: others may ask for another try. */
const lookMs = 5_000;
const batch = 20;
/** A server that has taken a notice upon itself and says nothing for this long is gone (ms); another one sends it. */
const claimMs = 30_000;
/** What was delivered is remembered for so long. */
const keptMs = 90 * 24 * 60 * minuteMs;

export interface WebhookSenderOptions {
  target: WebhookTarget;
  store: {
    noticesDue(now: number, limit: number): Promise<NoticeRow[]>;
    claimNotice(due: Pick<NoticeRow, 'id' | 'nextAt'>, until: number): Promise<boolean>;
    settleNotice(id: string, result: NoticeResult): Promise<unknown>;
    forgetNotices(deliveredBefore: number): Promise<unknown>;
  };
  now: () => number;
  onError: (error: unknown) => void;
  /** Tests shorten it. */
  answerMs?: number;
}

/** What becomes of a notice after a try that failed with `error`, or did not. */
export function resultOf(
  { attempts }: Pick<NoticeRow, 'attempts'>,
  error: string | undefined,
  now: number,
): NoticeResult {
  if (error === undefined) return { deliveredAt: now };
  const pauseMs = pausesMs[attempts];
  const failed = { error, attempts: attempts + 1 };
  return pauseMs === undefined ? failed : { ...failed, nextAt: now + pauseMs };
}

export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #timer: NodeJS.Timeout;
  #sending: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.wake(), lookMs);
    this.#timer.unref();
  }

  /** There may be something to send. */
  wake(): void {
    if (this.#closed) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = this.#sendAll()
      .catch(this.#options.onError)
      .finally(() => {
        this.#sending = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.wake();
      });
  }

  /** Ends after the try under way, so that its outcome is known. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    const { store, now } = this.#options;
    await store.forgetNotices(now() - keptMs);
    for (;;) {
      const due = await store.noticesDue(now(), batch);
      for (const notice of due) {
        if (this.#closed) return;
        await this.#send(notice);
      }
      if (due.length < batch) return;
    }
  }

  async #send(notice: NoticeRow): Promise<void> {
    const { target, store, now, answerMs } = this.#options;
    if (!(await store.claimNotice(notice, now() + claimMs))) return;
    const error = await deliver(target, notice, now(), answerMs);
    await store.settleNotice(notice.id, resultOf(notice, error, now()));
  }
}
