/**
 * Signatures of webhooks, as the Standard Webhooks specification has them, so that receivers find libraries for them:
 * HMAC-SHA256 over id, timestamp and body. A receiver refuses timestamps that are old and ids that it knows.
 */
import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** A secret is used as it is written, or after `whsec_` as the bytes of its base64. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret);

export const signatureOf = (
  secret: string,
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
