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
