/** `data` as a value: what it says, told apart from how it was written and from whom it is about. */
import { createHmac } from 'node:crypto';

/** The same value without members that are null: they count as left out, however deep they stand. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)]));
}

/** JSON with sorted member names: the same text for the same value. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Stands for data whose content cannot be told; no event with such data is ever accepted. */
export const unreadable = Symbol('unreadable');

/**
 * Keyed digest of an event's content: type, instant, and data (without nulls) as a JSON value. It stays in the journal
 * when personal data is erased; the key keeps anyone from guessing a phone number by it.
 */
export function contentDigest(secret: string, type: string, at: number, data: unknown): string {
  const content = data === unreadable ? 'unreadable' : canonicalJson(data);
  return createHmac('sha256', secret)
    .update(`${JSON.stringify([type, at])}${content}`)
    .digest('base64url');
}
