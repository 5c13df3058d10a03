/**
 * The audit log is a chain: each row carries the hash of itself and of the row before it, so that whoever changes,
 * removes or moves a row has to write every later one anew, and is found by the head that was noted elsewhere before.
 * A plain SHA-256: a key would lie in the same file as the rows, and without one an auditor checks an export himself.
 */
import { createHash } from 'node:crypto';
import type { AuditEntry } from './access.ts';

/** The hash before the first row. */
export const chainStart = '';

/** The hash of the row `n`, after the row whose hash is `previous`. */
export function auditHash(previous: string, n: number, entry: AuditEntry): string {
  const { at, actor, action, target = null, from = null, result } = entry;
  return createHash('sha256')
    .update(JSON.stringify([previous, n, at, actor, action, target, from, result]))
    .digest('hex');
}

/** NUL, and halves of a character: with the flag `u` a pair is one character. */
const odd = /[\0\p{Surrogate}]/gu;

/** What every database gives back as it was, so that the hash is that of what is read later; anybody may send anything. */
export function storable(entry: AuditEntry): AuditEntry {
  const members = Object.entries(entry).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(odd, '\ufffd') : value,
  ]);
  return Object.fromEntries(members) as AuditEntry;
}
