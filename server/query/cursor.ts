/** Cursors are opaque to whoever holds them, and checked when they come back. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { invalid } from './refusal.ts';

/** Marks the request that a cursor belongs to, so that it does not go on with another. */
const markOf = (request: string): string =>
  createHash('sha256').update(request).digest('base64url').slice(0, 8);

export const encodeCursor = (request: string, position: unknown): string =>
  Buffer.from(JSON.stringify([markOf(request), position])).toString('base64url');

const foreign = () => invalid('cursor 无效，请从第一页开始', 'the cursor is not one of this request');

/**
 * The position in a cursor of the same request.
 * @throws Refusal `invalid-request` for anything else.
 */
export function decodeCursor<S extends TSchema>(request: string, text: string, schema: S): Static<S> {
  if (!/^[A-Za-z0-9_-]{1,2000}$/.test(text)) throw foreign();
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw foreign();
  }
  if (!Value.Check(Type.Tuple([Type.Literal(markOf(request)), Type.Unknown()]), value)) throw foreign();
  const position: unknown = value[1];
  if (!Value.Check(schema, position)) throw foreign();
  return position as Static<S>;
}

/** Keeps what a cursor holds from whoever carries it: the place in a list of volunteers is a volunteer's id. */
export interface Seal {
  seal(position: unknown): string;
  /** @throws Refusal `invalid-request` where it was not sealed here, or holds something else. */
  open<S extends TSchema>(sealed: string, schema: S): Static<S>;
}

const ivBytes = 12;
const tagBytes = 16;

export function makeSeal(secret: string): Seal {
  const key = createHmac('sha256', secret).update('cursor').digest();
  return {
    seal(position) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = Buffer.concat([cipher.update(JSON.stringify(position)), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed, schema) {
      const bytes = Buffer.from(sealed, 'base64url');
      const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)];
      let position: unknown;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
        decipher.setAuthTag(tag);
        const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        position = JSON.parse(text.toString());
      } catch {
        throw foreign();
      }
      if (!Value.Check(schema, position)) throw foreign();
      return position as Static<typeof schema>;
    },
  };
}
