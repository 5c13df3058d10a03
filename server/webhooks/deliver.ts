/** One try to deliver a notice. */
import type { NoticeRow } from '../store/store.ts';
import { signatureOf } from './signature.ts';

export interface WebhookTarget {
  url: string;
  secret: string;
}

/** A receiver answers within this time (ms), or the try has failed. */
export const answerMs = 10_000;

/** Undefined where it was taken; else why not, in words that tell nothing of the address or the secret. */
export async function deliver(
  { url, secret }: WebhookTarget,
  { id, body }: Pick<NoticeRow, 'id' | 'body'>,
  now: number,
  withinMs = answerMs,
): Promise<string | undefined> {
  const timestamp = Math.floor(now / 1000);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), withinMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'cockpit-webhook',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secret, { id, timestamp, body }),
      },
      body,
      // Where a receiver sends one to may be anywhere: what is signed goes to the address that was configured alone.
      redirect: 'manual',
      signal: abort.signal,
    });
    // The status says all: an answer without end would otherwise be read without end.
    await answer.body?.cancel();
    return answer.ok ? undefined : `status ${answer.status}`;
  } catch (error) {
    if (abort.signal.aborted) return 'timeout';
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    return code ?? 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}
