/** Cursors are opaque to whoever holds them, and checked when they come back. */
import { createHash } from 'node:crypto';
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
