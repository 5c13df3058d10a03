/** What a failure of the file means to whoever asked. */
import { StoreError } from '../store.ts';

/** Primary codes that speak of the disk and not of what was asked: full, broken, read-only, held by somebody else. */
const ofTheDisk: ReadonlySet<number> = new Set([5, 8, 10, 13, 14]);

/** A failure of the disk may be over soon, so what was asked may be asked again. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  // The lower byte is the primary code; what is above tells more of it.
  if (typeof error.errcode !== 'number' || !ofTheDisk.has(error.errcode & 0xff)) return error;
  const failure = new StoreError('unavailable', `The database cannot be used now: ${error.message}`);
  failure.cause = error;
  return failure;
}
